import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawTakes } from "../../../main/jobs/draw-takes.ts";
import { sideBySide } from "../../../main/pictures/side-by-side.ts";
import { STANDING } from "../../support/bodies.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const wish = { seconds: 2, force: false };
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
      sizeOf(await drawTakes({ ...wish, takes: drawn, output: join(emptyFolder(), "a.png") }, jobContext())),
    ),
  );
  expect(two![0]).toBe(one![0]);
  expect(two![1]! - one![1]!).toBe(120);
});

test("a moving picture has 15 pictures a second, and one more, and tells how far it is", async () => {
  const context = jobContext();
  const output = join(emptyFolder(), "a.webp");
  await drawTakes({ ...wish, takes: [await swing()], output }, context);
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
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("continuo-draw-"));
  const context = jobContext(({ phase, done }) => phase === "drawing" && done === 3);
  await expect(drawTakes({ ...wish, takes: [await swing()], output }, context)).rejects.toThrow("stopped");
  expect(existsSync(output)).toBe(false);
  const after = readdirSync(tmpdir()).filter((name) => name.startsWith("continuo-draw-"));
  expect(after).toEqual(before);
});

test("what cannot be drawn is told before any work", async () => {
  const takes = [await swing()];
  const draw = (output: string) => drawTakes({ ...wish, takes, output }, jobContext());
  await expect(draw("dance.gif")).rejects.toThrow(
    "--output is dance.gif, expected a name that ends in .png, a contact sheet, or .webp, which moves",
  );
  const nowhere = join(emptyFolder(), "nowhere", "a.png");
  await expect(draw(nowhere)).rejects.toThrow(
    `--output is ${nowhere}, expected a file in a folder that is there`,
  );
  await expect(draw(takes[0]!)).rejects.toThrow("expected a name that ends in .png");
  const there = join(emptyFolder(), "a.png");
  await draw(there);
  await expect(draw(there)).rejects.toThrow(
    `${there}: is there already; expected another --output, or --force`,
  );
  await expect(drawTakes({ ...wish, force: true, takes, output: there }, jobContext())).resolves.toBe(there);
});
