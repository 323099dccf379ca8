import { describe, expect, test } from "vitest";
import type { Detection } from "../../../../main/engine/pose/detector.ts";
import { PoseTracker } from "../../../../main/engine/pose/tracker.ts";
import type { Pose } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { ASPECT, glimpse, placeOf, scatter, WALKER, type Walker } from "../../../support/walkers.ts";

const smoothing = { minCutoff: 1, beta: 10 };
const tracking = (maxPeople = 6) => new PoseTracker({ maxPeople, smoothing });

/** Who is seen when, in an order that says nothing. */
type Visible = (t: number) => readonly Walker[];

interface Scene {
  readonly from?: number;
  readonly to: number;
  readonly fps?: number;
  readonly seed?: number;
  readonly visible: Visible;
}

/** Runs the tracker over a scene; for each frame the id that each visible walker was given. */
function follow(
  tracker: PoseTracker,
  { from = 0, to, fps = 30, seed = 1, visible }: Scene,
): Map<Walker, number>[] {
  const chance = scatter(seed);
  const frames: Map<Walker, number>[] = [];
  for (let i = 0; i < (to - from) * fps; i++) {
    // Cameras are not punctual.
    const t = from + (i + 0.3 * chance()) / fps;
    const walkers = visible(t).toSorted(() => chance());
    const detections = walkers.map((walker) => glimpse(walker, t, chance));
    frames.push(whoIsWho(walkers, detections, tracker.update(t, ASPECT, detections)));
  }
  return frames;
}

/** Pairs walkers with poses by where they are: smoothing moves them by little. */
function whoIsWho(
  walkers: readonly Walker[],
  detections: readonly Detection[],
  poses: readonly Pose[],
): Map<Walker, number> {
  expect(poses).toHaveLength(walkers.length);
  const ids = walkers.map((walker, index) => {
    const away = ({ image }: Pose) =>
      image!.reduce((sum, point, joint) => {
        const seen = detections[index]!.image[joint]!;
        return sum + Math.abs(point!.x - seen.x) + Math.abs(point!.y - seen.y);
      }, 0);
    return [walker, poses.toSorted((a, b) => away(a) - away(b))[0]!.id] as const;
  });
  return new Map(ids);
}

const everyId = (frames: readonly Map<Walker, number>[], walker: Walker) => [
  ...new Set(frames.flatMap((ids) => ids.get(walker) ?? [])),
];

describe("one person", () => {
  test("keeps her id while she dances, at any frame rate", () => {
    for (const fps of [60, 30, 12, 5]) {
      const dancer = { ...WALKER, x: (t: number) => Math.sin(2 * t) };
      const frames = follow(tracking(1), { to: 4, fps, visible: () => [dancer] });
      expect(everyId(frames, dancer)).toEqual([1]);
    }
  });

  test("is known again after 0.9 s out of sight, and is somebody new after 1.5 s", () => {
    for (const [gap, ids] of [
      [0.9, [1]],
      [1.5, [1, 2]],
    ] as const) {
      const dancer = { ...WALKER, x: (t: number) => 0.5 * t };
      const visible: Visible = (t) => (t > 1 && t < 1 + gap ? [] : [dancer]);
      expect(everyId(follow(tracking(), { to: 4, visible }), dancer)).toEqual(ids);
    }
  });

  test("who appears far from where somebody was lost is somebody else", () => {
    const first = { ...WALKER, x: () => -1.6 };
    const second = { ...WALKER, x: () => 1.6 };
    const frames = follow(tracking(), { to: 3, visible: (t) => (t < 1 ? [first] : t < 1.5 ? [] : [second]) });
    expect([everyId(frames, first), everyId(frames, second)]).toEqual([[1], [2]]);
  });

  test("a child in the place of an adult is somebody else", () => {
    const adult = WALKER;
    const child = { ...WALKER, metre: 0.24 };
    const frames = follow(tracking(), { to: 2, visible: (t) => (t < 1 ? [adult] : [child]) });
    expect([everyId(frames, adult), everyId(frames, child)]).toEqual([[1], [2]]);
  });
});

