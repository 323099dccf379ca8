import { setImmediate } from "node:timers/promises";
import { PRACTICE_LIMITS } from "../../../shared/desk/practice.ts";
import type { PoseFrame, Seconds, Stretch } from "../../../shared/pose.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { openRecorded } from "../../inputs/playback/open-recorded.ts";
import type { Recorded } from "../../inputs/playback/recorded.ts";
import { clipOf } from "../../motion/clip.ts";
import { Completion } from "../../motion/completion.ts";
import { frameAt, type TimedFrame } from "../../motion/interpolation.ts";
import { SourceError } from "../../system/errors.ts";

/** Frames a second of a reference: as many as cameras give, with which it is compared. */
const FPS = 30;
const { shortest: SHORTEST, longest: LONGEST } = PRACTICE_LIMITS;
/** Before and behind what is practised so much of the dance is known to the engine, and as much of its beats. */
const AROUND: Seconds = 1;
/** Nobody waits longer than for so many frames, some milliseconds. */
const CHUNK = 50;

/** A recording that can be practised, from anywhere to anywhere. */
export class PractisedRecording {
  readonly name: string;
  readonly #recorded: Recorded;

  private constructor(name: string, recorded: Recorded) {
    this.name = name;
    this.#recorded = recorded;
  }

  /** @throws UserError as `openRecorded` does; the signal's reason. */
  static async open(
    file: string,
    name: string,
    signal: AbortSignal,
    onNote: (line: string) => void,
  ): Promise<PractisedRecording> {
    return new PractisedRecording(
      name,
      await openRecorded(file, name, { from: 0, to: null }, signal, onNote),
    );
  }

  /** From its beginning to its last frame. */
  get duration(): Seconds {
    return this.#recorded.end;
  }

  get music(): Recorded["music"] {
    return this.#recorded.music;
  }

  /** What is practised of it; of what is too long, its beginning. @throws SourceError where nothing is left. */
  stretch(from: Seconds | null, to: Seconds | null): Stretch {
    const { begin: first, end: last } = this.#recorded;
    const begin = Math.max(first, from ?? first);
    const end = Math.min(last, to ?? last, begin + LONGEST);
    if (end - begin >= SHORTEST) return { begin, end };
    const asked = `from ${from ?? first} to ${to ?? last} s`;
    const there = `${first} to ${last} s`;
    throw new SourceError(
      `${this.name}: ${asked}, expected at least ${SHORTEST} s to practise of its ${there}`,
    );
  }

  /**
   * Its dancer, whole and at an even rate: where she is not seen she goes straight on to where she is seen again. Of several
   * the one who is there longest.
   * @throws SourceError where nobody is whole; the signal's reason.
   */
  async reference(stretch: Stretch, signal: AbortSignal): Promise<PracticeReference> {
    const begin = Math.max(this.#recorded.begin, stretch.begin - AROUND);
    const end = Math.min(this.#recorded.end, stretch.end + AROUND);
    const count = Math.floor((end - begin) * FPS + 1e-6) + 1;
    const moments: { readonly t: Seconds; readonly frame: Omit<PoseFrame, "t"> }[] = [];
    for (let index = 0; index < count; index++) {
      if (index % CHUNK === 0) await setImmediate();
      signal.throwIfAborted();
      const t = begin + index / FPS;
      moments.push({ t, frame: this.#recorded.at(t, false) });
    }
    const dancer = mostSeen(moments.map(({ frame }) => frame));
    const completion = new Completion();
    const seen = moments.flatMap(({ t, frame: { people, width, height } }): TimedFrame[] => {
      const pose = people.find(({ id }) => id === dancer);
      const frame = pose && completion.complete(pose, width / height);
      return frame ? [{ t, frame }] : [];
    });
    if (seen.length < 2)
      throw new SourceError(
        `${this.name}: nobody is whole from ${stretch.begin} to ${stretch.end} s, expected hips, shoulders, arms, legs and head`,
      );
    const frames = moments.map(({ t }) => frameAt(seen, t));
    return { name: this.name, stretch, fps: FPS, clip: clipOf(frames), begin, beats: [] };
  }
}

/** Id of the one who is in most frames; the first of those who are in as many. */
function mostSeen(frames: readonly Omit<PoseFrame, "t">[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { people } of frames) for (const { id } of people) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
