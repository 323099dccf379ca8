import { expect, test } from "vitest";
import type { TakeFrame } from "../../../../main/archive/take.ts";
import { stageFramesOf } from "../../../../main/jobs/film/cast-takes.ts";
import { scenesOf } from "../../../../main/jobs/film/export-film.ts";
import type { ImageJoints } from "../../../../shared/pose.ts";
import { STANDING } from "../../../support/bodies.ts";

const picture = { width: 1600, height: 900 };

const imageAt = (x: number): ImageJoints =>
  STANDING.map((point) => ({ x: x + 0.1 * point.x, y: 0.5 - 0.4 * point.y, score: 1 }));

/** Somebody who goes through the picture by 0.1 of it a second. */
const walk = (id: number, fps: number, seconds: number, isPictured = true): TakeFrame[] =>
  Array.from({ length: Math.round(fps * seconds) + 1 }, (_, index) => {
    const t = index / fps;
    const root = { x: t, y: 0.88, z: 0 };
    return { t, people: [{ id, image: isPictured ? imageAt(0.3 + 0.1 * t) : null, body: STANDING, root }] };
  });

const xOf = (image: ImageJoints) => image[0]!.x;

test("a take alone is the dancer, where the camera saw her", () => {
  const frames = [...stageFramesOf({ dancer: walk(3, 30, 1), partner: [], picture }, "ink")];
  expect(frames).toHaveLength(31);
  expect(frames[0]).toMatchObject({ ...picture, t: 0, parameters: { look: "ink" } });
  const [person] = frames[15]!.people;
  expect(person).toMatchObject({ id: 3, partner: null });
  expect(xOf(person!.live.image)).toBeCloseTo(xOf(imageAt(0.35)), 6);
  expect(person!.live.energy).toBeGreaterThan(0);
});

test("two takes of one person each are a dancer and her partner, whatever their ids and rates", () => {
  const frames = [...stageFramesOf({ dancer: walk(3, 30, 1), partner: walk(9, 25, 1), picture }, "line")];
  // Five moments of both a fifth of a second, and the first.
  expect(frames).toHaveLength(31 + 26 - 6);
  for (const { t, people } of frames) {
    expect(people.map(({ id }) => id)).toEqual([3]);
    expect(xOf(people[0]!.live.image)).toBeCloseTo(xOf(imageAt(0.3 + 0.1 * t)), 6);
    expect(xOf(people[0]!.partner!.image)).toBeCloseTo(xOf(imageAt(0.3 + 0.1 * t)), 6);
  }
});

test("a partner dances on where the dancer has gone", () => {
  const cast = { dancer: walk(1, 30, 1), partner: walk(1, 30, 2), picture };
  const last = [...stageFramesOf(cast, "line")].at(-1)!;
  expect(last.t).toBe(2);
  expect(last.people[0]!.live.image.every((point) => point === null)).toBe(true);
  expect(last.people[0]!.partner).not.toBeNull();
});

test("who is known in the room alone is seen by a camera that stands still, the partner beside", () => {
  const cast = { dancer: walk(1, 30, 2, false), partner: walk(2, 30, 2, false), picture };
  const frames = [...stageFramesOf(cast, "line")];
  const all = frames.flatMap(({ people: [one] }) => [...one!.live.image, ...one!.partner!.image]);
  for (const point of all) {
    expect(point!.x).toBeGreaterThan(0);
    expect(point!.x).toBeLessThan(1);
  }
  const { live, partner } = frames[0]!.people[0]!;
  expect(xOf(live.image) - xOf(partner!.image)).toBeGreaterThan(0.1);
});

test("nobody is in a gap that is longer than a glance", () => {
  const dancer = walk(1, 30, 3).filter(({ t }) => t < 1 || t > 2);
  const partner = walk(1, 30, 3);
  const frames = [...stageFramesOf({ dancer, partner, picture }, "line")];
  const seenAt = (t: number) =>
    frames.find((frame) => Math.abs(frame.t - t) < 1e-3)!.people[0]!.live.image[0] !== null;
  expect([0.9, 1.5, 2.1].map(seenAt)).toEqual([true, false, true]);
});

test("a film's moments are evenly spaced by its own rate, and every frame of the stage comes once, in order", () => {
  const stage = [...stageFramesOf({ dancer: walk(1, 30, 6), partner: [], picture }, "line")];
  const scenes = [...scenesOf(stage, { from: 4, total: 50, fps: 25 })];
  const shown = scenes.filter(({ isShown }) => isShown);
  expect(shown).toHaveLength(50);
  for (const [index, { until }] of shown.entries())
    expect(until - shown[0]!.until).toBeCloseTo(index / 25, 9);
  const times = scenes.flatMap(({ frames }) => frames.map(({ t }) => t));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  // Three seconds before, from the take itself, and the two of the film.
  expect(times[0]).toBeCloseTo(0, 6);
  expect(times).toHaveLength(30 * 5);
  for (const { frames, until } of scenes)
    for (const { t } of frames) expect(t).toBeLessThanOrEqual(until + 1e-5);
});

test("a film from the take's beginning on finds her there already, standing", () => {
  const stage = [...stageFramesOf({ dancer: walk(1, 30, 1), partner: [], picture }, "line")];
  const [first] = [...scenesOf(stage, { from: 0, total: 30, fps: 30 })];
  expect(first!.frames[0]!.t).toBe(0);
  expect(first!.frames.every(({ people }) => people[0] === stage[0]!.people[0])).toBe(true);
});
