import { expect, test } from "vitest";
import { type Moment, PracticeClock } from "../../../../main/engine/practice/practice-clock.ts";
import type { Music } from "../../../../shared/music.ts";
import { sineDance } from "../../../support/dances.ts";
import { referenceOf } from "../../../support/practised.ts";

/** Ten seconds from 11 on. */
const reference = referenceOf(sineDance({ seconds: 12 }), { begin: 10, stretch: { begin: 11, end: 21 } });
const parameters = { practiceSpeed: 1, mirror: false, countIn: 4, practiceRest: 6 };
const here: Moment = { dancer: 1, stopped: false, moving: true, parameters, music: null };

/** A clock that is asked with every frame. */
class Run {
  readonly clock: PracticeClock;
  /** Of the next frame. */
  n = 0;

  constructor(changes: Parameters<typeof referenceOf>[1] = {}, pass = 1) {
    this.clock = new PracticeClock({ ...reference, ...changes }, pass);
  }

  get t(): number {
    return this.n / 30;
  }

  /** When each phase began until `end`, with its pass. */
  until(end: number, moment: Moment = here): string[] {
    const phases: string[] = [];
    let last = "";
    for (; this.t < end - 1e-9; this.n++) {
      this.clock.advance(this.t, moment);
      const { phase, number } = this.clock;
      if (phase !== last) phases.push(`${this.t.toFixed(1)} ${phase} ${number}`);
      last = phase;
    }
    return phases;
  }
}

const at = (parameter: Partial<typeof parameters>, more: Partial<Moment> = {}): Moment => ({
  ...here,
  parameters: { ...parameters, ...parameter },
  ...more,
});

test("it waits for somebody and for her to take her place, counts in, passes, rests, and counts in again", () => {
  const run = new Run();
  expect(run.until(3, at({}, { dancer: null }))).toEqual(["0.0 waiting 1"]);
  expect(run.until(30)).toEqual([
    "3.0 waiting 1",
    "5.0 count-in 1",
    "9.0 pass 1",
    "19.0 rest 1",
    "25.0 count-in 2",
    "29.0 pass 2",
  ]);
});

test("the position is exact at every frame: it follows the time, not the frames", () => {
  const run = new Run();
  run.until(9.2, at({ practiceSpeed: 0.5 }));
  const { startsAt } = run.clock.pass;
  for (const later of [0, 0.017, 3, 12])
    expect(run.clock.position(startsAt + later)).toBeCloseTo(11 + later / 2, 9);
  expect(run.clock.endsAt).toBeCloseTo(startsAt + 20, 9);
  // Before it in the count-in, and behind it in the rest.
  const other = new Run();
  other.until(3);
  expect(other.clock.position(3)).toBeLessThan(11);
  other.until(18);
  expect(other.clock.position(18)).toBeGreaterThan(21);
});

test("beats are counted down to one: the reference's, else the music's, else seconds", () => {
  const counted = (of: Run, moment: Moment) => {
    const counts = new Map<number, number>();
    for (; of.clock.phase !== "pass" && of.t < 20; of.n++) {
      of.clock.advance(of.t, moment);
      const count = of.clock.count(of.t);
      if (count !== null && !counts.has(count)) counts.set(count, of.clock.pass.startsAt - of.t);
    }
    return [...counts].map(([count, before]) => `${count} ${before.toFixed(1)}`);
  };
  const beats = Array.from({ length: 20 }, (_, n) => 11 + 0.6 * n);
  expect(counted(new Run({ beats }), here)).toEqual(["4 2.4", "3 1.8", "2 1.2", "1 0.6"]);
  expect(counted(new Run({ beats }), at({ practiceSpeed: 0.5 }))).toEqual([
    "4 4.8",
    "3 3.6",
    "2 2.4",
    "1 1.2",
  ]);
  expect(counted(new Run(), at({ countIn: 2 }))).toEqual(["2 2.0", "1 1.0"]);
  expect(counted(new Run(), at({ countIn: 0 }))).toEqual([]);
  const music = { t: 0.1, tempo: 120, beat: 0, beatsPerBar: 4, downbeat: 0 } as Music;
  const run = new Run();
  // From the next beat on, at 2.1 s.
  expect(counted(run, at({ countIn: 3 }, { music }))).toEqual(["3 1.6", "2 1.0", "1 0.5"]);
  expect((run.clock.pass.startsAt - 0.1) % 0.5).toBeCloseTo(0, 6);
});

