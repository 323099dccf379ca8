import { serialize } from "node:v8";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { generateFrames, observeAll } from "../../main/generators/generate.ts";
import type { Generator, GeneratorState } from "../../main/generators/generator.ts";
import { RolloutStats, realMotionStats } from "../../main/learn/evaluate/metrics/rollout-stats.ts";
import { BONE_COUNT, bonesOf, FLEXIBLE, lengthsOf } from "../../main/motion/bones.ts";
import { clipOf, rowAt } from "../../main/motion/clip.ts";
import { type MotionFrame, meanDisplacement } from "../../main/motion/motion-frame.ts";
import { seededRandom } from "../../main/motion/random.ts";
import type { Heard } from "../../shared/music.ts";

export interface GeneratorUnderTest {
  readonly name: string;
  open(): Promise<Generator>;
  /** A dancer for as long as the generator wants to have seen her. */
  readonly phrase: readonly MotionFrame[];
  /** What it does not keep, as it was measured: here a test that passes is a fault, so that the list stays true. */
  readonly breaks?: readonly Clause[];
}

/** Seconds of a life. */
const LIFE = 60;
/** A minute of dancing: what is left behind each frame shows. */
const STEPS = 2000;

/** What not every generator keeps. */
const CLAUSES = {
  chance: "another seed, another dance",
  seam: "the first frame follows the seed",
  life: `${LIFE} s are neither frozen nor diverged`,
} as const;
export type Clause = keyof typeof CLAUSES;

const MANNER = { temperature: 1, styles: null };
/** After so many frames nothing is left of how long a camera saw a bone last. */
const SETTLED = 60;

