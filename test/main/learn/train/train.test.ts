import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { saveSelection } from "../../../../main/archive/selection.ts";
import { type TrainOptions, train } from "../../../../main/learn/train/train.ts";
import { TRAINABLE_TYPES, type TrainingChoice } from "../../../../main/learn/train/types.ts";
import { loadModel } from "../../../../main/runtime/model-files.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { putBesideTakes } from "../../../support/ingested-archive.ts";
import { jobContext } from "../../../support/job-context.ts";
import { LONG } from "../../../support/long.ts";
import { SMALL, SMALL_SIZES } from "../../../support/small-model.ts";

// What a step learns is other tests' concern: a thread has two sequences, and of one kind two threads add up.
vi.mock("../../../../main/learn/train/registry.ts", async (original) => {
  const real = await original<typeof import("../../../../main/learn/train/registry.ts")>();
  const trainableType = (choice: TrainingChoice) => {
    const type = real.trainableType(choice);
    const size = choice.type === "phrase-vae" ? 4 : 2;
    const scheduleAt: typeof type.scheduleAt = (...at) => ({ ...type.scheduleAt(...at), size });
    return { ...type, scheduleAt };
  };
  return { ...real, trainableType };
});
vi.mock("../../../../main/learn/train/optimiser/trainer.ts", async (original) => {
  const real = await original<typeof import("../../../../main/learn/train/optimiser/trainer.ts")>();
  return { ...real, evenShards: (size: number) => size / 2 };
});

const SLOW = { timeout: 120_000 };

async function archiveOf(dances: Readonly<Record<string, number>>, fps = 30): Promise<string> {
  const folder = emptyFolder();
  for (const [name, seconds] of Object.entries(dances)) {
    await writeDance(folder, name, sineDance({ seconds, fps, from: seconds }), { fps });
  }
  return folder;
}

function options(archive: string, output: string, steps: number): TrainOptions {
  const more = {
    type: "recurrent-cvae" as const,
    critic: 0,
    validation: null,
    minutes: 60,
    seed: 3,
    sizes: SMALL,
    resume: false,
    leaveOut: [],
  };
  return { archive, output, steps, backend: "wasm", ...more };
}

/** The peers are resumed by the same lines: one of them stands for all. */
const RESUMED = TRAINABLE_TYPES.filter((type) => LONG || !["mdn-lstm", "dance-revolution"].includes(type));

test.each<TrainingChoice>([
  ...RESUMED.map((type) => ({ type, critic: 0 })),
  { type: "recurrent-cvae", critic: 0.5 },
])(
  "a run that was stopped and resumed learns bit for bit what an uninterrupted one does: $type, critic $critic",
  SLOW,
  async ({ type, critic }) => {
    const archive = await archiveOf({ first: 40, second: 35 });
    // A critic is heeded from the third step of three.
    const steps = critic > 0 ? 3 : 2;
    const wish = (output: string) => ({
      ...options(archive, output, steps),
      ...{ type, critic, sizes: SMALL_SIZES[type] },
    });
    const [whole, parted] = [join(emptyFolder(), "dance"), join(emptyFolder(), "dance")];
    expect(await train(wish(whole), jobContext())).toEqual({ learnt: steps, steps });
    const context = jobContext(({ phase, done }) => phase === "learning" && done === 1);
    expect(await train(wish(parted), context)).toEqual({ learnt: 1, steps });
    expect(context.reports.at(-1)).toMatchObject({ unit: "step", total: steps });
    const early = readFileSync(join(parted, "weights.bin"));
    await train({ ...wish(parted), resume: true }, jobContext());
    const run = (folder: string) => readFileSync(join(folder, "checkpoint", "run.bin"));
    const numbers = (bytes: Buffer) => bytes.subarray(bytes.indexOf("\n"));
    expect(numbers(run(parted)).equals(numbers(run(whole)))).toBe(true);
    const weights = readFileSync(join(whole, "weights.bin"));
    expect(readFileSync(join(parted, "weights.bin")).equals(weights)).toBe(true);
    expect(early.equals(weights)).toBe(false);
    expect(await loadModel(parted)).toMatchObject({ name: "dance", type });
  },
);

