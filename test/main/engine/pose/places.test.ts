import { describe, expect, test } from "vitest";
import { Places } from "../../../../main/engine/pose/places.ts";
import type { BodyPoint, Pose } from "../../../../shared/pose.ts";
import { STANDING, seenAt, swung } from "../../../support/bodies.ts";
import { ASPECT, scatter } from "../../../support/walkers.ts";

const FPS = 30;
const POSTER = 0.15;

type Scene = (t: number) => readonly Pose[];

/** Who is followed in each frame. */
function watch(places: Places, from: number, seconds: number, scene: Scene): readonly (readonly number[])[] {
  return Array.from({ length: Math.round(seconds * FPS) }, (_, n) => {
    const t = from + n / FPS;
    return places.choose(t, ASPECT, scene(t)).map(({ id }) => id);
  });
}

const placesFor = (maxPeople = 1, ignore: ConstructorParameters<typeof Places>[0]["ignore"] = []) =>
  new Places({ maxPeople, ignore });

const poster = (id = 1, x = POSTER) => seenAt(STANDING, x, id);
const dancer = (t: number, id = 2, x = 0.7) => seenAt(swung(0.8 * Math.sin(4 * t)), x, id);
const still = (id = 2, x = 0.7) => seenAt(swung(0.3), x, id);
const last = (frames: readonly (readonly number[])[]) => frames.at(-1);
const first = (frames: readonly (readonly number[])[], id: number) =>
  frames.findIndex((ids) => ids.includes(id)) / FPS;

/** The same body with each joint off by up to `error` metres, otherwise in each frame. */
function jittering(error: number, seed = 1) {
  const chance = scatter(seed);
  const off = (point: BodyPoint) => ({
    x: point.x + 2 * error * chance(),
    y: point.y + 2 * error * chance(),
    z: point.z,
  });
  return (id = 1) => seenAt(STANDING.map(off), POSTER, id);
}

/** Walks on the spot of the room where she is at `t`. */
const walking = (x: number, t: number, id: number) =>
  seenAt(
    STANDING.map((point, joint) =>
      joint >= 13 ? { ...point, x: point.x + 0.2 * Math.sin(6 * t) * (joint % 2 ? 1 : -1) } : point,
    ),
    x,
    id,
  );

