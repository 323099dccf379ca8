import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { importAll } from "../../../main/archive/import/import-all.ts";
import type { TakeFrame } from "../../../main/archive/take.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { writeTake } from "../../../main/archive/take-writer.ts";
import type { ExportOptions } from "../../../main/jobs/export-options.ts";
import { exportTakes } from "../../../main/jobs/export-takes.ts";
import { J } from "../../../shared/skeleton.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const HEADER = { fps: 30, source: "sines", licence: "none", dancer: "nobody", tags: [] };
const dance = (seconds = 3, fps = 30) =>
  writeDance(emptyFolder(), "swing", sineDance({ seconds, fps }), { fps });

async function takeOf(frames: readonly TakeFrame[], size: object = {}): Promise<string> {
  const file = join(emptyFolder(), "made.take.ndjson");
  await writeTake(file, { ...HEADER, ...size }, frames);
  return file;
}

function exported(take: string, name: string, asked: Partial<ExportOptions> = {}, context = jobContext()) {
  const output = join(emptyFolder(), name);
  const wish = { seconds: null, person: null, marey: false, model: "models/first", force: false };
  return exportTakes({ ...wish, takes: [take], output, ...asked }, context);
}

/** What `import` makes of a file without being told anything. */
async function importedFrom(file: string): Promise<readonly TakeFrame[]> {
  const output = emptyFolder();
  const facts = { fps: null, up: null, scale: null, map: null, split: null, force: false };
  await importAll({ ...facts, input: file, output, provenance: { tags: [] } }, jobContext());
  const [take, ...more] = readdirSync(output);
  expect(more).toEqual([]);
  return framesOf(join(output, take!));
}

async function framesOf(take: string): Promise<readonly TakeFrame[]> {
  return Array.fromAsync((await readTake(take, { onDamage: expect.fail })).frames);
}

/** The farthest that a joint of one is from that of the other, metres in the room. */
function farthest(a: readonly TakeFrame[], b: readonly TakeFrame[]): number {
  expect(a).toHaveLength(b.length);
  const apart = a.flatMap(({ people: [one] }, f) => {
    const [other] = b[f]!.people;
    return one!.body!.map((joint, j) =>
      Math.hypot(
        ...(["x", "y", "z"] as const).map(
          (axis) => joint![axis] + one!.root![axis] - other!.body![j]![axis] - other!.root![axis],
        ),
      ),
    );
  });
  return Math.max(...apart);
}

const duet = (): readonly TakeFrame[] =>
  sineDance({ seconds: 3 }).map(({ body, root }, f) => ({
    t: f / 30,
    people: [4, 7].map((id) => ({ id, image: null, body, root: { ...root, x: root.x + id } })),
  }));

test.each([".bvh", ".csv"])(
  "import reads back what export wrote as %s, within a millimetre",
  async (ending) => {
    for (const fps of [25, 30, 60]) {
      const take = await dance(3, fps);
      const [file] = await exported(take, `a${ending}`);
      expect(farthest(await importedFrom(file!), await framesOf(take))).toBeLessThan(1e-3);
    }
  },
);

test.each([".bvh", ".csv", ".glb"])(
  "of several people each has a file in %s, and one can be asked for",
  async (ending) => {
    const take = await takeOf(duet());
    const files = await exported(take, `duet${ending}`);
    expect(readdirSync(dirname(files[0]!)).toSorted()).toEqual([`duet-4${ending}`, `duet-7${ending}`]);
    const [one] = await exported(take, `duet${ending}`, { person: 7 });
    expect(readdirSync(dirname(one!))).toEqual([`duet${ending}`]);
    expect(readFileSync(one!)).toEqual(readFileSync(files[1]!));
    await expect(exported(take, `duet${ending}`, { person: 5 })).rejects.toThrow(
      `--person is 5, expected one of ${take}: 4, 7`,
    );
  },
);

test.each([".bvh", ".csv", ".glb"])("a %s that is stopped is not there, nor half of it", async (ending) => {
  const context = jobContext(({ phase }) => phase === "exporting");
  const folder = emptyFolder();
  const output = join(folder, `a${ending}`);
  writeFileSync(output, "old");
  await expect(exported(await dance(), "", { output, force: true }, context)).rejects.toThrow("stopped");
  expect(readdirSync(folder)).toEqual([`a${ending}`]);
  expect(readFileSync(output, "utf8")).toBe("old");
});

test("a moment, a jump from one frame to the next, a head turned round and a dance on a table come back as they were", async () => {
  const still = sineDance({ seconds: 1 });
  const jumping = still.map(({ body, root }, f) => ({
    body,
    root: { ...root, x: f > 15 ? 3 : 0, y: root.y + 1 },
  }));
  // A head that a detector has turned round.
  const turning = still.map(({ body, root }, f) => ({
    root,
    body: body.map((point, j) =>
      j <= J.right_ear && f > 15 ? { ...point, x: -point.x, z: -point.z } : point,
    ),
  }));
  for (const moment of [still, jumping, turning]) {
    const take = await writeDance(emptyFolder(), "moment", moment);
    const [file] = await exported(take, "a.bvh");
    expect(farthest(await importedFrom(file!), await framesOf(take))).toBeLessThan(1e-3);
  }
});

