import { B, BONE_COUNT } from "../phrase/bones.ts";
import { type Dancing, goOn } from "./dancing.ts";
import { AT, POINTS, paceOf } from "./moment.ts";
import type { StandardBody } from "./standard-body.ts";

/** What real bodies did in the training data: beyond it, a continuation is brought back. */
export interface Limits extends StandardBody {
  /** Fastest that each bone, then the hips, ever moved, metres a frame, [19]. */
  readonly speed: Float32Array;
  /** Lowest and highest that the hips ever were, metres, [2]. */
  readonly height: Float32Array;
  /** Usual mean speed of the joints, metres a frame, [1]. */
  readonly pace: Float32Array;
}

/** Pace is a mean over the last half second. */
const PACE_SECONDS = 0.5;
/** A continuation may calm down for this long: a look ahead is to be the likeliest, not the liveliest. */
const CALM_SECONDS = 1.2;
/** Below this share of the expected pace a partner is on the way to freezing. */
const SLUGGISH = 0.5;
/** Added to the temperature of a partner that stands quite still. */
const WAKING = 1.5;

/** Keeps a continuation a dance: nothing faster than bodies are, nothing below the floor, and no standing still. */
export class Plausibility {
  readonly #limits: Limits;
  readonly #fps: number;

  constructor(limits: Limits, fps: number) {
    this.#limits = limits;
    this.#fps = fps;
  }

  /** The temperature at which the next segment is drawn: higher than asked for when the dance is about to die. */
  liveliness({ danced, pace, phrasePace }: Dancing, temperature: number): number {
    if (danced < CALM_SECONDS * this.#fps) return temperature;
    const expected = Math.max(phrasePace, 0.5 * this.#limits.pace[0]!);
    return temperature + WAKING * Math.max(0, 1 - pace / (SLUGGISH * expected));
  }

  /** The dancer after the network's `moment`, which is changed in place. */
  tame(before: Dancing, moment: Float32Array): Dancing {
    for (let point = 0; point < POINTS; point++) this.#slow(before.moment, moment, point);
    squareHead(before.moment, moment);
    const [least, most] = this.#limits.height;
    moment[AT.height] = Math.min(
      most!,
      Math.max(Math.min(least!, before.moment[AT.height]!), moment[AT.height]!),
    );
    const next = goOn(before, moment, this.#limits);
    const first = before.danced === 0 ? before.phrasePace : before.pace;
    const pace = first + (paceOf(moment) - first) / (PACE_SECONDS * this.#fps);
    return { ...next, pace };
  }

  /** A bone, or the hips, that outruns every real one goes only as far as that one would. */
  #slow(from: Float32Array, to: Float32Array, point: number): void {
    const velocity = [AT.vx + point, AT.vy + point, AT.vz + point] as const;
    const speed = Math.hypot(to[velocity[0]]!, to[velocity[1]]!, to[velocity[2]]!);
    const share = this.#limits.speed[point]! / speed;
    if (!(share < 1)) return;
    for (const at of velocity) to[at]! *= share;
    if (point === BONE_COUNT) {
      to[AT.height] = from[AT.height]! + to[velocity[1]]!;
      return;
    }
    const places = [AT.x + point, AT.y + point, AT.z + point] as const;
    const length = Math.hypot(to[places[0]]!, to[places[1]]!, to[places[2]]!);
    const moved = places.map((at, axis) => from[at]! + to[velocity[axis]!]!);
    const fit = length / Math.max(Math.hypot(...moved), 1e-6);
    places.forEach((at, axis) => {
      to[at] = moved[axis]! * fit;
      to[velocity[axis]!] = to[at]! - from[at]!;
    });
  }
}

/** A skull is one piece: the line through the ears stays square to the one from between them to the nose. */
function squareHead(from: Float32Array, to: Float32Array): void {
  const at = (axis: number, bone: number) => to[axis + bone]!;
  const axes = [AT.x, AT.y, AT.z] as const;
  const dot = (a: number, b: number) => axes.reduce((sum, axis) => sum + at(axis, a) * at(axis, b), 0);
  const length = Math.sqrt(dot(B.ears, B.ears));
  const lean = dot(B.ears, B.face) / Math.max(dot(B.face, B.face), 1e-9);
  for (const axis of axes) to[axis + B.ears]! -= lean * at(axis, B.face);
  const fit = length / Math.max(Math.sqrt(dot(B.ears, B.ears)), 1e-6);
  [AT.vx, AT.vy, AT.vz].forEach((velocity, i) => {
    const axis = axes[i]!;
    to[axis + B.ears]! *= fit;
    to[velocity + B.ears] = at(axis, B.ears) - from[axis + B.ears]!;
  });
}
