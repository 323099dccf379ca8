import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import { distance } from "./body.ts";
import type { MotionFrame } from "./motion.ts";
import type { TimedFrame } from "./resampler.ts";

/** Displacement is taken over this long, so that a tremble of the camera's joints does not count as dancing. */
const SPAN: Seconds = 0.25;
/** Mean joint displacement over the span, metres a second. Two thresholds, so that the verdict does not flicker. */
const STARTS_MOVING = 0.25;
const COMES_TO_REST = 0.14;

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
    const speed = displacement(then.frame, now.frame) / (now.t - then.t);
    this.#moving = speed > (this.#moving ? COMES_TO_REST : STARTS_MOVING);
  }

  reset(): void {
    this.#recent.length = 0;
    this.#moving = false;
  }
}

/** Mean way of the joints through the room from one frame to another, metres. */
export function displacement(a: MotionFrame, b: MotionFrame): number {
  const shift: BodyPoint = { x: b.root.x - a.root.x, y: b.root.y - a.root.y, z: b.root.z - a.root.z };
  let sum = 0;
  a.body.forEach((point, joint) => {
    const to = b.body[joint]!;
    sum += distance(point, { x: to.x + shift.x, y: to.y + shift.y, z: to.z + shift.z });
  });
  return sum / a.body.length;
}
