import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type CompareTakesOptions, compareTakes } from "../../../../main/jobs/coaching/compare-takes.ts";
import { compareInThread } from "../../../../main/jobs/coaching/compare-thread.ts";
import { comparisonJson } from "../../../../main/jobs/coaching/comparison-json.ts";
import { comparisonSummary } from "../../../../main/jobs/coaching/comparison-summary.ts";
import { clipOf } from "../../../../main/motion/clip.ts";
import { sampleCompared } from "../../../support/compared.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";
import { demoLines, shortTake } from "../../../support/short-take.ts";

interface JsonDocument {
  readonly path: readonly (number | null)[];
  readonly lateness: object;
  readonly off: object;
  readonly differences: readonly object[];
  readonly sections: readonly object[];
}

const wish: Omit<CompareTakesOptions, "reference" | "take"> = {
  ...{ referencePerson: null, person: null, due: null, speed: 1, output: null, force: false },
  model: "models/dance",
};

/** The demo's first seconds, and the same from half a second later on, packed. */
function delayed(seconds: number) {
  const folder = emptyFolder();
  const reference = shortTake(folder, seconds);
  const [header, ...frames] = demoLines();
  const take = join(folder, "late.take.ndjson.gz");
  const first = JSON.parse(frames[0]!) as { people: unknown };
  const still = Array.from({ length: 15 }, (_, n) => JSON.stringify({ ...first, t: n / 30 }));
  const later = frames
    .slice(0, 30 * seconds)
    .map((line) => JSON.parse(line) as { t: number })
    .map((frame) => JSON.stringify({ ...frame, t: frame.t + 0.5 }));
  writeFileSync(take, gzipSync(`${[header, ...still, ...later].join("\n")}\n`));
  return { folder, reference, take };
}

test("a dance that is half a second late is the same phrase, and late by that from when it was due", async () => {
  const { reference, take } = delayed(5);
  const context = jobContext();
  const { comparison } = await compareTakes({ ...wish, reference, take, due: 0 }, context);
  expect(comparison.likeness).toBeGreaterThan(0.5);
  expect(comparison.figures.late.whole).toBeGreaterThan(0.46);
  expect(comparison.figures.late.whole).toBeLessThan(0.54);
  expect(context.reports.at(-1)).toMatchObject({ phase: "comparing", done: 5, total: 5 });
  const free = await compareTakes({ ...wish, reference, take }, jobContext());
  expect(Math.abs(free.comparison.figures.late.whole!)).toBeLessThan(0.04);
});

test("the report is written whole, and nothing when it is stopped", async () => {
  const { folder, reference, take } = delayed(2);
  const output = join(folder, "report.html");
  const stopping = jobContext(({ phase }) => phase === "comparing");
  await expect(compareTakes({ ...wish, reference, take, output }, stopping)).rejects.toThrow("stopped");
  expect(existsSync(output)).toBe(false);
  await compareTakes({ ...wish, reference, take, output }, jobContext());
  expect(readFileSync(output, "utf8")).toContain("late, beside short");
});

test("the JSON has a value or null for each frame, rounded, and says what differs in words", () => {
  const document = JSON.parse(comparisonJson(sampleCompared())) as JsonDocument;
  expect(document).toMatchObject({
    ...{ format: "continuo-comparison", version: 1, fps: 30, likeness: 0.97, due: null },
    reference: { take: "teacher.take.ndjson", person: 1, begin: 0.5, frames: 300 },
    figures: { late: { head: null }, off: { weight: null } },
  });
  expect(document.differences[0]).toMatchObject({ at: 2.5, text: "right arm 120 ms late" });
  expect(document.sections[0]).toMatchObject({ kind: "missing", reference: { begin: 4.5, end: 5.5 } });
  expect(document.path.slice(118, 122)).toEqual([118, 119, null, null]);
  expect(Object.keys(document.lateness)).toHaveLength(7);
  expect(Object.keys(document.off)).toHaveLength(7);
});

test("a terminal is told the same in the same order", () => {
  const lines = comparisonSummary(sampleCompared()).split("\n");
  expect(lines[1]).toBe("It is the same phrase (likeness 0.97, where more than 0.5 is the same).");
  expect(lines).toContain("  A  left out: 4.5 to 5.5 s");
  expect(lines).toContain(
    "  1  Right arm 120 ms late. At 2.5 s, in 1.5 to 3.5 s; 3.0 times what camera noise alone makes.",
  );
  expect(lines.find((line) => line.startsWith("Left leg"))).toMatch(/20 ms late +80 % +5 cm$/);
});

test("what cannot be compared is refused in a line that says why", async () => {
  const folder = emptyFolder();
  const reference = await writeDance(folder, "teacher", sineDance({ seconds: 3 }));
  const brief = await writeDance(folder, "brief", sineDance({ seconds: 0.5 }));
  const nobody = join(folder, "nobody.take.ndjson");
  writeFileSync(nobody, `${demoLines()[0]}\n{"t":0,"people":[]}\n`);
  const there = join(folder, "there.html");
  writeFileSync(there, "");
  const asked: CompareTakesOptions = { ...wish, reference, take: brief };
  const refusals: [Partial<CompareTakesOptions>, string][] = [
    [{}, `${brief}: person 1 is whole for 0.50 s at a stretch, expected at least 1 s`],
    [{ take: nobody }, `${nobody}: no frame of it has body and root of a whole dancer`],
    [{ take: reference }, `${reference}: is the reference itself, expected another take`],
    [{ person: 7 }, `--person is 7, expected one of ${brief}: 1`],
    [{ referencePerson: 7 }, `--reference-person is 7, expected one of ${reference}: 1`],
    [{ output: join(folder, "report.pdf") }, "expected a name that ends in .html"],
    [{ output: join(folder, "none/report.html") }, "expected a file in a folder that is there"],
    [{ output: there }, `${there}: is there already; expected another --output, or --force`],
  ];
  for (const [changed, line] of refusals)
    await expect(compareTakes({ ...asked, ...changed }, jobContext())).rejects.toThrow(line);
});

test("comparing is stopped while it goes on", async () => {
  const dance = { clip: clipOf(sineDance({ seconds: 60 })), fps: 30 };
  const stop = new AbortController();
  const comparing = compareInThread(
    { reference: dance, dance, options: { due: null, speed: 1 } },
    stop.signal,
  );
  setTimeout(() => stop.abort(new Error("stopped")), 30);
  await expect(comparing).rejects.toThrow("stopped");
});