/** What everybody who uses a Generator relies on. */
export function describeGenerator({ name, open, phrase, breaks = [] }: GeneratorUnderTest): void {
  // Networks have to be loaded, thousands of steps are taken, and the machine may be busy.
  vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

  const clause = (of: Clause, check: () => Promise<void>) =>
    breaks.includes(of)
      ? test.fails(`it is known not to hold that ${CLAUSES[of]}`, check)
      : test(CLAUSES[of], check);

  describe(`${name}, as a Generator`, () => {
    let generator: Generator;
    let state: GeneratorState;
    beforeAll(async () => {
      generator = await open();
      state = observeAll(generator, phrase);
    });
    afterAll(() => generator?.dispose());

    const danced = async (from: GeneratorState, count: number, seed = 1, temperature = 1) =>
      (await generateFrames(generator, [from], count, { ...MANNER, temperature }, seededRandom(seed))).map(
        ([frame]) => frame!,
      );

    test("says what it is, and its rate", () => {
      expect(generator.description).toMatch(/\w/);
      expect(generator.fps).toBeGreaterThan(0);
    });

    test("states are values: what is observed and stepped elsewhere leaves them as they were", async () => {
      const before = await danced(state, 20);
      await danced(state, 20, 2);
      generator.observe(generator.observe(state, phrase[0]!), phrase[5]!);
      expect(await danced(state, 20)).toEqual(before);
    });

    test("observing on from one state in two ways gives two states", async () => {
      const half = observeAll(generator, phrase.slice(0, -20));
      const rest = (frames: readonly MotionFrame[]) =>
        frames.reduce<GeneratorState>((before, frame) => generator.observe(before, frame), half);
      const onwards = rest(phrase.slice(-20));
      const back = rest(phrase.slice(-40, -20).reverse());
      expect(await danced(onwards, 20)).toEqual(await danced(state, 20));
      expect(await danced(back, 20)).not.toEqual(await danced(state, 20));
    });

    test("one seed, one dance", async () => {
      const long = 5 * generator.fps;
      expect(await danced(state, long, 3)).toEqual(await danced(state, long, 3));
    });

    clause("chance", async () => {
      const long = 5 * generator.fps;
      expect(await danced(state, long, 4)).not.toEqual(await danced(state, long, 3));
    });

    test("at temperature 0 every seed gives the same look ahead, a second", async () => {
      expect(await danced(state, 30, 5, 0)).toEqual(await danced(state, 30, 6, 0));
    });

    clause("seam", async () => {
      const steps = phrase.slice(1).map((frame, index) => meanDisplacement(phrase[index]!, frame));
      const fastest = Math.max(...steps);
      for (let end = phrase.length - 50; end <= phrase.length; end += 10) {
        const last = phrase[end - 1]!;
        const [first] = await danced(observeAll(generator, phrase.slice(0, end)), 1, end);
        expect(meanDisplacement(last, first!), `after ${end} frames`).toBeLessThan(1.5 * fastest);
      }
    });

    clause("life", async () => {
      const real = { style: "", clip: clipOf(phrase) };
      const stats = new RolloutStats(
        realMotionStats([real], [real], generator.fps),
        rowAt(real.clip, phrase.length - 1),
      );
      for (const frame of await danced(state, LIFE * generator.fps, 7)) stats.add(clipOf([frame]).values);
      expect(stats.frozen).toEqual([false]);
      expect(stats.diverged).toEqual([false]);
    });

    test("with nothing heard it dances as ever, to any music with numbers, and to none otherwise if it is deaf", async () => {
      const to = (music: Omit<Heard, "sinceBeat"> | null) =>
        generateFrames(
          generator,
          [state],
          ODD_MUSIC_FRAMES,
          { ...MANNER, heard: [music && { ...music, sinceBeat: 0.1 }] },
          seededRandom(11),
        );
      const ever = (await danced(state, ODD_MUSIC_FRAMES, 11)).map((frame) => [frame]);
      expect(await to(null)).toEqual(ever);
      for (const music of ODD_MUSIC) {
        const frames = await to(music);
        for (const [frame] of frames)
          for (const { x, y, z } of [frame!.root, ...frame!.body])
            expect([x, y, z].every(Number.isFinite)).toBe(true);
        if (!generator.hears) expect(frames).toEqual(ever);
      }
    });

    test("the body keeps its bones", async () => {
      const own = meanLengths(phrase);
      for (const frame of (await danced(state, 10 * generator.fps, 8)).slice(SETTLED)) {
        lengthsOf(bonesOf(frame.body)).forEach((length, bone) => {
          if (FLEXIBLE.includes(bone)) return;
          expect(Math.abs(length / own[bone]! - 1), `bone ${bone}`).toBeLessThan(0.02);
        });
      }
    });

    test.each(Object.entries(ODD))("%s gives no number that is none", async (_, odd) => {
      const from = observeAll(generator, [...phrase.slice(0, 30), ...odd(phrase), ...phrase.slice(30, 45)]);
      for (const frame of await danced(from, 90, 9))
        for (const { x, y, z } of [frame.root, ...frame.body])
          expect([x, y, z].every(Number.isFinite)).toBe(true);
    });

    test(`${STEPS} steps leave nothing behind`, async () => {
      const random = seededRandom(10);
      let at = state;
      const run = async (count: number) => {
        for (let step = 0; step < count; step++) at = (await generator.step([at], MANNER, random))[0]!.state;
        return serialize(at).length;
      };
      const early = await run(STEPS / 4);
      expect(await run((3 * STEPS) / 4)).toBeLessThan(1.5 * early);
    });
  });
}

/** Whose beat never goes on, is as fast as can be, or comes once in a while. */
const ODD_MUSIC = [
  { toBeat: 0.4, energy: 0 },
  { toBeat: 1e-6, energy: 1 },
  { toBeat: 60, energy: 0.5 },
];
const ODD_MUSIC_FRAMES = 20;

/** Frames that a camera or a damaged take may give. */
const ODD: Readonly<Record<string, (phrase: readonly MotionFrame[]) => readonly MotionFrame[]>> = {
  "a body of which half is hidden": (phrase) =>
    phrase.slice(30, 60).map((frame) => ({ ...frame, inferred: [5, 7, 9, 13, 15, 17] })),
  "a body that is one point": (phrase) => [
    { ...phrase[0]!, body: phrase[0]!.body.map(() => ({ x: 0, y: 0, z: 0 })) },
  ],
  "a body kilometres away": (phrase) => [{ ...phrase[0]!, root: { x: 9000, y: 9000, z: -9000 } }],
};

function meanLengths(phrase: readonly MotionFrame[]): Float64Array {
  const sum = new Float64Array(BONE_COUNT);
  for (const { body } of phrase.slice(-90))
    lengthsOf(bonesOf(body)).forEach((length, bone) => {
      sum[bone]! += length / Math.min(90, phrase.length);
    });
  return sum;
}