test("a run of one kind of network is not resumed as one of another", SLOW, async () => {
  const archive = await archiveOf({ first: 62 });
  const wish = options(archive, join(emptyFolder(), "dance"), 1);
  await train(wish, jobContext());
  const other = { type: "ac-lstm" as const, sizes: SMALL_SIZES["ac-lstm"] };
  await expect(train({ ...wish, ...other, resume: true }, jobContext())).rejects.toThrow(
    `--type is ac-lstm, and the run to resume in ${wish.output} is of recurrent-cvae; ` +
      "expected --type recurrent-cvae, or another --output",
  );
});

test(
  "the model that does best on the validation takes is kept, whatever the takes' rates, and its card says how well",
  SLOW,
  async () => {
    const archive = await archiveOf({ first: 70 }, 29.97);
    const validation = await archiveOf({ other: 12 }, 25);
    const wish = options(archive, join(emptyFolder(), "dance"), 2);
    const context = jobContext();
    await train({ ...wish, validation }, context);
    expect(context.notes.join("\n")).toMatch(/step 2: error ratio \d.*kept/);
    await expect(train({ ...wish, validation: null, resume: true }, jobContext())).rejects.toThrow(
      /no --validation: other takes than the run to resume/,
    );
    for (const told of [
      /first\.take\.ndjson: 29\.97 frames a second, brought to 30/,
      /1 take, 70 s of dance at 30 frames/,
    ])
      expect(context.notes.join("\n")).toMatch(told);
    const card = readFileSync(join(wish.output, "README.md"), "utf8");
    expect(card).toContain("1.2 minutes of dance");
    for (const picture of ["loss.png", "sheet.png"]) {
      expect(readFileSync(join(wish.output, picture)).subarray(1, 4).toString(), picture).toBe("PNG");
      expect(card).toContain(`(${picture})`);
    }
    expect(card).toMatch(/\| 400 ms \| \d+ mm \| \d+ mm \| \d\.\d\d \|/);
  },
);

test("an archive of films is trained on as it is", SLOW, async () => {
  const archive = await archiveOf({ first: 40, second: 35 });
  await putBesideTakes(archive);
  const context = jobContext();
  expect(await train(options(archive, join(emptyFolder(), "dance"), 1), context)).toEqual({
    learnt: 1,
    steps: 1,
  });
  expect(context.notes.filter((note) => note.includes("left out"))).toEqual([]);
});

test("takes too short to begin a contact sheet cost the sheet, not the model", SLOW, async () => {
  const archive = await archiveOf({ first: 70 });
  const validation = await archiveOf({ other: 3.5 });
  const wish = options(archive, join(emptyFolder(), "dance"), 1);
  const context = jobContext();
  await train({ ...wish, validation }, context);
  expect(context.notes).toContain("no contact sheet: no take is long enough to begin one");
  expect(existsSync(join(wish.output, "sheet.png"))).toBe(false);
  expect((await loadModel(wish.output)).styles).toHaveLength(1);
});

test("validation takes that are too short to judge a model on are refused", SLOW, async () => {
  const archive = await archiveOf({ first: 70 });
  const validation = await archiveOf({ other: 2.5 });
  const wish = options(archive, join(emptyFolder(), "dance"), 1);
  await expect(train({ ...wish, validation }, jobContext())).rejects.toThrow(
    `${validation}: no unbroken dance of 3.0 s, expected some to judge the model on`,
  );
  expect(existsSync(wish.output)).toBe(false);
});

test("too little dance is refused, with what to do", async () => {
  const archive = await archiveOf({ short: 20 });
  const wish = options(archive, join(emptyFolder(), "dance"), 2);
  await expect(train(wish, jobContext())).rejects.toThrow(
    /20 s of dance.*at least 60 s; record or import more/,
  );
  expect(existsSync(wish.output)).toBe(false);
});

