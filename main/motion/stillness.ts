import type { BodyPoint, Seconds } from "../../shared/pose.ts";
import { add, distance } from "./body.ts";
import type { MotionFrame } from "./motion-frame.ts";
import type { TimedFrame } from "./resampler.ts";

/** Displacement is taken over this long, so that a tremble of the camera's joints does not count as dancing. */
const SPAN: Seconds = 0.25;
/** The verdict is that of the fastest joints: slow arms alone are dancing too. One shivering hand is not. */
const FASTEST = 6;
/** Their mean speed over the span, metres a second. Two thresholds, so that the verdict does not flicker. */
const STARTS_MOVING = 0.35;
const COMES_TO_REST = 0.2;

/** Tells whether a dancer moves or holds still, from frames on the model's grid. */
export class Stillness {
  readonly #recent: TimedFrame[] = [];
  #moving = false;

  get moving(): boolean {
    return this.#moving;
  }

  push(now: TimedFrame): void {
    this.#recent.push(now);
    while (this.#recent.length > 2 && this.#recent[1]!.t <= now.t - SPAN) this.#recent.shift();
    const then = this.#recent[0]!;
    if (now.t - then.t < SPAN * 0.8) return;
    const ways = displacements(then.frame, now.frame).sort((a, b) => b - a);
    const speed = mean(ways.slice(0, FASTEST)) / (now.t - then.t);
    this.#moving = speed > (this.#moving ? COMES_TO_REST : STARTS_MOVING);
  }

  reset(): void {
    this.#recent.length = 0;
    this.#moving = false;
  }
}

/** Mean way of the joints through the room from one frame to another, metres. */
export const displacement = (a: MotionFrame, b: MotionFrame): number => mean(displacements(a, b));

function displacements(a: MotionFrame, b: MotionFrame): number[] {
  const shift: BodyPoint = { x: b.root.x - a.root.x, y: b.root.y - a.root.y, z: b.root.z - a.root.z };
  return a.body.map((point, joint) => distance(point, add(b.body[joint]!, shift)));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