describe("two people", () => {
  const pairs: [string, Partial<Walker>][] = [
    ["of one size and build", {}],
    ["of whom one is farther away", { metre: 0.34 }],
    ["of whom one has longer legs", { legs: 1.1 }],
  ];
  const meetings: [string, (t: number) => number, (t: number) => number][] = [
    ["walk past each other", (t) => 1.2 * (t - 2), (t) => 0.9 * (2 - t)],
    ["of whom one walks past the other", (t) => 1.1 * (t - 2), (t) => 0.03 * Math.sin(3 * t)],
    ["of whom one overtakes the other", (t) => 1.4 * (t - 2), (t) => 0.5 * (t - 2)],
  ];

  test.each(pairs)("%s keep their ids when they pass, the nearer hiding the other", (_, other) => {
    for (const [, x, otherX] of meetings) {
      for (let seed = 1; seed <= 6; seed++) {
        const near = { ...WALKER, x, phase: seed };
        const far = { ...WALKER, phase: 2.3 * seed, ...other, x: otherX };
        // Of whom is hidden behind the other a detector says nothing.
        const visible: Visible = (t) => (Math.abs(near.x(t) - far.x(t)) < 0.3 ? [near] : [near, far]);
        const frames = follow(tracking(), { to: 4, seed, visible });
        const [a, b] = [everyId(frames, near), everyId(frames, far)];
        expect([a, b].toSorted()).toEqual([[1], [2]]);
      }
    }
  });

  test("side by side, never hidden, keep their ids though each moves into the other's last place", () => {
    const left = { ...WALKER, x: (t: number) => -0.25 + 0.6 * Math.sin(2 * t) };
    const right = { ...WALKER, x: (t: number) => 0.25 + 0.6 * Math.sin(2 * t), phase: 2 };
    const frames = follow(tracking(), { to: 6, fps: 12, visible: () => [left, right] });
    expect([everyId(frames, left), everyId(frames, right)].toSorted()).toEqual([[1], [2]]);
  });

  test("when one leaves, the other stays who she is; who comes then gets an id of her own", () => {
    const leaver = { ...WALKER, x: (t: number) => -1 - t };
    const stayer = { ...WALKER, x: () => 0.4 };
    const comer = { ...WALKER, x: (t: number) => -2.2 + 0.5 * (t - 2) };
    const tracker = tracking(2);
    follow(tracker, { to: 0.3, visible: () => [leaver] });
    const visible: Visible = (t) => (t < 0.8 ? [leaver, stayer] : t < 2.4 ? [stayer] : [comer, stayer]);
    const frames = follow(tracker, { from: 0.3, to: 4, visible });
    expect([leaver, stayer, comer].map((walker) => everyId(frames, walker))).toEqual([[1], [2], [3]]);
  });
});

test("six people keep six ids, and whoever was there first comes first", () => {
  const six = [0, 1, 2, 3, 4, 5].map((n) => ({
    ...WALKER,
    phase: n,
    x: (t: number) => (n - 2.5) * 0.7 + 0.25 * Math.sin((1 + n / 3) * t),
  }));
  const tracker = tracking();
  const chance = scatter(3);
  for (let i = 0; i < 90; i++) {
    const t = i / 30;
    const here = six.slice(0, 1 + Math.floor(i / 10));
    const poses = tracker.update(t, ASPECT, here.map((walker) => glimpse(walker, t, chance)).toReversed());
    expect(poses.map(({ id }) => id)).toEqual(here.slice(0, 6).map((_, n) => n + 1));
  }
});

test("no more people than there is room for", () => {
  const two = [-1, 1].map((x) => glimpse({ ...WALKER, x: () => x }, 0));
  expect(tracking(1).update(0, ASPECT, two)).toHaveLength(1);
});

test("ids are never given twice, also not after a reset or when time starts again", () => {
  const tracker = tracking();
  const ids = [0, 5, 10, 2, 3].map((t) => tracker.update(t, ASPECT, [glimpse(WALKER, t)])[0]!.id);
  expect(ids).toEqual([1, 2, 3, 4, 4]);
  tracker.reset();
  expect(tracker.update(3.1, ASPECT, [glimpse(WALKER, 3.1)])[0]!.id).toBe(5);
});

