import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { MomentSearch } from "../../../main/archive/moments/moment-search.ts";
import { LiveDancers } from "../../../main/show/desk/live-dancers.ts";
import { StageMap } from "../../../main/show/stage-map.ts";
import type { LookName } from "../../../shared/commands/parameters.ts";
import type { MapMessage } from "../../../shared/messages.ts";
import { sineDance } from "../../support/dances.ts";
import { figure, person, stageFrame } from "../../support/stage-frames.ts";

const THERE = { fault: null, map: { fingerprint: "a", isOld: false } };
const dance = sineDance({ seconds: 6 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stage(search: Pick<MomentSearch, "map" | "places"> | null) {
  const [sent, lines] = [[] as MapMessage[], [] as string[]];
  const show = { isShowing: true, frame: 0 };
  const dancers = new LiveDancers();
  const map = new StageMap({
    ...{ search, dancers, isShowing: () => show.isShowing },
    send: (message) => sent.push(message),
    tellOperator: (line) => lines.push(line),
  });
  onTestFinished(() => map.close());
  /** Somebody dances, with a partner a second behind her. */
  const run = async (look: LookName, seconds: number, isAlone = false) => {
    for (let step = 0; step < 30 * seconds; step++, show.frame++) {
      const at = show.frame % 120;
      const live = figure(4, { body: dance[at + 30]!.body, root: dance[at + 30]!.root });
      const partner = figure(5, { body: dance[at]!.body, root: dance[at]!.root });
      const base = stageFrame(
        show.frame,
        isAlone ? { alone: partner } : { people: [person(4, { live, partner })] },
      );
      const frame = { ...base, t: show.frame / 30, parameters: { ...base.parameters, look } };
      dancers.see(frame);
      map.see(frame);
      await vi.advanceTimersByTimeAsync(1000 / 30);
    }
  };
  return { map, show, sent, lines, run };
}

function searchOf(found: () => Awaited<ReturnType<MomentSearch["map"]>>) {
  return {
    map: vi.fn(async () => found()),
    places: vi.fn(async (features: readonly Float32Array[]) =>
      features.map((_, at) => ({ x: 0.1 + at / 10, y: 0.5 })),
    ),
  };
}

test("tells ten times a second where she and her partner are, while the look is map and there is a page", async () => {
  const search = searchOf(() => THERE);
  const { show, sent, lines, run } = stage(search);
  await run("line", 2);
  expect(search.map).not.toHaveBeenCalled();
  await run("map", 3);
  expect(sent.length).toBeGreaterThan(24);
  expect(sent.length).toBeLessThanOrEqual(30);
  expect(sent.at(-1)).toEqual({
    ...{ tag: "map", dancers: [{ id: 4, x: 0.1, y: 0.5 }], partners: [{ id: 4, x: 0.2, y: 0.5 }] },
  });
  expect(search.map).toHaveBeenCalledTimes(1);
  for (const change of [() => Object.assign(show, { isShowing: false }), () => "line"] as const) {
    const count = search.places.mock.calls.length;
    await run(change() === "line" ? "line" : "map", 1);
    expect(search.places.mock.calls.length - count).toBeLessThanOrEqual(1);
  }
  expect(lines).toEqual([]);
});

test("the partner who dances alone is on the map, too", async () => {
  const { sent, run } = stage(searchOf(() => THERE));
  await run("map", 2, true);
  expect(sent.at(-1)).toMatchObject({ dancers: [], partners: [{ x: 0.1, y: 0.5 }] });
});

test("never asks twice at a time, however slow the archive is", async () => {
  let [asked, most] = [0, 0];
  const search = {
    ...searchOf(() => THERE),
    async places(features: readonly Float32Array[]) {
      most = Math.max(most, ++asked);
      await new Promise((resolve) => setTimeout(resolve, 700));
      asked--;
      return features.map(() => ({ x: 0, y: 0 }));
    },
  };
  const { sent, run } = stage(search);
  await run("map", 4);
  expect(most).toBe(1);
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.length).toBeLessThan(6);
});

test("without an archive or a map one line says so each time the look is chosen, and a map that comes is taken", async () => {
  const none = stage(null);
  await none.run("map", 4);
  expect(none.lines).toHaveLength(1);
  expect(none.lines[0]).toMatch(
    /^look map: archive names nothing, expected .*; figures are drawn as in line/,
  );
  await none.run("line", 1);
  await none.run("map", 1);
  expect(none.lines).toHaveLength(2);

  let found: Awaited<ReturnType<MomentSearch["map"]>> = null;
  const { sent, lines, run } = stage(searchOf(() => found));
  await run("map", 3);
  expect(lines).toEqual([]);
  found = { fault: null, map: null };
  await run("map", 3);
  expect(lines).toEqual([expect.stringContaining("`continuo map` makes one")]);
  expect(sent).toEqual([]);
  found = THERE;
  await run("map", 3);
  expect(sent.length).toBeGreaterThan(10);
  expect(lines).toHaveLength(1);
});

test("an archive that fails is told once, and looked at again", async () => {
  let fails = true;
  const search = {
    ...searchOf(() => THERE),
    async places(features: readonly Float32Array[]) {
      if (fails) throw new Error("the archive stopped");
      return features.map(() => ({ x: 0, y: 0 }));
    },
  };
  const { sent, lines, run } = stage(search);
  await run("map", 5);
  expect(lines).toEqual(["look map: the archive stopped; figures are drawn as in line, without a map"]);
  fails = false;
  await run("map", 3);
  expect(sent.length).toBeGreaterThan(5);
});
