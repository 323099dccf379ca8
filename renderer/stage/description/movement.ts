import { MOVEMENTS, type Movement } from "../../../shared/languages/description.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { Figure } from "../../../shared/stage.ts";

/** A movement is told once it has been seen for so long, */
const SETTLE: Seconds = 0.5;
/** stillness longer: a dancer often rests for a moment. */
const SETTLE_STILL: Seconds = 2;
/** Turned by so much, radians, within so long. */
const TURN = (2 / 3) * Math.PI;
const TURN_WITHIN: Seconds = 1.5;
/** Hips over the feet, of the legs' length, below which a body is low: between a bent knee and a squat. */
const LOW = 0.7;
/** Of the hips, picture heights a second: across the stage in some five seconds. */
const TRAVEL = 0.2;
/** Mean keypoint speeds, body heights a second. */
const FAST = 0.9;
const STILL = 0.06;

/** What one figure does, told apart from camera noise by lasting. */
export class MovementReader {
  readonly #since = new Map<Movement, Seconds>();
  readonly #headings: { readonly t: Seconds; readonly heading: number }[] = [];

  /** @returns the most telling of what has lasted long enough; null for nothing worth telling */
  read(figure: Figure, t: Seconds): Movement | null {
    const seen = this.#seen(figure, t);
    for (const movement of MOVEMENTS) {
      if (!seen[movement]) this.#since.delete(movement);
      else if (!this.#since.has(movement)) this.#since.set(movement, t);
    }
    return MOVEMENTS.find((movement) => this.#lasts(movement, t)) ?? null;
  }

  #lasts(movement: Movement, t: Seconds): boolean {
    const since = this.#since.get(movement);
    if (since === undefined) return false;
    // Having turned by so much is itself over a while.
    if (movement === "turns") return true;
    return t - since >= (movement === "still" ? SETTLE_STILL : SETTLE);
  }

  #seen(figure: Figure, t: Seconds): Readonly<Record<Movement, boolean>> {
    const { velocity, energy } = figure;
    return {
      turns: this.#turned(figure, t) > TURN,
      low: isLow(figure),
      armsUp: hasArmsUp(figure),
      // The stage is a mirror: the camera's right is the audience's left.
      left: velocity.x > TRAVEL,
      right: velocity.x < -TRAVEL,
      fast: energy > FAST,
      still: energy < STILL,
    };
  }

  /** Radians between the headings of the last moments that are farthest apart, whole turns counted. */
  #turned({ body }: Figure, t: Seconds): number {
    const [left, right] = [body[J.left_hip], body[J.right_hip]];
    if (!left || !right) return 0;
    const last = this.#headings.at(-1);
    const heading = Math.atan2(right.z - left.z, right.x - left.x);
    this.#headings.push({ t, heading: last ? last.heading + wrapped(heading - last.heading) : heading });
    while (t - this.#headings[0]!.t > TURN_WITHIN || t < this.#headings[0]!.t) this.#headings.shift();
    const all = this.#headings.map((entry) => entry.heading);
    return Math.max(...all) - Math.min(...all);
  }
}

const wrapped = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

function hasArmsUp({ body }: Figure): boolean {
  const [head, left, right] = [body[J.nose], body[J.left_wrist], body[J.right_wrist]];
  return !!head && !!left && !!right && Math.min(left.y, right.y) > head.y;
}

function isLow({ body }: Figure): boolean {
  const legs = (["left", "right"] as const).map((side) => {
    const [hip, knee, ankle] = [body[J[`${side}_hip`]], body[J[`${side}_knee`]], body[J[`${side}_ankle`]]];
    if (!hip || !knee || !ankle) return null;
    const length = apart(hip, knee) + apart(knee, ankle);
    return (hip.y - ankle.y) / length;
  });
  // A leg that is lifted says nothing: the other one carries.
  const standing = Math.max(...legs.map((height) => height ?? 1));
  return standing < LOW;
}

type Point = NonNullable<Figure["body"][number]>;

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
