import { type Box, cellAt } from "../../../shared/grid.ts";
import type { BodyJoints, ImageJoints, ImagePoint, Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { HeldGesture } from "../../../shared/stage.ts";

/** How long a gesture is held before it takes effect. */
export const HOLD: Seconds = 1;
/** New options can be chosen from after this long: hands that happen to be up should not choose unseen. */
const LOOK_FIRST: Seconds = 1.5;
/** Hands this far above the nose are up, metres: higher than the top of the head. */
const OVER_NOSE = 0.14;
/** Hands this near to the top of the head, which is so far above the ears, are on it, metres. */
const ON_HEAD = 0.2;
const TOP_OVER_EARS = 0.1;
/** Hysteresis: a hand leaves a cell only this share of the cell beyond its edge. */
const MARGIN = 0.15;
/** Joints of a lower score are ignored. */
const MIN_SCORE = 0.3;

/** What a dancer shows in one frame. */
export interface GestureInput {
  readonly image: ImageJoints | null;
  readonly body: BodyJoints | null;
  /** Gestures count only while she stands still. */
  readonly moving: boolean;
  /** The cells that she may choose from; none when there is nothing to choose. */
  readonly cells: readonly Box[];
}

/** What a gesture asks for. */
export type GestureRequest =
  | { readonly gesture: "restart" | "keep" }
  | { readonly gesture: "choose"; readonly option: number };

interface Hold {
  readonly gesture: GestureRequest["gesture"];
  readonly cell: number | null;
  readonly since: Seconds;
}

/** Where a hand is: its finger, or else its wrist. */
const HANDS = [
  [J.left_index, J.left_wrist],
  [J.right_index, J.right_wrist],
] as const;

/**
 * Recognises held gestures: a hand in a cell of the grid chooses it, both arms up start again, and both hands on the head
 * keep what has just happened, where that is allowed. A hand that was there before the options chooses nothing until it
 * has moved: she hands over by holding still, in whatever pose.
 */
export class Gestures {
  readonly #keeps: boolean;
  #hold: Hold | null = null;
  #choiceSince: Seconds | null = null;
  /** The cell in which each hand has been since the options appeared. */
  #resting: readonly (number | null)[] = [null, null];
  /** The held gesture has taken effect: it counts again once it has been let go. */
  #done = false;
  #held: HeldGesture | null = null;

  /** @param keeps whether hands on the head mean anything */
  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }

  /** The gesture in progress; null while there is none. */
  get held(): HeldGesture | null {
    return this.#held;
  }

  /** @param shown null while she is not seen. */
  update(t: Seconds, shown: GestureInput | null): GestureRequest | null {
    this.#followChoice(t, shown);
    const now = shown && !shown.moving ? this.#read(t, shown) : null;
    if (!now || now.gesture !== this.#hold?.gesture || now.cell !== this.#hold.cell) {
      this.#hold = now && { ...now, since: t };
      this.#done = false;
    }
    this.#held = null;
    if (!this.#hold || this.#done) return null;
    const { gesture, cell, since } = this.#hold;
    const progress = Math.min(1, (t - since) / HOLD);
    this.#held = { gesture, cell, progress };
    if (progress < 1) return null;
    this.#done = true;
    return gesture === "choose" ? { gesture, option: cell! } : { gesture };
  }

  #read(t: Seconds, { image, body, cells }: GestureInput): Omit<Hold, "since"> | null {
    if (body && this.#keeps && handsOnHead(body)) return { gesture: "keep", cell: null };
    if (body && armsUp(body)) return { gesture: "restart", cell: null };
    if (!image || this.#choiceSince === null || t - this.#choiceSince < LOOK_FIRST) return null;
    const cell = this.#pointedAt(image, cells);
    return cell === null ? null : { gesture: "choose", cell };
  }

  #followChoice(t: Seconds, shown: GestureInput | null): void {
    if (!shown || shown.cells.length === 0) {
      this.#choiceSince = null;
      return;
    }
    const { image, cells } = shown;
    const begins = this.#choiceSince === null;
    this.#choiceSince ??= t;
    this.#resting = HANDS.map((joints, side) => {
      const hand = image && handAt(image, joints);
      if (begins) return hand ? cellAt(cells, hand.x, hand.y) : null;
      const cell = this.#resting[side]!;
      return hand && cell !== null && !isIn(cells, cell, hand) ? null : cell;
    });
  }

  /** The cell of the higher hand that is in one. */
  #pointedAt(image: ImageJoints, cells: readonly Box[]): number | null {
    const before = this.#hold?.cell ?? null;
    const hands = HANDS.flatMap((joints, side) => {
      const hand = this.#resting[side] === null ? handAt(image, joints) : null;
      return hand ?? [];
    });
    for (const hand of hands.sort((a, b) => a.y - b.y)) {
      if (before !== null && isIn(cells, before, hand)) return before;
      const cell = cellAt(cells, hand.x, hand.y);
      if (cell !== null) return cell;
    }
    return null;
  }
}

function handAt(image: ImageJoints, joints: readonly number[]): ImagePoint | null {
  return joints.map((joint) => image[joint]).find((point) => point && point.score >= MIN_SCORE) ?? null;
}

/** Whether a hand that was in a cell still is. */
function isIn(cells: readonly Box[], cell: number, { x, y }: ImagePoint): boolean {
  return cells[cell] !== undefined && cellAt([grown(cells[cell])], x, y) !== null;
}

/** Whether a body that is held so asks for something, wherever it is. */
export const isGesture = (body: BodyJoints): boolean => armsUp(body) || handsOnHead(body);

function armsUp(body: BodyJoints): boolean {
  const nose = body[J.nose];
  const up = (hand: number, elbow: number, shoulder: number) => {
    const [wrist, bend, top] = [body[hand], body[elbow], body[shoulder]];
    return nose && wrist && bend && top && wrist.y > nose.y + OVER_NOSE && bend.y > top.y;
  };
  return Boolean(
    up(J.left_wrist, J.left_elbow, J.left_shoulder) && up(J.right_wrist, J.right_elbow, J.right_shoulder),
  );
}

function handsOnHead(body: BodyJoints): boolean {
  const [left, right] = [body[J.left_ear], body[J.right_ear]];
  if (!left || !right) return false;
  const [x, y] = [(left.x + right.x) / 2, (left.y + right.y) / 2 + TOP_OVER_EARS];
  return [J.left_wrist, J.right_wrist].every((wrist) => {
    const hand = body[wrist];
    return hand && Math.hypot(hand.x - x, hand.y - y) < ON_HEAD;
  });
}

const grown = ({ x, y, width, height }: Box): Box => ({
  x: x - MARGIN * width,
  y: y - MARGIN * height,
  width: (1 + 2 * MARGIN) * width,
  height: (1 + 2 * MARGIN) * height,
});
