import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MAP_FILE } from "../../../main/archive/map/map-file.ts";
import { readTake } from "../../../main/archive/take-reader.ts";
import { tracksOf } from "../../../main/archive/tracks.ts";
import { danceDrawnLine } from "../../../main/jobs/dance-line.ts";
import { B } from "../../../main/motion/bones.ts";
import { ADULT } from "../../../main/motion/moments/adult.ts";
import type { MotionFrame } from "../../../main/motion/motion-frame.ts";
import { proportionsOf } from "../../../main/motion/proportions.ts";
import { unpackPoses } from "../../../shared/desk/poses.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";
import { acrossTheMap, fillMappedArchive, mapMoments } from "../../support/mapped-archive.ts";

const written = (folder: string, line: unknown): string => {
  const file = join(folder, "line.json");
  writeFileSync(file, typeof line === "string" ? line : JSON.stringify(line));
  return file;
};
const lineFile = (folder: string, points: unknown) =>
  written(folder, { format: "continuo-line", version: 1, points });

async function prepared() {
  const [archive, folder] = [emptyFolder(), emptyFolder()];
  const moments = await fillMappedArchive(archive);
  const output = join(folder, "danced.take.ndjson");
  const options = { archive, output, force: false, body: null };
  return { archive, folder, moments, output, options };
}

async function framesOf(take: string): Promise<readonly MotionFrame[]> {
  const { frames } = await readTake(take, { onDamage: (line) => expect.unreachable(line) });
  const all: MotionFrame[] = [];
  for await (const { people } of frames) all.push(people[0] as MotionFrame);
  return all;
}

const thighOf = ({ body }: MotionFrame): number => proportionsOf(body)[B.left_thigh]!;

test("a line becomes a take that says whose dance it is, begins in the middle facing the audience, and is no archive", async () => {
  const { archive, folder, moments, output, options } = await prepared();
  const context = jobContext();
  const line = lineFile(folder, acrossTheMap(6));
  const report = await danceDrawnLine({ ...options, line }, context);
  const { header } = await readTake(output, { onDamage: (text) => expect.unreachable(text) });
  expect(header.tags.at(-1)).toBe("drawn-line");
  expect(header.tags.slice(0, -1).every((tag) => ["swing", "sway"].includes(tag))).toBe(true);
  expect(header.source).toContain("a line drawn over a map of dances");
  const frames = await framesOf(output);
  expect(frames).toHaveLength(30 * report.seconds);
  expect(frames[0]!.root).toMatchObject({ x: 0, z: 0 });
  for (const frame of frames) expect(thighOf(frame)).toBeCloseTo(ADULT.length[B.left_thigh]!, 3);
  expect(report.drawn).toBe(6);
  expect(report.places).toHaveLength(2 * Math.ceil(10 * report.seconds));
  expect(unpackPoses(report.poses)).toHaveLength(Math.ceil(15 * report.seconds));
  const lasting = report.stretches.reduce((sum, { seconds }) => sum + seconds, 0);
  expect(lasting).toBeCloseTo(report.seconds, 6);
  for (const { take, person } of report.stretches)
    expect(moments.tracks.some((track) => track.take === take && track.person === person)).toBe(true);
  expect(report.least).toBeLessThanOrEqual(report.away);
  expect(context.reports.some(({ phase }) => phase === "dancing the line")).toBe(true);
  // A model learns from what people danced.
  const notes: string[] = [];
  for await (const track of tracksOf(folder, (note) => notes.push(note))) expect.unreachable(track.name);
  expect(notes.join()).toContain("its tag drawn-line says that nobody danced it");
  const again = await danceDrawnLine(
    { ...options, line, output: join(archive, "again.take.ndjson") },
    context,
  );
  expect(again).toEqual(report);
});

test("with a take for its body it is danced by whoever is in that", async () => {
  const { folder, options, output } = await prepared();
  await writeDance(folder, "small", sineDance({ seconds: 3, scale: 0.7 }));
  const line = lineFile(folder, acrossTheMap(3));
  await danceDrawnLine({ ...options, line, body: join(folder, "small.take.ndjson") }, jobContext());
  const small = (await framesOf(join(folder, "small.take.ndjson")))[0]!;
  for (const frame of await framesOf(output)) expect(thighOf(frame)).toBeCloseTo(thighOf(small), 3);
});

test("what is no line, or cannot be danced, is refused in one line that says why", async () => {
  const { archive, folder, moments, options, output } = await prepared();
  const refused = async (file: string, changes: Partial<typeof options> = {}) =>
    danceDrawnLine({ ...options, ...changes, line: file }, jobContext()).then(
      () => "danced",
      (error: Error) => error.message,
    );
  const across = lineFile(folder, acrossTheMap(6));
  expect(await refused(across, { output: join(folder, "danced.json") })).toContain(
    "expected a name that ends in .take.ndjson",
  );
  expect(await refused(lineFile(folder, []))).toContain("1 to 2000 points");
  expect(await refused(lineFile(folder, [{ x: 9, y: 0, t: 0 }]))).toContain("points.0.x is 9");
  const back = [1, 0].map((t) => ({ x: 0.5, y: 0.5, t }));
  expect(await refused(lineFile(folder, back))).toContain("none earlier than the one before");
  expect(await refused(written(folder, { points: acrossTheMap(6) }))).toContain("format");
  expect(await refused(written(folder, "[1, 2"))).toContain("expected a line");
  // To and fro for two minutes, faster than anybody goes over the map.
  const endless = Array.from({ length: 401 }, (_, index) => ({
    x: 3 * (index % 2) - 1,
    y: 0.5,
    t: 0.3 * index,
  }));
  expect(await refused(lineFile(folder, endless))).toContain("expected at most 120: draw a shorter one");
  await mapMoments(archive, moments, 100);
  const line = lineFile(folder, acrossTheMap(6));
  expect(await refused(line)).toBe(
    `${join(archive, MAP_FILE)}: a map of 100 moments, and the archive has ${moments.trackOf.length} by now; \`continuo map\` makes it anew`,
  );
  await mapMoments(archive, moments, moments.trackOf.length);
  expect(await refused(line)).toBe("danced");
  const whole = readFileSync(output);
  expect(await refused(line)).toContain("is there already");
  expect(await refused(line, { force: true })).toBe("danced");
  expect(readFileSync(output)).toEqual(whole);
});
