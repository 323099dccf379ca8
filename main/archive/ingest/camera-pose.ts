import type { BodyJoints, Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { SeenPerson } from "./seen.ts";

/**
 * How a camera that does not move and is not rolled stands over a level floor. What it sees of somebody's feet says so: of a
 * pinhole camera, the scale of what stands on the floor grows linearly with how far down in the picture that is,
 * `scale = (f sin(tilt) - v cos(tilt)) / height`, v upwards from the middle, f the focal length.
 */
export interface CameraPose {
  /** Above the floor, metres. */
  readonly height: number;
  /** How far it looks down, radians. */
  readonly tilt: number;
}

const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];

/** Radians. Cameras look down on a stage from its balcony, and up to it from the first row. */
const TILTS = { least: -0.45, most: 1.05, step: 0.005 };
/** By so much, of its logarithm, the scale of a foot strays from where it stands: it depends on the pose. */
const SCALE_DEVIATION = 0.05;
/** Scales so near in time stray together. */
const TOGETHER: Seconds = 0.5;
/** What lies farther off, in deviations, counts as if it lay here: feet in the air, and mistakes. */
const OUTLIER = 2.5;
/** How exactly bodies tell the tilt, radians: people lean, as a rule towards where they look. */
const BODY_DEVIATION = 0.1;
/** A body is upright when its shoulders are so far above its ankles, as a share of their distance. */
const UPRIGHT = 0.8;

/**
 * The camera that fits best to where the feet of everybody were, and to how they stood.
 * @param focalLength picture heights.
 * @param fps samples a second.
 * @returns null where no foot is seen, or all are above where the horizon could be.
 */
export function cameraOf(
  samples: readonly SeenPerson[],
  focalLength: number,
  fps: number,
): CameraPose | null {
  const feet = samples.flatMap((person) => footOf(person, focalLength) ?? []);
  if (feet.length === 0) return null;
  const leans = samples.flatMap(({ pose }) => leanOf(pose.body) ?? []);
  const lean = leans.length > 0 ? median(leans) : 0;
  const independent = Math.min(1, 1 / (TOGETHER * fps));
  let best: CameraPose | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let { least: tilt } = TILTS; tilt <= TILTS.most; tilt += TILTS.step) {
    const [sin, cos] = [Math.sin(tilt), Math.cos(tilt)];
    // Logarithms of what each foot says of the camera's height, were this the tilt; none above the horizon.
    const heights = feet.map(({ v, scale }) => Math.log((focalLength * sin - v * cos) / scale));
    const below = heights.filter(Number.isFinite);
    if (below.length <= feet.length / 2) continue;
    const height = median(below);
    const strays = heights.map((one) =>
      Number.isFinite(one) ? Math.min(OUTLIER, Math.abs(one - height) / SCALE_DEVIATION) ** 2 : OUTLIER ** 2,
    );
    const prior = ((tilt - lean) / BODY_DEVIATION) ** 2;
    const cost = independent * strays.reduce((sum, one) => sum + one, 0) + prior;
    if (cost < least) {
      least = cost;
      best = { height: Math.exp(height), tilt };
    }
  }
  return best;
}

/** Where in the picture her lowest foot is, heights above the middle, and the scale there. */
function footOf({ pose, scale }: SeenPerson, focalLength: number): { v: number; scale: number } | null {
  let lowest: { v: number; scale: number } | null = null;
  for (const joint of FEET) {
    const [image, body] = [pose.image?.[joint], pose.body?.[joint]];
    if (!image || !body) continue;
    const v = 0.5 - image.y;
    if (!lowest || v < lowest.v) lowest = { v, scale: focalLength / (focalLength / scale - body.z) };
  }
  return lowest;
}

/** How far a body leans towards the camera, radians; null where it is not upright. */
function leanOf(body: BodyJoints | null): number | null {
  const middle = (a: number, b: number) => {
    const [p, q] = [body?.[a], body?.[b]];
    return p && q ? { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, z: (p.z + q.z) / 2 } : null;
  };
  const [neck, ankles] = [middle(J.left_shoulder, J.right_shoulder), middle(J.left_ankle, J.right_ankle)];
  if (!neck || !ankles) return null;
  const [x, y, z] = [neck.x - ankles.x, neck.y - ankles.y, neck.z - ankles.z];
  return y > UPRIGHT * Math.hypot(x, y, z) ? Math.atan2(z, y) : null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
