import type { Seconds } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { isTurnBased, type StageEvent, type StageFrame } from "../../../shared/stage.ts";
import type { RecordedFigure } from "./recorded-pose.ts";

/** Of a mode without turns so much is the last that happened. */
const LAST: Seconds = 10;

/** x, y and score of each joint in the picture, x, y, z of each in the body, then of the root; NaN for what is not known. */
const VALUES = 6 * JOINT_COUNT + 3;
const BODY_AT = 3 * JOINT_COUNT;
const ROOT_AT = 6 * JOINT_COUNT;

/** A stage frame as far as it is kept: poses, and what happened. */
export interface RememberedFrame extends Pick<StageFrame, "t" | "width" | "height" | "mode" | "music"> {
  readonly happened: readonly StageEvent["event"][];
  readonly people: readonly RememberedPerson[];
}

interface RememberedPerson {
  readonly id: number;
  readonly live: Float32Array;
  readonly partner: Float32Array | null;
}

/**
 * The last minutes of dancers and partners, in about 30 kB a second of each dancer. What is forgotten is written over by
 * what comes: thousands of small arrays that are let go after minutes would leave holes that little else fits into.
 */
export class StageMemory {
  readonly #seconds: Seconds;
  readonly #free: Float32Array[] = [];
  #frames: RememberedFrame[] = [];

  constructor(seconds: Seconds) {
    this.#seconds = seconds;
  }

  add({ t, width, height, mode, music, events, people }: StageFrame): void {
    // A source that begins again is another evening.
    if (t < (this.#frames.at(-1)?.t ?? t)) this.#forget(this.#frames.splice(0));
    this.#frames.push({
      ...{ t, width, height, mode, music },
      happened: events.map(({ event }) => event),
      people: people.map(({ id, live, partner }) => ({
        id,
        live: this.#pack(live),
        partner: partner && this.#pack(partner),
      })),
    });
    while (this.#frames[0]!.t < t - this.#seconds) this.#forget([this.#frames.shift()!]);
  }

  #pack(figure: RecordedFigure): Float32Array {
    return pack(figure, this.#free.pop() ?? new Float32Array(VALUES));
  }

  #forget(frames: readonly RememberedFrame[]): void {
    for (const { live, partner } of frames.flatMap(({ people }) => people))
      this.#free.push(live, ...(partner ? [partner] : []));
  }

  /**
   * What has just happened: the last phrase that was answered, with its answer; the phrase that is being danced where none
   * was; in a mode without turns the last ten seconds. Without what was before anybody was there, and after. Poses in it
   * are valid until the next frame is added.
   */
  last(): readonly RememberedFrame[] {
    const frames = this.#frames;
    const now = frames.at(-1);
    if (!now) return [];
    const begin = this.#lastPhrase(now) ?? [frames.findIndex(({ t }) => t >= now.t - LAST), frames.length];
    const danced = frames.slice(...begin);
    const isDanced = ({ people }: RememberedFrame) => people.length > 0;
    return danced.slice(danced.findIndex(isDanced), danced.findLastIndex(isDanced) + 1);
  }

  /** Its first frame, and the one after its last; null where there is none. */
  #lastPhrase({ mode }: RememberedFrame): [from: number, to: number] | null {
    if (!isTurnBased(mode)) return null;
    const frames = this.#frames;
    const answer = this.#lastWith("answer-start", frames.length);
    const end = frames.findIndex(({ happened }, index) => index > answer && happened.includes("answer-end"));
    const isAnswered = answer >= 0;
    const from = this.#lastWith("phrase-start", isAnswered ? answer + 1 : frames.length);
    return from < 0 ? null : [from, isAnswered && end >= 0 ? end + 1 : frames.length];
  }

  #lastWith(event: StageEvent["event"], before: number): number {
    return this.#frames.slice(0, before).findLastIndex(({ happened }) => happened.includes(event));
  }
}

/** @returns the array, written over. */
function pack({ image, body, root }: RecordedFigure, values: Float32Array): Float32Array {
  values.fill(Number.NaN);
  image.forEach((point, joint) => {
    if (point) values.set([point.x, point.y, point.score], 3 * joint);
  });
  body.forEach((point, joint) => {
    if (point) values.set([point.x, point.y, point.z], BODY_AT + 3 * joint);
  });
  values.set([root.x, root.y, root.z], ROOT_AT);
  return values;
}

/** The inverse of what the memory does to a figure, to the precision of a take. */
export function unpacked(values: Float32Array): RecordedFigure {
  const three = (at: number) => [values[at]!, values[at + 1]!, values[at + 2]!] as const;
  const joints = Array.from({ length: JOINT_COUNT }, (_, joint) => 3 * joint);
  const [x, y, z] = three(ROOT_AT);
  return {
    image: joints.map((at) => {
      const [left, down, score] = three(at);
      return Number.isNaN(left) ? null : { x: left, y: down, score };
    }),
    body: joints.map((at) => {
      const [px, py, pz] = three(BODY_AT + at);
      return Number.isNaN(px) ? null : { x: px, y: py, z: pz };
    }),
    root: { x, y, z },
  };
}