test("what a partner danced, or a continuation, teaches nothing", async () => {
  const archive = await archiveOf({ a: 40 });
  await writeDance(archive, "b", sineDance({ seconds: 40 }), { tags: ["salsa", "partner"] });
  const wish = options(archive, join(emptyFolder(), "dance"), 1);
  const context = jobContext();
  await expect(train(wish, context)).rejects.toThrow("40 s of dance");
  expect(context.notes).toEqual([expect.stringMatching(/b\.take\.ndjson: left out, its tag partner/)]);
});

test(
  "styles that are left out are neither learnt nor validated with, and one that nobody dances is told",
  SLOW,
  async () => {
    const archive = await archiveOf({ a: 62 });
    await writeDance(archive, "b", sineDance({ seconds: 40 }), { tags: ["salsa"] });
    const validation = await archiveOf({ c: 4 });
    await writeDance(validation, "d", sineDance({ seconds: 4 }), { tags: ["salsa"] });
    const wish = { ...options(archive, join(emptyFolder(), "dance"), 1), validation };
    for (const [leaveOut, message] of [
      [
        ["salsa", "swig"],
        `--leave-out names swig, which no take in ${archive} has; expected some of salsa, swing`,
      ],
      [["salsa", "swing"], `--leave-out leaves no take of ${archive}, whose styles are salsa, swing`],
    ] as const)
      await expect(train({ ...wish, leaveOut }, jobContext())).rejects.toThrow(message);
    expect(existsSync(wish.output)).toBe(false);
    const context = jobContext();
    await train({ ...wish, leaveOut: ["salsa"] }, context);
    expect((await loadModel(wish.output)).styles).toEqual(["swing"]);
    expect(context.notes.join("\n")).toContain("1 take, 62 s of dance at 30 frames a second (swing)");
    await expect(train({ ...wish, resume: true }, jobContext())).rejects.toThrow();
  },
);

test("only the takes of a selection teach, and those that are gone are told", async () => {
  const archive = await archiveOf({ a: 40, b: 41 });
  const only = await saveSelection(archive, "calm", ["b.take.ndjson", "gone.take.ndjson"]);
  const wish = { ...options(archive, join(emptyFolder(), "dance"), 1), only };
  const context = jobContext();
  // Too little to learn from says how much there was.
  await expect(train(wish, context)).rejects.toThrow("41 s of dance");
  expect(context.notes).toEqual([
    `--only ${only}: takes that are not in ${archive}: 1, such as gone.take.ndjson`,
  ]);
});

test("stopped before anything was learnt, a run leaves nothing behind", async () => {
  const archive = await archiveOf({ a: 40, b: 40 });
  const wish = options(archive, join(emptyFolder(), "dance"), 2);
  await expect(
    train(
      wish,
      jobContext(() => true),
    ),
  ).rejects.toThrow("stopped");
  expect(existsSync(wish.output)).toBe(false);
});

test("a folder without takes is refused", async () => {
  const wish = options(emptyFolder(), join(emptyFolder(), "dance"), 2);
  await expect(train(wish, jobContext())).rejects.toThrow(/no \*\.take\.ndjson.*continuo import/);
});

test("a broken take, and one without bodies, are named and left out", SLOW, async () => {
  const archive = await archiveOf({ good: 62, bad: 10 });
  const bad = join(archive, "bad.take.ndjson");
  const lines = readFileSync(bad, "utf8").split("\n");
  lines[20] = "{ not a frame";
  writeFileSync(bad, lines.join("\n"));
  const image = Array.from({ length: 19 }, () => [0.5, 0.5, 1]);
  const flat = [lines[0], JSON.stringify({ t: 0, people: [{ id: 1, image }] }), ""].join("\n");
  writeFileSync(join(archive, "flat.take.ndjson"), flat);
  const wish = options(archive, join(emptyFolder(), "dance"), 1);
  const context = jobContext();
  await train(wish, context);
  const { notes } = context;
  expect(notes.find((line) => line.includes("bad.take.ndjson:21"))).toBeDefined();
  expect(notes.find((line) => line.includes("flat.take.ndjson: left out"))).toBeDefined();
  expect(notes.join("\n")).toContain("1 take, 62 s of dance");
});

