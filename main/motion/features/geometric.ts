import { J } from "../../../shared/skeleton.ts";
import { type Clip, placesIn, ROOT_AT } from "../clip.ts";
import { cross, dot, mixPoints, norm, subtract, type Vector } from "../vectors.ts";

/** Metres, of the SMPL template body: upper arm, shoulders, hips. Thresholds are multiples of them, as in AIST++. */
const ARM = 0.2568;
const SHOULDERS = 0.3909;
const HIP_WIDTH = 0.1192;
/** Where on the line from hips to neck SMPL's joints of the spine are. */
const BELLY = 1 / 4;
const CHEST = 2 / 3;

type Place =
  | "root"
  | "belly"
  | "chest"
  | "neck"
  | `${"l" | "r"}${"hip" | "knee" | "ankle" | "toes" | "shoulder" | "elbow" | "wrist"}`;

/** What a relation reads: the body now and a frame ago. */
interface Bodies {
  readonly now: (place: Place) => Vector;
  readonly before: (place: Place) => Vector;
  /** Height of the lowest joint. */
  readonly floor: number;
  readonly fps: number;
}

/**
 * Geometric features as AIST++ defines them (Li et al. 2021, after Mueller et al. 2005): share of the frames in which
 * each of 32 relations between body parts holds. Joints that `stage-19` lacks lie on the line from hips to neck.
 * Speeds are a second's, whereas the reference code takes every frame for 1/120 s.
 */
export function geometricFeatures(clip: Clip, fps: number): Float64Array {
  const places = placesIn(clip);
  const held = new Float64Array(RELATIONS.length);
  for (let frame = 1; frame < clip.frames; frame++) {
    const bodies: Bodies = {
      now: placesOf(places, frame),
      before: placesOf(places, frame - 1),
      floor: lowest(places, frame),
      fps,
    };
    RELATIONS.forEach((relation, index) => {
      if (relation(bodies)) held[index]!++;
    });
  }
  return held.map((count) => count / (clip.frames - 1));
}

type Relation = (bodies: Bodies) => boolean;

const UP: Vector = { x: 0, y: 1, z: 0 };

/** Seen from `origin`, `of` lies farther than `threshold` in the direction from `from` to `to`. */
const beyond =
  (from: Place, to: Place, origin: Place, of: Place, threshold: number): Relation =>
  ({ now }) =>
    along(subtract(now(of), now(origin)), subtract(now(to), now(from))) > threshold;

/** `of` lies farther than `threshold` from the plane through three places. */
const offPlane =
  (a: Place, b: Place, c: Place, of: Place, threshold: number): Relation =>
  ({ now }) =>
    along(subtract(now(of), now(a)), cross(subtract(now(c), now(a)), subtract(now(b), now(a)))) > threshold;

/** `of` moves, seen from `a`, faster than `threshold` (m/s) from `a` towards `b`. */
const towards =
  (a: Place, b: Place, of: Place, threshold: number): Relation =>
  ({ now, before, fps }) =>
    fps * along(moved(now, before, of, a), subtract(now(b), now(a))) > threshold;

/** `of` moves, seen from `a`, faster than `threshold` (m/s) out of the plane through `a`, `b`, `c`. */
const outOf =
  (a: Place, b: Place, c: Place, of: Place, threshold: number): Relation =>
  ({ now, before, fps }) =>
    fps * along(moved(now, before, of, a), cross(subtract(now(c), now(a)), subtract(now(b), now(a)))) >
    threshold;

/** The angle between two lines, degrees, is between `least` and `most`. */
const angle =
  (a: Place, b: Place, c: Place, d: Place, least: number, most: number): Relation =>
  ({ now }) =>
    within(subtract(now(b), now(a)), subtract(now(d), now(c)), least, most);

const upright =
  (a: Place, b: Place, least: number, most: number): Relation =>
  ({ now }) =>
    within(subtract(now(b), now(a)), UP, least, most);

const fast =
  (of: Place, threshold: number): Relation =>
  ({ now, before, fps }) =>
    fps * norm(subtract(now(of), before(of))) > threshold;

const above =
  (of: Place, height: number): Relation =>
  ({ now, floor }) =>
    now(of).y - floor > height;