test("a BVH that somebody has scaled to metres comes back as large, as high and as fast as it was", async () => {
  const high = sineDance({ seconds: 3, fps: 24 }).map(({ body, root }) => ({
    body,
    root: { ...root, y: root.y + 0.4 },
  }));
  const take = await writeDance(emptyFolder(), "table", high, { fps: 24 });
  const [file] = await exported(take, "a.bvh");
  const text = readFileSync(file!, "utf8");
  const hundredth = (words: string) => words.replace(/-?[\d.]+/g, (word) => `${Number(word) / 100}`);
  const [hierarchy, motion] = text.split("MOTION") as [string, string];
  const metres = join(emptyFolder(), "metres.bvh");
  const rows = motion
    .split("\n")
    .map((line, row) => (row < 3 ? line : line.replace(/^(\S+ ){3}/, (places) => hundredth(places))));
  const offsets = hierarchy.replace(/OFFSET.*/g, (line) => `OFFSET${hundredth(line.slice(6))}`);
  writeFileSync(metres, `${offsets}MOTION${rows.join("\n")}`);
  const whole = await framesOf(take);
  expect(farthest(await importedFrom(file!), whole)).toBeLessThan(1e-3);
  expect(farthest(await importedFrom(metres), whole)).toBeLessThan(1e-3);
});

test("of a camera's take it is said what was made up", async () => {
  const dancing = sineDance({ seconds: 2 }).map(({ body, root }, f) => ({
    root,
    body: body.map((point, j) =>
      j === J.left_wrist ? { ...point, z: point.z + 0.05 * Math.sin(f) } : point,
    ),
  }));
  const take = await writeDance(emptyFolder(), "seen", dancing);
  const context = jobContext();
  await exported(take, "a.bvh", {}, context);
  expect(context.notes).toHaveLength(1);
  expect(context.notes[0]).toMatch(
    /^.*seen.take.ndjson: person 1: bones whose lengths change were given their mean ones, which moves joints by 0\.\d cm on average, and by \d\.\d at most$/,
  );
});

test("only the end of a take can be asked for", async () => {
  const [file] = await exported(await dance(), "a.csv", { seconds: 1 });
  expect(readFileSync(file!, "utf8").trimEnd().split("\n")).toHaveLength(1 + 31);
});

test("a table has what the take knows and nothing else", async () => {
  const lacking = STANDING.map((point, joint) => (joint === J.nose ? null : point));
  const take = await takeOf([
    { t: 0, people: [{ id: 1, image: null, body: lacking, root: { x: 1, y: 0.9, z: 0 } }] },
    { t: 0.5, people: [] },
    { t: 0.5333, people: [{ id: 1, image: null, body: STANDING, root: null }] },
  ]);
  const context = jobContext();
  const [file] = await exported(take, "a.csv", {}, context);
  const [header, first, empty, last] = readFileSync(file!, "utf8")
    .split("\n")
    .map((line) => line.split(","));
  const cell = (row: readonly string[], name: string) => row[header!.indexOf(name)];
  expect(header!.slice(0, 5)).toEqual(["time", "hips_x", "hips_y", "hips_z", "nose_x"]);
  expect([cell(first!, "nose_x"), cell(first!, "left_ear_x"), cell(first!, "left_hip_y")]).toEqual([
    "",
    "1.07",
    "0.9",
  ]);
  expect(empty!.join("")).toBe("0.5");
  expect(cell(last!, "right_foot_index_y")).toBe("0");
  expect(context.notes).toEqual(["where she is in the room is not known: she stands in its middle"]);
});

test("what cannot be exported as motion is told", async () => {
  const take = await dance();
  await expect(exported(take, "a.csv", { takes: [take, take] })).rejects.toThrow(
    "expected one for a file of motion",
  );
  const nobody = await takeOf([{ t: 0, people: [] }]);
  await expect(exported(nobody, "a.csv")).rejects.toThrow(`${nobody}: nobody in it, expected a dancer`);
  const size = { width: 640, height: 480 };
  const pictured = await takeOf([{ t: 0, people: [{ ...seenAt(STANDING, 0.5), body: null }] }], size);
  await expect(exported(pictured, "a.csv")).rejects.toThrow(
    `${pictured}: places in a picture alone, expected bodies in metres`,
  );
  await expect(exported(take, "a.png", { person: 1 })).rejects.toThrow(
    "a.png, expected a name that ends in one of .bvh, .csv, .glb",
  );
  const folder = emptyFolder();
  writeFileSync(join(folder, "duet-7.csv"), "mine");
  const there = exported(await takeOf(duet()), "", { output: join(folder, "duet.csv") });
  await expect(there).rejects.toThrow(`${folder}/duet-7.csv: is there already`);
  expect(existsSync(join(folder, "duet-4.csv"))).toBe(false);
});
