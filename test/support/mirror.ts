import { Engine } from "../../main/engine/engine.ts";
import type { Generator } from "../../main/generators/generator.ts";
import { GeneratorSet } from "../../main/generators/generator-set.ts";
import { Denoiser } from "../../main/generators/recurrent-cvae/denoiser.ts";
import { constantsIn } from "../../main/generators/recurrent-cvae/weights.ts";
import { WienerExtrapolator } from "../../main/generators/recurrent-cvae/wiener-extrapolator.ts";
import { withCameraNoise } from "../../main/learn/train/data/camera-noise.ts";
import { frameAtIndex } from "../../main/motion/interpolation.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { loadModel } from "../../main/runtime/model-files.ts";
import { SteppedClock } from "../../shared/clock.ts";
import { initialControls } from "../../shared/commands/controls.ts";
import type { ImageJoints, ImagePoint, PoseFrame, Seconds } from "../../shared/pose.ts";
import type { Figure } from "../../shared/stage.ts";
import { ENGINE_SETTINGS } from "./engine-settings.ts";
import { STILL_GENERATOR } from "./still-generator.ts";

const FPS = 30;
const ASPECT = 16 / 9;
/** What of the picture's height a metre takes. */
const METRE = 0.36;
/** The filters settle, seconds. */
const SETTLED = 1;

/** A generator that only stands, with the extrapolator of a model on disk. */
export async function withExtrapolatorOf(folder: string): Promise<Generator> {
  const constants = constantsIn((await loadModel(folder)).values);
  const model = { ...constants, denoiser: new Denoiser(constants) };
  return { ...STILL_GENERATOR, extrapolator: () => new WienerExtrapolator(model) };
}

export interface Shown {
  /** When the frame was captured. */
  readonly t: Seconds;
  /** Where the dancer is by the time that it is drawn. */
  readonly then: ImageJoints;
  readonly live: Figure;
  readonly foreseen: Figure;
}

/**
 * What the stage is given of a dance at 30 frames a second that a camera of this noise saw, drawn `latency` later.
 * @param severity 0 for a perfect camera, 1 for a poor one.
 */
export async function mirrored(
  generator: Generator,
  danced: readonly MotionFrame[],
  latency: Seconds,
  severity: number,
): Promise<readonly Shown[]> {
  const engine = new Engine({
    ...{ settings: ENGINE_SETTINGS, phrase: [], detector: null, firstFrame: 0 },
    generators: new GeneratorSet({ model: generator }),
    controls: initialControls(ENGINE_SETTINGS),
    clock: new SteppedClock(),
    random: seededRandom(1),
  });
  const seen = withCameraNoise(danced, FPS, severity, 0, seededRandom(1));
  const shown: Shown[] = [];
  for (const [index, frame] of seen.entries()) {
    const { people } = await engine.process({ ...poseFrame(index / FPS, frame), latency });
    const [person] = people;
    const at = index + latency * FPS;
    if (index < SETTLED * FPS || at > danced.length - 1 || !person) continue;
    const then = picture(frameAtIndex(danced, at));
    shown.push({ t: index / FPS, then, live: person.live, foreseen: person.shown ?? person.live });
  }
  return shown;
}

/** Mean distance in the picture of the joints that are drawn from where they are by then, metres. */
export function errors(shown: readonly Shown[]): { readonly live: number; readonly foreseen: number } {
  const mean = (of: "live" | "foreseen") =>
    shown.reduce((sum, moment) => sum + apart(moment[of].image, moment.then), 0) / shown.length;
  return { live: mean("live"), foreseen: mean("foreseen") };
}

/** Mean way of a joint in the picture from one frame to the next, metres. */
export function trembling(shown: readonly Shown[], of: "live" | "foreseen"): number {
  const steps = shown.slice(1).map((moment, index) => apart(moment[of].image, shown[index]![of].image));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

/** A point of the picture, x to the camera's right and y down, metres. */
export const inMetres = ({ x, y }: ImagePoint): { x: number; y: number } => ({
  x: (x * ASPECT) / METRE,
  y: y / METRE,
});

/** Mean distance of the joints that both know, metres. */
function apart(a: ImageJoints, b: ImageJoints): number {
  let [sum, count] = [0, 0];
  a.forEach((point, joint) => {
    const other = b[joint];
    if (!point || !other) return;
    const [p, q] = [inMetres(point), inMetres(other)];
    sum += Math.hypot(p.x - q.x, p.y - q.y);
    count++;
  });
  return sum / count;
}

function picture({ body, root, inferred = [] }: MotionFrame): ImageJoints {
  return body.map((point, joint) =>
    inferred.includes(joint)
      ? null
      : {
          x: 0.5 + (METRE * (root.x + point.x)) / ASPECT,
          y: 0.9 - METRE * (root.y + point.y),
          score: 0.9,
        },
  );
}

function poseFrame(t: Seconds, frame: MotionFrame): PoseFrame {
  const { body, inferred = [] } = frame;
  const known = body.map((point, joint) => (inferred.includes(joint) ? null : point));
  const pose = { id: 0, image: picture(frame), body: known, root: null };
  return { tag: "poses", t, width: 1280, height: 720, people: [pose], reason: null };
}
