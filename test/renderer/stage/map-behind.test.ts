import { expect, test, vi } from "vitest";
import { MapBehind } from "../../../renderer/stage/map-behind.ts";
import type { MapMessage } from "../../../shared/messages.ts";

const message: MapMessage = { tag: "map", dancers: [{ id: 1, x: 0.5, y: 0.5 }], partners: [] };
const places = new Float32Array([0.5, 0.5]);

function behind(fetch: () => Promise<{ places: Float32Array }>) {
  const layer = { show: vi.fn(), place: vi.fn() };
  return { layer, map: new MapBehind(layer, fetch) };
}

/** Messages ten times a second. */
async function hear(map: MapBehind, from: number, seconds: number): Promise<number> {
  const count = Math.round(10 * seconds);
  for (let step = 0; step < count; step++) {
    map.receive(message, from + step / 10);
    await Promise.resolve();
    await Promise.resolve();
  }
  return from + seconds;
}

test("fetches the map once, and again when the host was silent for a while", async () => {
  const fetch = vi.fn(async () => ({ places }));
  const { layer, map } = behind(fetch);
  const now = await hear(map, 0, 20);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(layer.show.mock.calls).toEqual([[places]]);
  expect(layer.place).toHaveBeenCalledTimes(200);
  await hear(map, now + 10, 10);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(map.fault).toBeNull();
});

test("a map that cannot be had is said, and asked for again only every few seconds", async () => {
  let isThere = false;
  const fetch = vi.fn(async () => {
    if (isThere) return { places };
    throw new Error("404");
  });
  const { layer, map } = behind(fetch);
  const now = await hear(map, 0, 12);
  expect(fetch.mock.calls.length).toBeLessThanOrEqual(3);
  expect(map.fault).toContain("404");
  expect(layer.show).not.toHaveBeenCalled();
  isThere = true;
  await hear(map, now, 7);
  expect(layer.show).toHaveBeenCalledTimes(1);
  expect(map.fault).toBeNull();
});
