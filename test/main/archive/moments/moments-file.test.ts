import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  MOMENTS_FILE,
  openBuiltMoments,
  openMoments,
} from "../../../../main/archive/moments/moments-file.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";

async function takes(): Promise<{ readonly folder: string; readonly take: string }> {
  const folder = emptyFolder();
  await writeDance(folder, "a", sineDance({ seconds: 6 }), { tags: ["swing"] });
  const take = await writeDance(folder, "b", sineDance({ seconds: 4, from: 40 }), { tags: ["sway"] });
  return { folder, take };
}

/** What was going on while they were opened. */
async function phases(folder: string): Promise<ReadonlySet<string>> {
  const context = jobContext();
  await openMoments(folder, context);
  return new Set(context.reports.map(({ phase }) => phase));
}

const GATHERED = new Set(["reading the takes", "gathering moments"]);

test("moments are gathered once, and kept beside their takes as they were", async () => {
  const { folder } = await takes();
  const gathered = await openMoments(folder, jobContext());
  const kept = await openMoments(folder, jobContext());
  const { index, ...arrays } = gathered;
  expect(kept).toMatchObject(arrays);
  expect(kept.tracks.map(({ take, dancer, style, count }) => [take, dancer, style, count])).toEqual([
    ["a.take.ndjson", "nobody", "swing", 180],
    ["b.take.ndjson", "nobody", "sway", 120],
  ]);
  const query = kept.points.slice(24 * 50, 24 * 51);
  const found = index.nearest(query, 3, Number.POSITIVE_INFINITY, 20);
  expect(kept.index.nearest(query, 3, Number.POSITIVE_INFINITY, 20)).toEqual(found);
  expect(found[0]).toEqual({ frame: 50, distance: 0 });
  expect(await phases(folder)).toEqual(new Set());
  expect((await openBuiltMoments(folder)).fingerprint).toBe(gathered.fingerprint);
});

test("a take that came, or was written again, has them gathered again", async () => {
  const { folder, take } = await takes();
  expect(await phases(folder)).toEqual(GATHERED);
  await writeDance(folder, "c", sineDance({ seconds: 3, from: 7 }));
  expect(await phases(folder)).toEqual(GATHERED);
  utimesSync(take, new Date(), new Date(statSync(take).mtimeMs + 5000));
  expect(await phases(folder)).toEqual(GATHERED);
  expect(await phases(folder)).toEqual(new Set());
});

test("a damaged file is made again; who may not wait is told", async () => {
  const { folder } = await takes();
  await openMoments(folder, jobContext());
  const file = join(folder, MOMENTS_FILE);
  const whole = readFileSync(file);
  const flipped = Buffer.from(whole);
  flipped[whole.length - 100]! ^= 1;
  for (const [damaged, why] of [
    [whole.subarray(0, whole.length >> 1), "damaged"],
    [flipped, "damaged"],
    [Buffer.from("{}\n"), "its first line is none of this layout"],
    [Buffer.alloc(0), "its first line is none of this layout"],
  ] as const) {
    writeFileSync(file, damaged);
    await expect(openBuiltMoments(folder)).rejects.toThrow(
      `${file}: ${why}, expected an index of moments as it was built`,
    );
    expect(await phases(folder)).toEqual(GATHERED);
  }
});

test("stopping leaves nothing half gathered", async () => {
  const { folder } = await takes();
  for (const phase of GATHERED) {
    const stopped = jobContext((progress) => progress.phase === phase);
    await expect(openMoments(folder, stopped)).rejects.toThrow("stopped");
    expect(readdirSync(folder)).toHaveLength(2);
  }
});

test("an archive in which nobody dances is refused in one line", async () => {
  const folder = emptyFolder();
  await expect(openMoments(folder, jobContext())).rejects.toThrow(/no \*.take.ndjson/);
  await writeDance(folder, "short", sineDance({ seconds: 2 / 30 }));
  await expect(openMoments(folder, jobContext())).rejects.toThrow(
    `${folder}: nobody dances in its takes, expected some to gather moments of`,
  );
  expect(existsSync(join(folder, MOMENTS_FILE))).toBe(false);
});
