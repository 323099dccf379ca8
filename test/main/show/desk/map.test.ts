import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Library } from "../../../../main/archive/library/library.ts";
import { threadedMoments } from "../../../../main/archive/moments/threaded-moments.ts";
import type { MapOptions } from "../../../../main/jobs/map/make-map.ts";
import { ChildJob } from "../../../../main/show/child-job.ts";
import { LiveDancers } from "../../../../main/show/desk/live-dancers.ts";
import { MAP_ENTRY, mapRequests } from "../../../../main/show/desk/map.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { scriptedChildren } from "../../../support/scripted-child.ts";
import { mapOf } from "../../../support/small-map.ts";
import { figure, person } from "../../../support/stage-frames.ts";

const [SWING, SWAY] = ["swing.take.ndjson", "sway.take.ndjson"];
const dance = sineDance({ seconds: 6 });

async function desk() {
  const archive = join(emptyFolder(), "archive");
  mkdirSync(archive);
  await writeDance(archive, "swing", dance, { tags: ["swing"] });
  await writeDance(archive, "sway", sineDance({ seconds: 4, from: 50 }), { tags: ["sway"] });
  const search = threadedMoments(archive, () => {});
  const library = await Library.open({ folder: archive, onChange: () => {} });
  onTestFinished(async () => void (await Promise.all([search.close(), library.close()])));
  const live = new LiveDancers();
  const { children, spawn } = scriptedChildren();
  const maker = new ChildJob<MapOptions, readonly string[]>({ entry: MAP_ENTRY, spawn, onChange: () => {} });
  const handlers = mapRequests(
    { folder: archive, search, library: () => library, inLibrary: false, maker, seed: 3 },
    live,
  );
  const settled = async () => {
    await vi.waitFor(
      async () => expect((await handlers["map/report"].answer(null)).state).not.toBe("opening"),
      10_000,
    );
    return handlers["map/report"].answer(null);
  };
  return { archive, live, handlers, settled, children };
}

test("a desk is told whether there is a map, and of a new one as soon as it is there", async () => {
  const { archive, settled, handlers } = await desk();
  expect(await settled()).toEqual({ state: "no-map", archive, fault: null });
  await expect(handlers["map/tracks"].answer({ offset: 0 })).rejects.toThrow("continuo map");
  await mapOf(archive);
  expect(await settled()).toMatchObject({ state: "there", archive, isOld: false, inLibrary: false });
  const { tracks, total, fps } = await handlers["map/tracks"].answer({ offset: 0 });
  expect([total, fps]).toEqual([2, 30]);
  expect(tracks).toMatchObject([
    { take: SWAY, style: "sway", first: 0, count: 120 },
    { take: SWING, style: "swing", first: 120, count: 180 },
  ]);
  expect((await handlers["map/tracks"].answer({ offset: 1 })).tracks).toHaveLength(1);
});

test("it is made in a process of its own, once at a time, and can be stopped", async () => {
  const { archive, handlers, children } = await desk();
  expect(await handlers["map/making"].answer(null)).toBeNull();
  await handlers["map/make"].answer(null);
  expect(children[0]!.entry).toBe(MAP_ENTRY);
  expect(children[0]!.heard).toEqual([{ tag: "begin", options: { archive, by: "style", seed: 3 } }]);
  await expect(handlers["map/make"].answer(null)).rejects.toThrow("the map is being made already");
  await handlers["map/stop"].answer(null);
  expect(children[0]!.heard.at(-1)).toEqual({ tag: "stop" });
  children[0]!.say({ tag: "stopped" });
  expect(await handlers["map/making"].answer(null)).toMatchObject({ state: "stopped" });
});

test("without an archive there is no map, and nothing to ask of it", async () => {
  const handlers = mapRequests(null, new LiveDancers());
  expect(await handlers["map/report"].answer(null)).toEqual({ state: "no-archive" });
  expect(await handlers["map/dancers"].answer(null)).toEqual({ dancers: [] });
  expect(await handlers["map/making"].answer(null)).toBeNull();
  await expect(handlers["map/make"].answer(null)).rejects.toThrow("archive names nothing");
  await handlers["map/stop"].answer(null);
  await expect(handlers["map/drop"].answer({ name: SWING })).rejects.toThrow("archive names nothing");
});

test("the live dancer is where moments like hers are", async () => {
  const { archive, live, handlers, settled } = await desk();
  await mapOf(archive);
  await settled();
  // The dance of the first take once more, as she has it half way through.
  dance.slice(0, 91).forEach((frame, index) => {
    live.see({ t: 100 + index / 30, people: [person(7, { live: figure(7, frame) })] });
  });
  const { dancers } = await handlers["map/dancers"].answer(null);
  const [dancer] = dancers;
  expect(dancer!.id).toBe(7);
  const bytes = readFileSync(join(archive, "map.bin"));
  const begin = Math.ceil((bytes.indexOf("\n") + 1) / 8) * 8;
  const moment = 120 + 90;
  const [x, y] = [bytes.readFloatLE(begin + 8 * moment), bytes.readFloatLE(begin + 8 * moment + 4)];
  expect(Math.hypot(dancer!.x - x, dancer!.y - y)).toBeLessThan(0.06);
});

test("takes are tagged beside the tags they have, dropped and brought back; the map stays, and is said to be old", async () => {
  const { archive, handlers, settled } = await desk();
  await mapOf(archive);
  await settled();
  const tags = () => JSON.parse(readFileSync(join(archive, SWING), "utf8").split("\n")[0]!).tags;
  await handlers["map/tag"].answer({ name: SWING, tag: "calm" });
  await handlers["map/tag"].answer({ name: SWING, tag: "calm" });
  expect(tags()).toEqual(["swing", "calm"]);
  expect(await settled()).toMatchObject({ state: "there", isOld: true });
  const { id, names } = await handlers["map/drop"].answer({ name: SWAY });
  expect([names, existsSync(join(archive, SWAY))]).toEqual([[SWAY], false]);
  expect(await handlers["map/bring-back"].answer({ id })).toEqual({ names: [SWAY] });
  expect(existsSync(join(archive, SWAY))).toBe(true);
});

test("a selection is kept as a file that train takes", async () => {
  const { archive, handlers } = await desk();
  const kept = { name: "calm", takes: [SWING] };
  const { command } = await handlers["map/keep-selection"].answer(kept);
  const file = join(archive, "selections", "calm.json");
  expect(command).toContain(`--only "${file}"`);
  expect(JSON.parse(readFileSync(file, "utf8")).takes).toEqual([SWING]);
  const outside = { name: "calm", takes: ["../x.take.ndjson"] };
  await expect(handlers["map/keep-selection"].answer(outside)).rejects.toThrow("no name of a take");
});
