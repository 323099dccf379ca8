import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openBuiltPoseGraph, openPoseGraph, POSE_GRAPH_FILE } from "../../../main/runtime/pose-graph-file.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { putBesideTakes } from "../../support/ingested-archive.ts";
import { jobContext } from "../../support/job-context.ts";

async function takes(): Promise<{ readonly folder: string; readonly take: string }> {
  const folder = emptyFolder();
  await writeDance(folder, "a", sineDance({ seconds: 12 }), { tags: ["swing"] });
  return {
    folder,
    take: await writeDance(folder, "b", sineDance({ seconds: 8, from: 40 }), { tags: ["sway"] }),
  };
}

/** What was going on while it was opened. */
async function phases(folder: string): Promise<ReadonlySet<string>> {
  const context = jobContext();
  await openPoseGraph(folder, context);
  return new Set(context.reports.map(({ phase }) => phase));
}

const BUILT = new Set(["reading the takes", "building the graph"]);

test("a graph is built once, and kept beside its takes as it was", async () => {
  const { folder } = await takes();
  const built = await openPoseGraph(folder, jobContext());
  const kept = await openPoseGraph(folder, jobContext());
  expect(kept).toEqual(built);
  expect(kept.styles).toEqual(["sway", "swing"]);
  expect(kept.danceOf).toHaveLength(20 * 30);
  expect(await phases(folder)).toEqual(new Set());
  expect(await openBuiltPoseGraph(folder)).toEqual(built);
});

test("an archive of films is opened as it is: what lies beside its takes changes nothing", async () => {
  const { folder } = await takes();
  const alone = await openPoseGraph(folder, jobContext());
  await putBesideTakes(folder);
  expect(await phases(folder)).toEqual(new Set());
  rmSync(join(folder, POSE_GRAPH_FILE));
  const context = jobContext();
  expect(await openPoseGraph(folder, context)).toEqual(alone);
  expect(context.notes).toEqual([]);
});

test("a take that came, or was written again, has it built again", async () => {
  const { folder, take } = await takes();
  expect(await phases(folder)).toEqual(BUILT);
  await writeDance(folder, "c", sineDance({ seconds: 5, from: 7 }));
  expect(await phases(folder)).toEqual(BUILT);
  utimesSync(take, new Date(), new Date(statSync(take).mtimeMs + 5000));
  expect(await phases(folder)).toEqual(BUILT);
  expect(await phases(folder)).toEqual(new Set());
});

test("a damaged file is built again; who may not wait is told", async () => {
  const { folder } = await takes();
  await openPoseGraph(folder, jobContext());
  const file = join(folder, POSE_GRAPH_FILE);
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
    await expect(openBuiltPoseGraph(folder)).rejects.toThrow(
      `${file}: ${why}, expected a pose graph as it was built`,
    );
    expect(await phases(folder)).toEqual(BUILT);
  }
});

test("stopping leaves nothing half built", async () => {
  const { folder } = await takes();
  const stopped = jobContext(({ phase, done }) => phase === "building the graph" && done > 0);
  await expect(openPoseGraph(folder, stopped)).rejects.toThrow("stopped");
  await expect(openBuiltPoseGraph(folder)).rejects.toThrow(/pose-graph.bin: is not there/);
});

test("too little dance is refused in one line", async () => {
  const folder = emptyFolder();
  await writeDance(folder, "short", sineDance({ seconds: 2 }));
  await expect(openPoseGraph(folder, jobContext())).rejects.toThrow(
    `${folder}: takes with less than 4 s of dance, expected more to walk through`,
  );
});