test("without smoothing the joints are those that were detected", () => {
  const tracker = new PoseTracker({ maxPeople: 1, smoothing: null });
  const chance = scatter(1);
  for (const t of [0, 0.03, 0.07]) {
    const detection = glimpse(WALKER, t, chance);
    expect(tracker.update(t, ASPECT, [detection])).toEqual([
      { id: 1, ...detection, root: expect.anything() },
    ]);
  }
});

test("smoothing calms a body that stands, and forgets what it knew when the body was lost", () => {
  const tracker = tracking();
  const chance = scatter(5);
  let [raw, calm] = [0, 0];
  let before: { raw: Detection; calm: Pose } | null = null;
  const still = { ...WALKER, x: () => 0 };
  for (let t = 0; t < 2; t += 1 / 30) {
    const detection = glimpse(still, 0, chance, 0.008);
    const [pose] = tracker.update(t, ASPECT, [detection]);
    if (before && t > 0.5) {
      raw += Math.abs(detection.image[J.nose]!.x - before.raw.image[J.nose]!.x);
      calm += Math.abs(pose!.image![J.nose]!.x - before.calm.image![J.nose]!.x);
    }
    before = { raw: detection, calm: pose! };
  }
  expect(calm).toBeLessThan(raw / 4);
  tracker.update(2.1, ASPECT, []);
  const back = glimpse({ ...WALKER, x: () => 0.3 }, 0);
  const [found] = tracker.update(2.2, ASPECT, [back]);
  expect(found!.body).toEqual(back.body);
  back.image.forEach((point, joint) => {
    expect(found!.image![joint]).toEqual({ x: expect.closeTo(point!.x, 9), y: point!.y, score: 0.9 });
  });
  expect(found!.id).toBe(1);
});

test("a joint that the detector lacks is null, and starts afresh when it is back", () => {
  const tracker = tracking();
  const lacking = (detection: Detection): Detection => ({
    ...detection,
    image: detection.image.map((point, joint) => (joint === J.left_wrist ? { ...point!, score: 0 } : point)),
  });
  tracker.update(0, ASPECT, [glimpse(WALKER, 0)]);
  const [pose] = tracker.update(0.1, ASPECT, [lacking(glimpse(WALKER, 0.1))]);
  expect([pose!.image![J.left_wrist], pose!.body![J.left_wrist]]).toEqual([null, null]);
  expect(pose!.image![J.right_wrist]).not.toBeNull();
  const back = glimpse(WALKER, 0.2);
  const [again] = tracker.update(0.2, ASPECT, [back]);
  expect(again!.image![J.left_wrist]).toEqual(back.image[J.left_wrist]);
});

test("bodies that only the image knows are told apart too, but have no place in the room", () => {
  const tracker = tracking();
  const flat = (x: number, t: number) => ({ ...glimpse({ ...WALKER, x: () => x }, t), body: null });
  for (let t = 0; t < 2; t += 1 / 15) {
    const poses = tracker.update(t, ASPECT, [flat(0.8 - t, t), flat(t - 0.8, t)]);
    expect(poses.map(({ id, root }) => [id, root])).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(placeOf(poses[0]!.image!, 0.4)).toBeCloseTo(0.8 - t, 1);
  }
});

test("what is no body is nobody", () => {
  const nothing = { image: new Array<null>(19).fill(null), body: null };
  expect(tracking().update(0, ASPECT, [nothing])).toEqual([]);
});

test("the root follows a walk through the room", () => {
  const tracker = tracking();
  const walker = { ...WALKER, x: (t: number) => 0.8 * t - 0.8 };
  let root = null;
  for (let t = 0; t < 2; t += 1 / 30) root = tracker.update(t, ASPECT, [glimpse(walker, t)])[0]!.root;
  expect(root).toEqual({
    x: expect.closeTo(0.8, 1),
    y: expect.closeTo(0.88, 1),
    z: expect.closeTo(0, 1),
  });
});