test("speed and mirror are those that were set when the count-in began", () => {
  const run = new Run();
  run.until(5);
  run.until(17, at({ practiceSpeed: 0.5, mirror: true }));
  expect(run.clock.phase).toBe("rest");
  expect(run.clock.pass).toMatchObject({ speed: 1, mirrored: false });
  run.until(23, at({ practiceSpeed: 0.5, mirror: true }));
  expect(run.clock.phase).toBe("count-in");
  expect(run.clock.pass).toMatchObject({ speed: 0.5, mirrored: true });
  expect(run.clock.endsAt - run.clock.pass.startsAt).toBeCloseTo(20, 9);
});

test("a pass that is broken off is danced again under its number; in a rest it was danced", () => {
  const run = new Run();
  run.until(9);
  expect(run.clock.phase).toBe("pass");
  run.until(10, at({}, { dancer: null }));
  expect([run.clock.phase, run.clock.number]).toEqual(["pass", 1]);
  run.until(13, at({}, { dancer: null }));
  expect([run.clock.phase, run.clock.number, run.clock.position(9)]).toEqual(["waiting", 1, 11]);
  // Somebody else, too, is waited for.
  run.until(18, at({}, { dancer: 2 }));
  run.until(18.1, at({}, { dancer: 3 }));
  expect([run.clock.phase, run.clock.number]).toEqual(["waiting", 1]);
  run.until(35, at({}, { dancer: 3 }));
  expect([run.clock.phase, run.clock.number]).toEqual(["rest", 1]);
  run.until(39, at({}, { dancer: null }));
  expect([run.clock.phase, run.clock.number]).toEqual(["waiting", 2]);
});

test("who is lost from sight for a moment goes on, found again under another number; a stage that stands still breaks off", () => {
  const run = new Run();
  run.until(9);
  const { startsAt } = run.clock.pass;
  run.until(11.5, at({}, { dancer: null }));
  run.until(12, at({}, { dancer: 7 }));
  expect([run.clock.phase, run.clock.pass.startsAt]).toEqual(["pass", startsAt]);
  run.until(12.1, at({}, { dancer: 7, stopped: true }));
  expect(run.clock.phase).toBe("waiting");
});

test("a rest ends early when it is asked to, or when she moves off after having stood still", () => {
  const rest = at({}, { moving: false });
  const asked = new Run();
  asked.until(17);
  asked.clock.skipRest(17, here);
  expect([asked.clock.phase, asked.clock.number]).toEqual(["count-in", 2]);
  // She dances on behind the end: she has not read yet.
  const dancing = new Run();
  dancing.until(21.5);
  expect(dancing.clock.phase).toBe("rest");
  const moving = new Run();
  moving.until(16.5);
  moving.until(18.5, rest);
  moving.until(18.9, here);
  moving.until(19.1, rest);
  expect(moving.clock.phase).toBe("rest");
  moving.until(20.5, rest);
  moving.until(21.2, here);
  expect([moving.clock.phase, moving.clock.number]).toEqual(["count-in", 2]);
});

test("begun again, the pass is counted in anew under its number", () => {
  const run = new Run({}, 7);
  run.until(12);
  expect(run.clock.phase).toBe("pass");
  run.clock.restart(12, here);
  expect([run.clock.phase, run.clock.number]).toEqual(["count-in", 7]);
  expect(run.clock.pass.startsAt).toBeCloseTo(16, 6);
  const waiting = new Run();
  waiting.until(1);
  waiting.clock.restart(1, here);
  expect(waiting.clock.phase).toBe("waiting");
});

test("a source that starts over waits anew, and after a long gap the rest is told before the next pass", () => {
  const run = new Run();
  run.until(10);
  run.clock.advance(3, here);
  expect(run.clock.phase).toBe("waiting");
  const slept = new Run();
  slept.until(10);
  const phases = [100, 100.1, 100.2].map((t) => {
    slept.clock.advance(t, here);
    return slept.clock.phase;
  });
  expect(phases).toEqual(["rest", "count-in", "count-in"]);
  expect(slept.clock.pass.startsAt).toBeCloseTo(104.1, 6);
});

test("without a rest and a count-in every phase is told all the same", () => {
  const phases = new Run()
    .until(19, at({ practiceRest: 0, countIn: 0 }))
    .map((phase) => phase.split(" ").slice(1).join(" "));
  expect(phases).toEqual(["waiting 1", "count-in 1", "pass 1", "rest 1", "count-in 2", "pass 2"]);
});
