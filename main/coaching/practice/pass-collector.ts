import type { Seconds } from "../../../shared/pose.ts";
import type { Practice } from "../../../shared/practice.ts";
import type { Figure, StageFrame } from "../../../shared/stage.ts";
import { ROW, writeRow } from "../../motion/clip.ts";
import { Completion } from "../../motion/completion.ts";
import { LONGEST_GAP } from "../../motion/resampler.ts";
import type { Danced } from "../compare/comparison.ts";
import { evenRows, type TimedRow } from "./even-rows.ts";

/** So much of her dance before and behind a pass belongs to it: nobody who still dances along is further ahead or behind. */
const AROUND: Seconds = 0.6;
/** Frames a second that a pass is brought to: as many as cameras give. */
export const PASS_FPS = 30;
/** Positions that tell of other beginnings than this are of two passes. */
const SAME: Seconds = 0.1;

/** One pass, as she danced it. */
export interface DancedPass extends Pick<Practice, "reference" | "pass" | "stretch" | "speed" | "mirrored"> {
  /** From `AROUND` before the reference began until as long after its end. */
  readonly dance: Danced;
  /** When its first frame was due, seconds of `dance`. */
  readonly due: Seconds;
  /** 0..1: how much of the pass she was in sight. */
  readonly seen: number;
}

interface Running {
  readonly practice: Practice;
  /** On the clock of the StageFrames. */
  readonly startsAt: Seconds;
  readonly endsAt: Seconds;
}

/** Gathers from the frames of the show how the first dancer dances each pass. */
export class PassCollector {
  /** Of whom she is seen, in order; what is too old for any pass is let go of. */
  #rows: TimedRow[] = [];
  #completion = new Completion();
  #dancer: number | null = null;
  #before: Figure | null = null;
  #at: Seconds = Number.NEGATIVE_INFINITY;
  #running: Running | null = null;

  /** @returns the pass that is complete with this frame; null otherwise. A pass that is broken off is none. */
  see(frame: StageFrame): DancedPass | null {
    const { t, practice } = frame;
    if (!practice || t <= this.#at) this.#forget();
    this.#at = t;
    if (!practice) return null;
    this.#observe(frame);
    const ended = this.#endedBy(practice, t);
    if (practice.phase === "pass") this.#running ??= runningOf(practice, t);
    const needed = (this.#running?.startsAt ?? t) - AROUND;
    const old = this.#rows.findIndex((row) => row.t >= needed);
    if (old > 0) this.#rows = this.#rows.slice(old);
    return ended;
  }

  #forget(): void {
    this.#rows = [];
    this.#running = null;
    this.#before = null;
  }

  #observe({ t, people, frozen }: StageFrame): void {
    const [first] = people;
    if (!first || frozen) return;
    if (first.id !== this.#dancer) {
      // Who was lost from sight is found again under another number; without a gap it is somebody else.
      if (t - (this.#rows.at(-1)?.t ?? t) <= LONGEST_GAP) this.#forget();
      this.#completion = new Completion();
      this.#dancer = first.id;
    }
    const { live } = first;
    const isHeld = this.#before !== null && fades(this.#before, live);
    this.#before = live;
    const motion = isHeld ? null : this.#completion.complete({ id: first.id, ...live, image: null }, 1);
    if (!motion) return;
    const row = new Float32Array(ROW);
    writeRow(motion, row);
    this.#rows.push({ t, row });
  }

  #endedBy(practice: Practice, t: Seconds): DancedPass | null {
    const running = this.#running;
    if (!running) return null;
    if (practice.phase === "pass") {
      if (isSame(running, practice, t)) return null;
    } else if (running.endsAt <= t && t < running.endsAt + AROUND) return null;
    this.#running = null;
    // Left before its end, it was broken off.
    return t >= running.endsAt ? this.#made(running) : null;
  }

  #made({ practice, startsAt, endsAt }: Running): DancedPass | null {
    const rows = this.#rows;
    const { reference, pass, stretch, speed, mirrored } = practice;
    const within = rows.filter(({ t }) => t >= startsAt && t <= endsAt).map(({ t }) => t);
    if (within.length < 2) return null;
    const times = [startsAt, ...within, endsAt];
    const gaps = times.slice(1).map((t, index) => t - times[index]!);
    const seen = gaps.reduce((sum, gap) => sum + (gap <= LONGEST_GAP ? gap : 0), 0) / (endsAt - startsAt);
    const clip = evenRows(rows, startsAt - AROUND, endsAt + AROUND, PASS_FPS);
    const dance = { clip, fps: PASS_FPS };
    return { reference, pass, stretch, speed, mirrored, dance, due: AROUND, seen };
  }
}

function runningOf(practice: Practice, t: Seconds): Running {
  const { position, speed, stretch } = practice;
  const startsAt = t - (position - stretch.begin) / speed;
  return { practice, startsAt, endsAt: startsAt + (stretch.end - stretch.begin) / speed };
}

function isSame(running: Running, practice: Practice, t: Seconds): boolean {
  const { reference, pass, stretch, speed, mirrored } = running.practice;
  return (
    practice.reference === reference &&
    practice.pass === pass &&
    practice.stretch.begin === stretch.begin &&
    practice.stretch.end === stretch.end &&
    practice.speed === speed &&
    practice.mirrored === mirrored &&
    Math.abs(runningOf(practice, t).startsAt - running.startsAt) < SAME
  );
}

/** Somebody who is lost from sight is held as she was, ever fainter. */
function fades(before: Figure, now: Figure): boolean {
  const faintness = ({ image }: Figure) => image.reduce((sum, point) => sum + (point?.score ?? 0), 0);
  return (
    faintness(now) < faintness(before) &&
    now.body.every((point, joint) => {
      const was = before.body[joint];
      return point?.x === was?.x && point?.y === was?.y && point?.z === was?.z;
    })
  );
}