describe("a poster", () => {
  test("is followed for five seconds, and then is nobody, and the readout says where it is", () => {
    const places = placesFor();
    const frames = watch(places, 0, 20, () => [poster()]);
    const followed = frames.filter((ids) => ids.length > 0).length / FPS;
    expect(followed).toBeCloseTo(5, 1);
    expect(last(frames)).toEqual([]);
    expect(places.ignored).toEqual([
      { why: "still", x: expect.closeTo(POSTER, 2), y: expect.closeTo(0.55, 2) },
    ]);
    expect(places.searching).toBe(true);
  });

  test("yields at once to a dancer who comes, who has it to herself however long she dances", () => {
    const places = placesFor();
    watch(places, 0, 2, () => [poster()]);
    const frames = watch(places, 2, 20, (t) => [poster(), dancer(t)]);
    expect(first(frames, 2)).toBeLessThan(0.1);
    expect(new Set(frames.flat())).toEqual(new Set([2]));
    expect(places.searching).toBe(false);
  });

  test("does not take her place when she is out of sight for a moment, nor when she has gone", () => {
    const places = placesFor();
    watch(places, 0, 2, () => [poster()]);
    watch(places, 2, 3, (t) => [poster(), dancer(t)]);
    expect(watch(places, 5, 0.8, () => [poster()]).flat()).toEqual([]);
    expect(
      first(
        watch(places, 5.8, 1, (t) => [poster(), dancer(t)]),
        2,
      ),
    ).toBe(0);
    expect(watch(places, 6.8, 10, () => [poster()]).flat()).toEqual([]);
  });

  test("is known again when it was hidden, or when the source starts over, also under another id", () => {
    const places = placesFor();
    watch(places, 0, 6, () => [poster()]);
    watch(places, 6, 3, () => []);
    expect(watch(places, 9, 2, () => [poster(7)]).flat()).toEqual([]);
    expect(watch(places, 0, 2, () => [poster(1)]).flat()).toEqual([]);
  });

  test("in a loop that is shorter than its time is nobody after a few rounds", () => {
    const places = placesFor();
    for (let round = 0; round < 3; round++) watch(places, 0, 2, () => [poster()]);
    expect(watch(places, 0, 2, () => [poster()]).flat()).toEqual([]);
  });

  test.each([0.01, 0.03, 0.06])("whose joints jitter by %f m does not move", (error) => {
    const jitter = jittering(error);
    expect(
      watch(placesFor(), 0, 30, () => [jitter()])
        .slice(6 * FPS)
        .flat(),
    ).toEqual([]);
  });

  test("in the picture of a camera that shakes and is turned a little does not move", () => {
    const shaken = (t: number) =>
      poster(1, POSTER + (t > 6 && t < 9 ? 0.04 * Math.sin(23 * t) : 0) + (t > 9 ? 0.05 : 0));
    expect(
      watch(placesFor(), 0, 20, (t) => [shaken(t)])
        .slice(6 * FPS)
        .flat(),
    ).toEqual([]);
  });

  test("that is taken for another pose when the light changes does not move", () => {
    const lit = (t: number) => seenAt(swung(Math.floor(t / 4) % 2 ? 0.4 : 0), POSTER, 1);
    expect(
      watch(placesFor(), 0, 30, (t) => [lit(t)])
        .slice(6 * FPS)
        .flat(),
    ).toEqual([]);
  });

  test("is nobody again soon after somebody walked in front of it and was taken for it", () => {
    const places = placesFor();
    const passed = (t: number) => (t > 8 && t < 9.5 ? walking(POSTER + 0.05 * (t - 8.7), t, 1) : poster());
    const frames = watch(places, 0, 30, (t) => [passed(t)]);
    expect(frames.slice(16 * FPS).flat()).toEqual([]);
  });

  test("is nobody again however often somebody walks past", () => {
    const passed = (t: number) =>
      t > 8 && t % 20 < 1.5 ? walking(POSTER + 0.05 * (t % 20), t, 1) : poster();
    const frames = watch(placesFor(), 0, 400, (t) => [passed(t)]);
    expect(frames.filter((ids) => ids.length > 0).length / FPS).toBeLessThan(0.4 * 400);
    expect(last(frames)).toEqual([]);
  });

  test("leaves both places to two dancers", () => {
    const places = placesFor(2);
    watch(places, 0, 2, () => [poster()]);
    const frames = watch(places, 2, 8, (t) => [poster(), dancer(t, 2, 0.5), dancer(t + 1, 3, 0.8)]);
    expect(last(frames)).toEqual([2, 3]);
    expect(frames.slice(FPS).every((ids) => !ids.includes(1))).toBe(true);
  });

  test("beside one dancer is nobody after its time, although there is room for two", () => {
    const frames = watch(placesFor(2), 0, 10, (t) => [poster(), dancer(t)]);
    expect(frames[FPS]).toEqual([1, 2]);
    expect(last(frames)).toEqual([2]);
  });

  test("of which a source knows the body only is nobody too", () => {
    const frames = watch(placesFor(), 0, 8, () => [{ ...poster(), image: null }]);
    expect(last(frames)).toEqual([]);
  });
});