const below =
  (of: Place, height: number): Relation =>
  ({ now, floor }) =>
    now(of).y - floor < height;

/** In the order of the reference code. */
const RELATIONS: readonly Relation[] = [
  outOf("neck", "rhip", "lhip", "rwrist", 1.8 * ARM),
  outOf("neck", "lhip", "rhip", "lwrist", 1.8 * ARM),
  beyond("chest", "neck", "neck", "rwrist", 0.2 * ARM),
  beyond("chest", "neck", "neck", "lwrist", 0.2 * ARM),
  // The reference code asks for the chest here, and not for the wrist that it names.
  towards("belly", "chest", "chest", 1.8 * ARM),
  towards("belly", "chest", "chest", 1.8 * ARM),
  angle("relbow", "rshoulder", "relbow", "rwrist", 0, 110),
  angle("lelbow", "lshoulder", "lelbow", "lwrist", 0, 110),
  beyond("lshoulder", "rshoulder", "lwrist", "rwrist", 2.5 * SHOULDERS),
  towards("lwrist", "rwrist", "rwrist", 1.4 * ARM),
  towards("rwrist", "root", "lwrist", 1.4 * ARM),
  towards("lwrist", "root", "rwrist", 1.4 * ARM),
  fast("rwrist", 2.5 * ARM),
  fast("lwrist", 2.5 * ARM),
  offPlane("root", "lhip", "ltoes", "rankle", 0.38 * ARM),
  offPlane("root", "rhip", "rtoes", "lankle", 0.38 * ARM),
  above("rankle", 1.2 * ARM),
  above("lankle", 1.2 * ARM),
  beyond("lhip", "rhip", "lankle", "rankle", 2.1 * HIP_WIDTH),
  angle("rknee", "rhip", "rknee", "rankle", 0, 110),
  angle("lknee", "lhip", "lknee", "lankle", 0, 110),
  fast("rankle", 2.5 * ARM),
  fast("lankle", 2.5 * ARM),
  angle("neck", "root", "rshoulder", "relbow", 25, 180),
  angle("neck", "root", "lshoulder", "lelbow", 25, 180),
  angle("neck", "root", "rhip", "rknee", 50, 180),
  angle("neck", "root", "lhip", "lknee", 50, 180),
  offPlane("rankle", "neck", "lankle", "root", 0.5 * ARM),
  upright("neck", "root", 70, 110),
  below("rwrist", 1.2 * ARM),
  below("lwrist", 1.2 * ARM),
  fast("root", 2.3 * ARM),
];

const SIDES = { l: "left", r: "right" } as const;

function placesOf(places: Float64Array, frame: number): Bodies["now"] {
  const joint = (index: number): Vector => {
    const at = frame * ROOT_AT + 3 * index;
    return { x: places[at]!, y: places[at + 1]!, z: places[at + 2]! };
  };
  const root = mixPoints(joint(J.left_hip), joint(J.right_hip), 0.5);
  const neck = mixPoints(joint(J.left_shoulder), joint(J.right_shoulder), 0.5);
  return (place) => {
    switch (place) {
      case "root":
        return root;
      case "neck":
        return neck;
      case "belly":
        return mixPoints(root, neck, BELLY);
      case "chest":
        return mixPoints(root, neck, CHEST);
      default: {
        const part = place.slice(1) as "hip" | "knee" | "ankle" | "toes" | "shoulder" | "elbow" | "wrist";
        const name = `${SIDES[place[0] as "l" | "r"]}_${part === "toes" ? "foot_index" : part}` as const;
        return joint(J[name]);
      }
    }
  };
}

function lowest(places: Float64Array, frame: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < ROOT_AT; i += 3) least = Math.min(least, places[frame * ROOT_AT + i]!);
  return least;
}

function within(a: Vector, b: Vector, least: number, most: number): boolean {
  const cosine = dot(a, b) / (norm(a) * norm(b));
  const degrees = (Math.acos(cosine) * 180) / Math.PI;
  return degrees > least && degrees < most;
}

const moved = (now: Bodies["now"], before: Bodies["before"], of: Place, from: Place): Vector =>
  subtract(subtract(now(of), now(from)), subtract(before(of), before(from)));
const along = (a: Vector, direction: Vector): number => dot(a, direction) / norm(direction);
