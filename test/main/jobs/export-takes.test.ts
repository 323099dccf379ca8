import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ExportOptions } from "../../../main/jobs/export-options.ts";
import { exportTakes } from "../../../main/jobs/export-takes.ts";
import { sideBySide } from "../../../main/pictures/side-by-side.ts";
import { BONES } from "../../../shared/skeleton.ts";
import { STANDING } from "../../support/bodies.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const wish = { seconds: 2, person: null, marey: false, model: "models/first", force: false };
/** Exports to one file. */
const exportOne = async (asked: Pick<ExportOptions, "takes" | "output"> & Partial<ExportOptions>) => {
  const files = await exportTakes({ ...wish, ...asked }, jobContext());
  expect(files).toEqual([asked.output]);
  return asked.output;
};
const swing = (name = "swing") => writeDance(emptyFolder(), name, sineDance({ seconds: 3 }));

/** Width and height of a PNG. */
const sizeOf = (file: string) => {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

test("a contact sheet has a row for each take", async () => {
  const takes = [await swing(), await swing("other")];
  const [one, two] = await Promise.all(
    [takes.slice(0, 1), takes].map(async (drawn) =>
      sizeOf(await exportOne({ takes: drawn, output: join(emptyFolder(), "a.png") })),
    ),
  );
  expect(two![0]).toBe(one![0]);
  expect(two![1]! - one![1]!).toBe(120);
});

test("a moving picture has 15 pictures a second, and one more, and tells how far it is", async () => {
  const context = jobContext();
  const output = join(emptyFolder(), "a.webp");
  await exportTakes({ ...wish, takes: [await swing()], output }, context);
  const bytes = readFileSync(output).toString("latin1");
  expect([bytes.slice(0, 4), bytes.slice(8, 12)]).toEqual(["RIFF", "WEBP"]);
  expect(bytes.match(/ANMF/g)).toHaveLength(31);
  expect(context.reports.at(-1)).toEqual({ phase: "drawing", unit: "picture", done: 31, total: 31 });
});

test("every figure has a cell, with the name of its take below it", () => {
  const frames = [0, 9].map((x) => ({ body: STANDING, root: { x, y: 0.88, z: 0 } }));
  const strips = ["a", "b", "<c>"].map((label) => ({ label, frames }));
  const svg = sideBySide(strips, 7);
  expect(svg).toContain('width="570" height="220"');
  expect(svg).toContain("&lt;c>");
  // Farther away than the cell is wide it stays in it.
  const places = [...svg.matchAll(/x1="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(Math.max(...places)).toBeLessThan(570);
});

test("one that is stopped leaves nothing", async () => {
  const output = join(emptyFolder(), "a.webp");
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("continuo-export-"));
  const context = jobContext(({ phase, done }) => phase === "drawing" && done === 3);
  await expect(exportTakes({ ...wish, takes: [await swing()], output }, context)).rejects.toThrow("stopped");
  expect(existsSync(output)).toBe(false);
  const after = readdirSync(tmpdir()).filter((name) => name.startsWith("continuo-export-"));
  expect(after).toEqual(before);
});

test("an SVG is the contact sheet of the PNG, a figure every 24th part of the phrase", async () => {
  const output = join(emptyFolder(), "a.svg");
  const svg = readFileSync(await exportOne({ takes: [await swing("<swing>")], output }), "utf8");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="(\d+)"/);
  expect(svg).toContain("&lt;swing>");
  // 61 frames of 2 s, every third.
  expect(svg.match(/stroke-linecap/g)).toHaveLength(21 * BONES.length);
});

test("a Marey plate has all figures where they stood, the last one the clearest", async () => {
  const walk = sineDance({ seconds: 3 }).map(({ body, root }, f) => ({ body, root: { ...root, x: f / 30 } }));
  const take = await writeDance(emptyFolder(), "walk", walk);
  const output = join(emptyFolder(), "a.svg");
  const svg = readFileSync(await exportOne({ takes: [take], output, marey: true }), "utf8");
  const figures = [...svg.matchAll(/<g opacity="([\d.]+)">(.*?)<\/g>/g)];
  expect(figures).toHaveLength(31);
  const opacities = figures.map(([, opacity]) => Number(opacity));
  expect(opacities).toEqual(opacities.toSorted((a, b) => a - b));
  expect(opacities.at(-1)).toBe(1);
  /** Of the middle of a figure's hips, which are its first line. */
  const places = figures.map(([, , lines]) => {
    const [, from, to] = /x1="([\d.]+)".*?x2="([\d.]+)"/.exec(lines!)!;
    return (Number(from) + Number(to)) / 2;
  });
  expect(places.at(-1)! - places[0]!).toBeCloseTo(108 * 2, 0);
});

test("what cannot be exported is told before any work", async () => {
  const takes = [await swing()];
  const to = (output: string, marey = false) => exportOne({ takes, output, marey });
  await expect(to("dance.gif")).rejects.toThrow(
    "--output is dance.gif, expected a name that ends in one of .png (a contact sheet), ",
  );
  const nowhere = join(emptyFolder(), "nowhere", "a.png");
  await expect(to(nowhere)).rejects.toThrow(
    `--output is ${nowhere}, expected a file in a folder that is there`,
  );
  await expect(to(`${takes[0]}.txt`)).rejects.toThrow("expected a name that ends in one of .png");
  await expect(to("dance.webp", true)).rejects.toThrow(
    "--marey with dance.webp, expected a name that ends in .png or .svg",
  );
  const long = join(emptyFolder(), "long.webp");
  await expect(exportOne({ takes, output: long, seconds: 90 })).rejects.toThrow(
    "--seconds is 90, expected at most 60 in a picture",
  );
  const there = join(emptyFolder(), "a.png");
  await to(there);
  await expect(to(there)).rejects.toThrow(
    `${there}: is there already; expected another --output, or --force`,
  );
  await expect(exportOne({ force: true, takes, output: there })).resolves.toBe(there);
});