describe("a dancer", () => {
  test("who stands still after she has moved keeps her place, whoever moves past", () => {
    const places = placesFor();
    watch(places, 0, 3, (t) => [dancer(t)]);
    const frames = watch(places, 3, 60, (t) =>
      t % 10 > 8 ? [still(), walking((t % 10) - 8.5, t, 3)] : [still()],
    );
    expect(new Set(frames.map(String))).toEqual(new Set(["2"]));
  });

  test("who walks in and stands is chosen over a poster, for as long as she stands", () => {
    const places = placesFor();
    watch(places, 0, 8, () => [poster()]);
    const frames = watch(places, 8, 40, (t) => [
      poster(),
      t < 10 ? walking(1 - 0.15 * (t - 8), t, 2) : seenAt(STANDING, 0.7, 2),
    ]);
    expect(new Set(frames.map(String))).toEqual(new Set(["2"]));
  });

  test("who slides in without moving a limb has come all the same", () => {
    const places = placesFor();
    watch(places, 0, 8, () => [poster()]);
    const frames = watch(places, 8, 30, (t) => [poster(), still(2, Math.max(0.6, 1 - 0.2 * (t - 8)))]);
    expect(last(frames)).toEqual([2]);
  });

  test("who begins to move after minutes of standing is followed", () => {
    const places = placesFor();
    expect(last(watch(places, 0, 200, () => [still()]))).toEqual([]);
    expect(
      first(
        watch(places, 200, 2, (t) => [dancer(t)]),
        2,
      ),
    ).toBeLessThan(1.2);
  });

  test.each([0.5, 0.15, 0.05])("who moves an arm at %f m/s moves", (speed) => {
    const slow = (t: number) => seenAt(swung(Math.abs((((t * speed) / 0.4) % 4) - 2) - 1), 0.5, 2);
    expect(last(watch(placesFor(), 0, 20, (t) => [slow(t)]))).toEqual([2]);
  });

  test.each([0.9, 0.3])("of whom only head and shoulders are seen, with score %f, moves too", (score) => {
    const bust = (t: number) => {
      const pose = seenAt(
        STANDING.map((point, joint) =>
          joint < 3 ? { ...point, x: point.x + 0.15 * Math.sin(3 * t) } : point,
        ),
        0.5,
        2,
      );
      const known = pose.image!.map((point, joint) => (joint < 5 ? { ...point!, score } : null));
      return { ...pose, image: known };
    };
    expect(last(watch(placesFor(), 0, 12, (t) => [bust(t)]))).toEqual([2]);
  });

  test("at five frames a second moves too, and a poster does not", () => {
    const places = placesFor(2);
    const seen: (readonly number[])[] = [];
    for (let t = 0; t < 10; t += 0.2) {
      seen.push(places.choose(t, ASPECT, [poster(), dancer(t)]).map(({ id }) => id));
    }
    expect(last(seen)).toEqual([2]);
  });

  test("who was there first keeps her place when another comes and dances more", () => {
    const places = placesFor();
    watch(places, 0, 2, (t) => [dancer(0.3 * t, 1, 0.4)]);
    const frames = watch(places, 2, 5, (t) => [dancer(0.3 * t, 1, 0.4), dancer(2 * t, 2, 0.8)]);
    expect(new Set(frames.flat())).toEqual(new Set([1]));
  });
});

describe("an area that is ignored", () => {
  const left = { x: 0, y: 0.3, width: 0.3, height: 0.5 };

  test("has nobody who is followed, from the first frame on, however they move", () => {
    const places = placesFor(1, [left]);
    const frames = watch(places, 0, 3, (t) => [dancer(t, 1, 0.2), dancer(t, 2, 0.7)]);
    expect(new Set(frames.map(String))).toEqual(new Set(["2"]));
    expect(places.ignored).toEqual([{ why: "area", x: expect.closeTo(0.2, 2), y: expect.closeTo(0.55, 2) }]);
  });

  test("counts where the hips are, not hands or head", () => {
    const places = placesFor(1, [{ x: 0, y: 0, width: 1, height: 0.5 }]);
    expect(last(watch(places, 0, 1, (t) => [dancer(t)]))).toEqual([2]);
  });

  test("that is not the only one counts as well", () => {
    const places = placesFor(2, [left, { x: 0.6, y: 0, width: 0.4, height: 1 }]);
    expect(
      last(watch(places, 0, 1, (t) => [dancer(t, 1, 0.2), dancer(t, 2, 0.7), dancer(t, 3, 0.45)])),
    ).toEqual([3]);
  });
});

test("what is remembered of bodies that come and go does not grow", () => {
  const places = placesFor(6);
  for (let t = 0, id = 1; t < 400; t += 0.1, id++)
    places.choose(t, ASPECT, [still(id, 0.1 + ((id * 0.037) % 0.8))]);
  expect(places.ignored.length).toBeLessThan(30);
});