test(
  "a folder that holds a model is not written over, and other takes do not resume a run",
  SLOW,
  async () => {
    const archive = await archiveOf({ first: 62 });
    const wish = options(archive, join(emptyFolder(), "dance"), 1);
    await train(wish, jobContext());
    await expect(train(wish, jobContext())).rejects.toThrow(
      /holds a model; expected a new folder, or --resume/,
    );
    await writeDance(archive, "more", sineDance({ seconds: 8 }));
    await expect(train({ ...wish, resume: true }, jobContext())).rejects.toThrow(
      /other takes than the run to resume/,
    );
    rmSync(join(wish.output, "checkpoint"), { recursive: true });
    await expect(train({ ...wish, resume: true }, jobContext())).rejects.toThrow(/run\.bin: is not there/);
  },
);

test("a critic is told of while it learns, on the card and in the run's history", SLOW, async () => {
  const archive = await archiveOf({ first: 62 });
  const wish = { ...options(archive, join(emptyFolder(), "dance"), 2), critic: 0.5 };
  const context = jobContext();
  await train(wish, context);
  const told = /critic right in \d+ %.*, variety \d+ %/;
  expect(context.reports.at(-1)?.details?.join(", ")).toMatch(told);
  expect(readFileSync(join(wish.output, "README.md"), "utf8")).toMatch(
    new RegExp(`The last steps: loss .*${told.source}`),
  );
  const run = readFileSync(join(wish.output, "checkpoint", "run.bin"));
  const { critic, history } = JSON.parse(run.subarray(0, run.indexOf("\n")).toString());
  expect(critic).toBe(0.5);
  expect(history).toEqual([
    expect.objectContaining({
      adversarial: expect.any(Number),
      critic: expect.any(Number),
      toldApart: expect.any(Number),
      variety: expect.any(Number),
    }),
  ]);
  expect(existsSync(join(wish.output, "loss.png"))).toBe(true);
});

test(
  "a model that dances is taught to hear: the rest of it, and where it comes from, is kept",
  SLOW,
  async () => {
    const archive = await archiveOf({ first: 62 });
    const wish = options(archive, join(emptyFolder(), "dance"), 1);
    await train(wish, jobContext());
    const hear = wish.output;
    const { sizes: _, ...teaching } = { ...wish, output: join(emptyFolder(), "dance"), hear, steps: 2 };
    const context = jobContext();
    expect(await train(teaching, context)).toEqual({ learnt: 2, steps: 2 });
    expect(context.reports.at(-1)?.details?.join(", ")).toMatch(/rhythm off by \d+ %/);
    const [before, after] = [await loadModel(hear), await loadModel(teaching.output)];
    expect(after.sizes.hearing).toBeGreaterThan(0);
    expect(after.values.subarray(0, before.values.length)).toEqual(before.values);
    expect(after.values.length).toBeGreaterThan(before.values.length);
    const manifest = JSON.parse(readFileSync(join(teaching.output, "manifest.json"), "utf8"));
    expect(manifest.training).toMatchObject({ steps: 3, seconds: 62 });
    await expect(
      train({ ...teaching, hear: null, resume: true, sizes: SMALL }, jobContext()),
    ).rejects.toThrow();
    const resumed = { ...teaching, resume: true };
    expect(await train(resumed, jobContext())).toEqual({ learnt: 2, steps: 2 });
  },
);

test("what cannot be taught to hear is refused, with what to do", SLOW, async () => {
  const archive = await archiveOf({ first: 62 });
  const wish = options(archive, join(emptyFolder(), "dance"), 1);
  await train(wish, jobContext());
  const { sizes: _, ...teaching } = { ...wish, output: join(emptyFolder(), "dance"), hear: wish.output };
  await expect(train({ ...teaching, critic: 0.3 }, jobContext())).rejects.toThrow(
    "--hear teaches a model of type recurrent-cvae, without a critic; expected neither --type nor --critic",
  );
  await writeDance(archive, "b", sineDance({ seconds: 4 }), { tags: ["salsa"] });
  await expect(train(teaching, jobContext())).rejects.toThrow(
    `b.take.ndjson: its style is salsa, which ${wish.output} does not know; expected one of swing, or --leave-out salsa`,
  );
});
