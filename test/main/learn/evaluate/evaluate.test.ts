import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EvaluateOptions, evaluate } from "../../../../main/learn/evaluate/evaluate.ts";
import type { MetricName } from "../../../../main/learn/evaluate/report.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";

let [folder, short] = ["", ""];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  await writeDance(folder, "swing", sineDance({ seconds: 4 }));
  short = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  await writeDance(short, "swing", sineDance({ seconds: 3 }));
});

afterAll(async () => {
  for (const each of [folder, short]) await rm(each, { recursive: true });
});

const judge = (only: MetricName, train: string | null, more: Partial<EvaluateOptions> = {}) =>
  evaluate(
    {
      ...{
        archive: folder,
        train,
        generator: "model",
        model: "models/first",
        phrases: "models/phrases",
        fact: "models/fact",
        backend: "wasm",
        seed: 1,
        only: [only],
        quick: true,
      },
      ...{ styles: [], beside: [], picture: null },
      ...more,
    },
    jobContext(),
  );

test("training takes are read for figures that compare the model with those who learn from them, and for no other", async () => {
  const nowhere = join(folder, "nowhere");
  const { figures, trainedOn, missing } = await judge("cost", nowhere);
  expect(figures.length).toBeGreaterThan(0);
  expect([trainedOn, missing]).toEqual([null, []]);
  await expect(judge("seam", nowhere)).rejects.toThrow("cannot be read");
});

test("training takes that are too short to go on from are refused, by how long they have to be", async () => {
  await expect(judge("seam", short)).rejects.toThrow(`${short}: no unbroken dance of 3.5 s`);
});

test("judged on the takes of some styles alone, and a style that no take has is told", async () => {
  await writeDance(folder, "calm", sineDance({ seconds: 4, from: 2 }), { tags: ["calm"] });
  const { figures } = await judge("seam", null);
  expect(figures[0]!.byStyle!.map(({ name }) => name)).toEqual(["calm", "swing"]);
  expect(figures[0]!.byTake!.map(({ name }) => name)).toEqual(["calm", "swing"]);
  const calm = await judge("seam", null, { styles: ["calm"] });
  expect(calm.figures[0]!.byTake!.map(({ name }) => name)).toEqual(["calm"]);
  await expect(judge("seam", null, { styles: ["clam"] })).rejects.toThrow(
    `--styles names clam, which no take in ${folder} has; expected some of calm, swing`,
  );
});

test("baselines learn no style that the model has not learnt, where it knows others of the folder", async () => {
  const train = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  try {
    await writeDance(train, "stranger", sineDance({ seconds: 9 }));
    await writeDance(train, "known", sineDance({ seconds: 3 }), { tags: ["salsa"] });
    // What is left is too short to learn from, which the stranger's is not.
    await expect(judge("seam", train)).rejects.toThrow(`${train}: no unbroken dance of 3.5 s`);
  } finally {
    await rm(train, { recursive: true });
  }
});

test("on two threads a figure is what it is on one", async () => {
  const only: readonly MetricName[] = ["seam", "error"];
  const [one, two] = [
    await judge("seam", null, { only, threads: 1 }),
    await judge("seam", null, { only, threads: 2 }),
  ];
  expect(two.figures.map(({ of }) => of)).toEqual(one.figures.map(({ of }) => of));
  expect(two.figures).toEqual(one.figures);
});

test("an evaluation that is stopped ends, and so do its threads; progress tells of all of them", async () => {
  const context = jobContext(
    ({ phase, details = [] }) => phase.startsWith("seam") || phase.startsWith("error") || details.length > 0,
  );
  const chosen = {
    generator: "model",
    model: "models/first",
    phrases: "models/phrases",
    fact: "models/fact",
    backend: "wasm",
  } as const;
  const wish = { ...chosen, archive: folder, train: null, seed: 1 } as const;
  const more = {
    only: ["seam", "error"],
    quick: true,
    styles: [],
    beside: [],
    picture: null,
    threads: 2,
  } as const;
  await expect(evaluate({ ...wish, ...more }, context)).rejects.toThrow("stopped");
});

test("a graph of the training takes is judged as a model is, and needs them", async () => {
  const training = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  try {
    await writeDance(training, "swing", sineDance({ seconds: 12, from: 100 }));
    const { model, figures } = await judge("seam", training, { generator: "graph", threads: 2 });
    expect(model).toBe("graph, 360 poses");
    const { values } = figures.find(({ what }) => what === "jump in position")!;
    expect(values.model!.value).toBeLessThan(1.5 * values.real!.value);
  } finally {
    await rm(training, { recursive: true });
  }
  await expect(judge("seam", null, { generator: "graph" })).rejects.toThrow(
    "generator is graph and archive names nothing, expected a folder of takes",
  );
});

test("others beside the model get the figures that they get alone, and a column each", async () => {
  const only: readonly MetricName[] = ["seam", "cost"];
  const first = resolve("models/first");
  const { beside, figures } = await judge("seam", null, { only, beside: ["memory", first], threads: 2 });
  expect(beside.map(({ name }) => name)).toEqual(["memory", "first"]);
  const alone = await judge("seam", null, { generator: "memory" });
  for (const [index, { values }] of alone.figures.entries()) {
    const together = figures[index]!.values;
    expect(together.memory).toEqual(values.model);
    expect(together.first).toEqual(together.model);
  }
  const parameters = figures.find(({ what }) => what === "parameters")!.values;
  expect(parameters.first).toEqual(parameters.model);
  expect(parameters.memory!.value).toBe(0);
});

test("a second column of one name is refused before any work", async () => {
  for (const beside of [["memory", "memory"], ["models/real"]])
    await expect(judge("seam", null, { beside })).rejects.toThrow(
      /^--beside is .*, but (?:memory|real) is another column, expected a name of its own$/,
    );
});

test("a picture that could not be drawn is refused before any work", async () => {
  await expect(judge("seam", null, { picture: "away.png" })).rejects.toThrow(
    "--picture shows what likeness finds, expected likeness among the figures of --only",
  );
  const nowhere = join(folder, "nowhere", "away.png");
  await expect(judge("likeness", null, { picture: nowhere })).rejects.toThrow(
    `--picture is ${nowhere}, expected a file in a folder that is there`,
  );
});

test("what gives the model away is drawn", { timeout: 120_000 }, async () => {
  const long = await mkdtemp(join(tmpdir(), "continuo-evaluate-"));
  try {
    await writeDance(long, "long", sineDance({ seconds: 11 }));
    const picture = join(long, "away.png");
    const { giveaways } = await judge("likeness", null, { archive: long, picture });
    expect(giveaways.length).toBeGreaterThan(0);
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe("PNG");
  } finally {
    await rm(long, { recursive: true });
  }
});
