import { join, relative } from "node:path";
import { expect, test } from "vitest";
import type { TakeFrame } from "../../../main/archive/take.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { type ContinueOptions, continueTake } from "../../../main/jobs/continue-take.ts";
import { clipOf } from "../../../main/motion/clip.ts";
import { alignment, motionBeats } from "../../../main/motion/features/beat-alignment.ts";
import type { MotionFrame } from "../../../main/motion/motion-frame.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";
import { PLAYERS, track } from "../../support/tracks.ts";
import { writeWav } from "../../support/wav.ts";

const TIMED = { timeout: 60_000 };
/** Without a network, out of her own dance: quick, and as deaf as can be. */
const wish = {
  ...{ generator: "vary", archive: null, model: "none", phrases: "none", fact: "none", backend: "auto" },
  ...{ temperature: 1, seed: 1, seconds: 12, options: 2, force: false },
} as const satisfies Partial<ContinueOptions>;

const drums = track("drums", PLAYERS.drums!, () => 104, 26);

/** A track and a seed in a folder. */
async function given(): Promise<{ readonly music: string; readonly take: string }> {
  const music = join(emptyFolder(), "drums.wav");
  writeWav(music, drums.samples, drums.sampleRate);
  return { music, take: await writeDance(emptyFolder(), "swing", sineDance({ seconds: 6 })) };
}

async function continued(options: Partial<ContinueOptions> & Pick<ContinueOptions, "take">) {
  const output = emptyFolder();
  const context = jobContext();
  const files = await continueTake({ ...wish, output, ...options }, context);
  const takes = await Promise.all(
    files.map(async (file) => {
      const { header, frames } = await readTake(file, { onDamage: () => {} });
      return { header, frames: (await Array.fromAsync(frames)) as TakeFrame[] };
    }),
  );
  return { output, context, takes };
}

const beatsOf = (frames: readonly TakeFrame[]) =>
  motionBeats(clipOf(frames.map(({ people: [person] }) => person as unknown as MotionFrame)), 30);

test("continuations to a track fall on its beats, are as long as asked for, and name it", TIMED, async () => {
  const { music, take } = await given();
  const silent = await continued({ take });
  const { output, context, takes } = await continued({ take, music });
  expect(context.notes).toContainEqual(expect.stringMatching(/drums\.wav: 10[34]\.\d beats a minute$/));
  // The track began with the seed, which ended 5.967 s later, a frame ago.
  const beats = drums.beats.map((beat) => beat - 6);
  const scores = (some: typeof takes) =>
    some.reduce((sum, { frames }) => sum + alignment(beatsOf(frames), beats), 0) / some.length;
  expect(scores(takes)).toBeGreaterThan(scores(silent.takes) + 0.12);
  for (const { header, frames } of takes) {
    expect(frames).toHaveLength(360);
    expect(header.music).toEqual({ file: relative(output, music), begin: expect.closeTo(6) });
  }
  expect(context.notes).not.toContainEqual(expect.stringContaining("without music"));
  expect(silent.takes.map(({ header }) => header.music)).toEqual([undefined, undefined]);
});

test("where the track is says the option, or the seed that it was played to", TIMED, async () => {
  const { music, take } = await given();
  const asked = { take, music, options: 1, seconds: 0.2 };
  const begin = async (options: object) =>
    (await continued({ ...asked, ...options })).takes[0]!.header.music!.begin;
  expect(await begin({ musicBegin: 3.5 })).toBe(3.5);
  const own = await continued({ ...asked, seconds: 4 });
  const danced = join(own.output, "swing-1.take.ndjson");
  expect(await begin({ take: danced })).toBeCloseTo(10);
  const { context } = await continued({ ...asked, take: danced, music: null });
  expect(context.notes).toContainEqual(
    expect.stringMatching(/its track is not danced to; --music \S+drums\.wav would dance on to it$/),
  );
});

test("a track that ends before the continuation begins is refused by name", TIMED, async () => {
  const { music, take } = await given();
  await expect(continued({ take, music, musicBegin: 30 })).rejects.toThrow(
    `${music}: lasts 26.0 s and the dance begins at 30.0 s of it; expected an earlier --music-begin`,
  );
  const late = await writeDance(emptyFolder(), "late", sineDance({ seconds: 27 }));
  await expect(continued({ take: late, music })).rejects.toThrow(
    "begins at 27.0 s of it, where it is when the seed ends; expected a --music-begin within it",
  );
  await expect(continued({ take, musicBegin: 5 })).rejects.toThrow(
    "--music-begin is 5 and no --music names a track, expected both",
  );
});

test("a track that ends while it is danced to is told", TIMED, async () => {
  const { music, take } = await given();
  const { context, takes } = await continued({ take, music, musicBegin: 25.5, options: 1, seconds: 1 });
  expect(context.notes).toContainEqual(
    `${music}: ends 0.5 s after the dance begins, which goes on without music`,
  );
  expect(takes[0]!.frames).toHaveLength(30);
});
