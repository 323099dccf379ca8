import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SHIPPED_SCALE } from "../../../../main/archive/coaching/scale-file.ts";
import { assessTake } from "../../../../main/jobs/coaching/assess-take.ts";
import { assessmentDocument, assessmentTable } from "../../../../main/jobs/coaching/assessment-table.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";

const folder = mkdtempSync(join(tmpdir(), "continuo-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const take = await writeDance(folder, "sines", sineDance({ seconds: 8 }));
const OPTIONS = { take, scale: SHIPPED_SCALE, score: null, style: null, output: null, force: false };
const weights = (content: unknown) => {
  const file = join(folder, "weights.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test("a take is measured beside the styles, and written as a page; what it has no track for is said", async () => {
  const output = join(folder, "report.html");
  const score = weights({ style: "salsa", weights: { travel: 1, low: -2 } });
  const context = jobContext();
  const result = await assessTake({ ...OPTIONS, output, score, style: "salsa" }, context);
  expect(result.seconds).toBeCloseTo(8, 0);
  expect(result.assessment.get("travel")!.value).toBeGreaterThan(0.1);
  expect(result.score!.value).toBeGreaterThanOrEqual(0);
  expect(context.reports.at(-1)).toMatchObject({ phase: "measuring", total: 16 });
  const document = JSON.parse(JSON.stringify(assessmentDocument(result)));
  const travel = document.measures.find(({ name }: { name: string }) => name === "travel");
  expect(travel).toMatchObject({ unit: "m/s", source: expect.stringContaining("Aristidou") });
  expect(travel.low).toBeLessThanOrEqual(travel.value);
  expect(assessmentTable(result)).toMatch(/travel +0\.\d\d/);
  const page = readFileSync(output, "utf8");
  expect(page).toContain("sines.take.ndjson, measured");
  expect(page.match(/<figure/g)).toHaveLength(result.assessment.size);
  await expect(assessTake({ ...OPTIONS, output }, jobContext())).rejects.toThrow("report.html");
});

test("without a place in the room nothing is said of space and levels, and why", async () => {
  const frames = sineDance({ seconds: 6 }).map(({ body }, n) => ({
    t: n / 30,
    people: [{ id: 1, body: body.map(({ x, y, z }) => [x, y, z]) }],
  }));
  const header = { format: "continuo-take", version: 1, fps: 30, skeleton: "stage-19" };
  const file = join(folder, "no-root.take.ndjson");
  writeFileSync(file, [header, ...frames].map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { assessment, leftOut } = await assessTake({ ...OPTIONS, take: file }, jobContext());
  expect(assessment.has("travel")).toBe(false);
  expect(assessment.has("shoulders")).toBe(true);
  expect(leftOut).toContainEqual({
    measure: "travel",
    why: "where she is in the room is known in 0 % of it",
  });
});

test.each([
  [{ style: "polka", weights: { travel: 1 } }, 'style has "polka", expected ballet, breaking'],
  [{ style: "salsa", weights: { grace: 1 } }, 'weights has "grace", expected'],
  [{ style: "salsa", weights: { travel: 0 } }, "no weight but 0"],
  [{ weights: { travel: 1 } }, "style"],
  [{ style: "salsa", weights: { travel: "much" } }, "weights.travel"],
])("weights %j are refused by name", async (content, message) => {
  await expect(assessTake({ ...OPTIONS, score: weights(content) }, jobContext())).rejects.toThrow(message);
});

test("a style that the scale has not, a take too short and a scale that is none are refused", async () => {
  await expect(assessTake({ ...OPTIONS, style: "polka" }, jobContext())).rejects.toThrow(
    "--style is polka, expected ballet",
  );
  const short = await writeDance(folder, "short", sineDance({ seconds: 2 }));
  await expect(assessTake({ ...OPTIONS, take: short }, jobContext())).rejects.toThrow(
    "short.take.ndjson: nobody's body",
  );
  await expect(assessTake({ ...OPTIONS, scale: take }, jobContext())).rejects.toThrow("sines.take.ndjson");
});

test("it stops when it is told to", async () => {
  const context = jobContext(({ phase, done }) => phase === "measuring" && done === 3);
  await expect(assessTake(OPTIONS, context)).rejects.toThrow("stopped");
});
