import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { type Clip, frameOf, framesIn, ROOT_AT, ROW, rowAt } from "../../motion/clip.ts";
import { acrossOf, faceForward, type Heading, headingAcross } from "../../motion/heading.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";

/** Shorter than this share of a body's own line from right to left is the mean line of one who turns round and round. */
const NOWHERE = 0.3;

/**
 * The reference where it begins over the middle of the room, turned so that it faces the camera as it is danced on average:
 * a take from elsewhere may face anywhere.
 */
export class ReferenceFrames {
  readonly #reference: PracticeReference;
  readonly #heading: Heading;
  /** Turned, where what is practised begins: x and z. */
  readonly #origin: { readonly x: number; readonly z: number };
  readonly #row = new Float32Array(ROW);

  constructor(reference: PracticeReference) {
    this.#reference = reference;
    this.#heading = meanHeading(reference);
    const row = this.#turned(reference.stretch.begin);
    this.#origin = { x: row[ROOT_AT]!, z: row[ROOT_AT + 2]! };
  }

  /** First and last second of the reference that is known. */
  get begin(): Seconds {
    return this.#reference.begin;
  }

  get end(): Seconds {
    return this.begin + (this.#reference.clip.frames - 1) / this.#reference.fps;
  }

  /** @param position seconds of the reference: the first and the last frame stand for what is outside. */
  at(position: Seconds): MotionFrame {
    const { body, root } = frameOf(this.#turned(position));
    const { x, z } = this.#origin;
    return { body, root: { x: root.x - x, y: root.y, z: root.z - z } };
  }

  /** Overwritten by the next. */
  #turned(position: Seconds): Float32Array {
    const { clip, fps } = this.#reference;
    const index = clamp((position - this.begin) * fps, 0, clip.frames - 1);
    const first = rowAt(clip, Math.floor(index));
    const second = rowAt(clip, Math.min(clip.frames - 1, Math.floor(index) + 1));
    const share = index - Math.floor(index);
    for (let i = 0; i < ROW; i++) this.#row[i] = first[i]! + (second[i]! - first[i]!) * share;
    faceForward(this.#row, this.#heading, this.#row);
    return this.#row;
  }
}

/** Where the body faces on average over what is practised; of one who turns round, where it faces at the beginning. */
function meanHeading({ clip, fps, begin, stretch }: PracticeReference): Heading {
  const frame = (at: Seconds) => clamp(framesIn(at - begin, fps), 0, clip.frames - 1);
  const [from, to] = [frame(stretch.begin), frame(stretch.end)];
  let [x, z, length] = [0, 0, 0];
  for (let index = from; index <= to; index++) {
    const across = acrossOf(rowAt(clip, index));
    x += across.x;
    z += across.z;
    length += Math.hypot(across.x, across.z);
  }
  const turnsRound = Math.hypot(x, z) < NOWHERE * length;
  const across = turnsRound ? acrossOf(rowAt(clip, from)) : { x, z };
  return headingAcross(across.x, across.z);
}

/** Every so many frames of a clip, some hundred of them: enough to measure a body by. */
export function someFrames(clip: Clip): readonly MotionFrame[] {
  const every = Math.max(1, Math.floor(clip.frames / 100));
  const count = Math.ceil(clip.frames / every);
  return Array.from({ length: count }, (_, index) => frameOf(rowAt(clip, index * every)));
}
