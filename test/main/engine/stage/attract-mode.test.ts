import { expect, test } from "vitest";
import { Engine } from "../../../../main/engine/engine.ts";
import type { Generator } from "../../../../main/generators/generator.ts";
import { GeneratorSet } from "../../../../main/generators/generator-set.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { initialControls } from "../../../../shared/commands/controls.ts";
import type { PoseFrame } from "../../../../shared/pose.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { collectGarbage } from "../../../support/collect-garbage.ts";
import { sineDance } from "../../../support/dances.ts";
import { ENGINE_SETTINGS } from "../../../support/engine-settings.ts";
import { amount } from "../../../support/long.ts";
import { VelocityGenerator } from "../../../support/velocity-generator.ts";
import { ASPECT, glimpse, scatter, WALKER, type Walker } from "../../../support/walkers.ts";
import { WALKING_GENERATOR } from "../../../support/walking-generator.ts";

/** Two rounds of coming and going, or two hours of them. */
const SECONDS = amount({ everyday: 80, long: 7200 });
/** Seconds after which everything begins again. */
const ROUND = 40;
const TOLERANCE = 0.5;

/** Comes, dances somewhere, goes on to somewhere else, and goes. */
interface Visit {
  readonly comes: number;
  readonly goes: number;
  readonly walker: Walker;
}

/** Metres from the middle: out of the picture at every distance. */
const OUT = 3.6;

function visit(
  comes: number,
  goes: number,
  build: Partial<Walker>,
  places: readonly [number, number][],
): Visit {
  return { comes, goes, walker: { ...WALKER, ...build, x: (t) => along(places, t) } };
}

/** Where somebody is who walks from place to place: metres to the right of the middle. */
function along(places: readonly [number, number][], t: number): number {
  const next = places.findIndex(([at]) => at > t);
  if (next <= 0) return places.at(next === 0 ? 0 : -1)![1];
  const [[t0, x0], [t1, x1]] = [places[next - 1]!, places[next]!];
  return x0 + ((x1 - x0) * (t - t0)) / (t1 - t0);
}

/** One comes and dances, another joins, they cross, a third passes through; they go one after the other. */
const VISITS: readonly Visit[] = [
  visit(4, 29, { metre: 0.4 }, [
    [4, -OUT],
    [7, -0.7],
    [13, -0.7],
    [15.5, 1],
    [26, 1],
    [29, OUT],
  ]),
  visit(9, 34, { metre: 0.32, legs: 0.8, phase: 2 }, [
    [9, OUT],
    [12, 0.9],
    [13, 0.9],
    [15.5, -0.9],
    [31, -0.9],
    [34, -OUT],
  ]),
  visit(18, 24, { metre: 0.26, legs: 1.1, phase: 4 }, [
    [18, -OUT],
    [24, OUT],
  ]),
];

/** Of the middle of her hips, image space. */
const placeOf = ({ walker }: Visit, t: number) => 0.5 + (walker.metre * walker.x(t)) / ASPECT;

/** Whoever has the middle of her hips in the picture is seen. */
const inside = (one: Visit, t: number) =>
  t >= one.comes && t < one.goes && placeOf(one, t) > 0 && placeOf(one, t) < 1;

function* comingAndGoing(
  seconds: number,
): globalThis.Generator<{ frame: PoseFrame; here: readonly Visit[] }> {
  const chance = scatter(7);
  for (let n = 0; n < seconds * 30; n++) {
    const t = (n / 30) % ROUND;
    const here = VISITS.filter((each) => inside(each, t));
    const people = here.map(({ walker }) => ({ id: 0, ...glimpse(walker, t, chance), root: null }));
    yield { frame: { tag: "poses", t: n / 30, width: 1280, height: 720, people, reason: null }, here };
  }
}

function collect(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

const makeEngine = (generator: Generator = new VelocityGenerator()) =>
  new Engine({
    settings: { ...ENGINE_SETTINGS, maxPeople: 4 },
    controls: initialControls(ENGINE_SETTINGS),
    generators: new GeneratorSet({ model: generator }),
    ...{ detector: null, phrase: sineDance({ seconds: 4 }), firstFrame: 0 },
    clock: new SteppedClock(),
    random: seededRandom(1),
  });

/** Who of the visitors a figure is: she whose place it is nearest to. */
function whose({ live }: StageFrame["people"][number], here: readonly Visit[], t: number): Visit {
  const off = (each: Visit) => Math.abs(live.centre.x - placeOf(each, t));
  return here.toSorted((a, b) => off(a) - off(b))[0]!;
}

test("people come, cross and go: the right figures at every moment, nobody swapped, nothing left, memory flat", {
  timeout: 24 * 3_600_000,
}, async () => {
  const engine = makeEngine();
  const known = new Map<number, Visit>();
  let [wrong, longestWrong, swapped, alone, nobody, early] = [0, 0, 0, 0, 0, 0];
  let lastHere = 0;
  for (const { frame, here } of comingAndGoing(SECONDS)) {
    const { t } = frame;
    const shown = await engine.process(frame);
    wrong = shown.people.length === here.length ? 0 : wrong + 1 / 30;
    longestWrong = Math.max(longestWrong, wrong);
    if (here.length > 0) lastHere = t;
    else if (t - lastHere > 3) expect(shown.people).toEqual([]);
    for (const { event, id } of shown.events) if (event === "leave") known.delete(id);
    if (here.length === shown.people.length) {
      for (const person of shown.people) {
        const who = whose(person, here, t % ROUND);
        // While two cross, places do not tell who is who.
        const near = here.filter((each) => Math.abs(placeOf(each, t % ROUND) - person.live.centre.x) < 0.1);
        if (near.length > 1) continue;
        if (known.has(person.id) && known.get(person.id) !== who) swapped++;
        known.set(person.id, who);
      }
    }
    if (here.length === 0 && shown.people.length === 0) {
      nobody++;
      if (shown.alone) alone++;
    }
    if (here.length > 0 && shown.people.length > 0) expect(shown.alone).toBeNull();
    if (early === 0 && t > SECONDS / 4) early = collect();
  }
  console.log({ SECONDS, longestWrong, swapped, alone: alone / nobody, early, late: collect() });
  expect(longestWrong).toBeLessThanOrEqual(TOLERANCE + 1 / 30);
  expect(swapped).toBe(0);
  // It takes in its phrase in the first second.
  expect(alone / nobody).toBeGreaterThan(0.95);
  expect(collect()).toBeLessThan(1.1 * early + 2);
});

test("somebody who steps in is drawn within half a second, and has a partner within a second", async () => {
  const engine = makeEngine();
  let [drawn, accompanied] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { frame } of comingAndGoing(7)) {
    const { people } = await engine.process(frame);
    if (people.length > 0) drawn = Math.min(drawn, frame.t);
    if (people[0]?.partner) accompanied = Math.min(accompanied, frame.t);
  }
  const [first] = VISITS;
  let entered = first!.comes;
  while (!inside(first!, entered)) entered += 1 / 30;
  expect(drawn - entered).toBeLessThan(0.5);
  expect(accompanied - entered).toBeLessThan(1);
});

test("alone, the partner dances calmly in the middle of the stage, without a pause and without a jump", async () => {
  const engine = makeEngine(WALKING_GENERATOR);
  const frames: StageFrame[] = [];
  for (let n = 0; n < 60 * 30; n++) {
    frames.push(
      await engine.process({ tag: "poses", t: n / 30, width: 1280, height: 720, people: [], reason: null }),
    );
  }
  const shown = frames.slice(30).map(({ alone }) => alone!);
  expect(shown.every((figure) => figure !== null)).toBe(true);
  for (const [index, { root, image }] of shown.entries()) {
    expect(Math.abs(root.x)).toBeLessThan(0.6);
    const before = shown[index - 1];
    if (!before) continue;
    const way = image.map((point, joint) =>
      Math.hypot(point!.x - before.image[joint]!.x, point!.y - before.image[joint]!.y),
    );
    expect(Math.max(...way)).toBeLessThan(0.01);
    expect(Math.max(...way)).toBeGreaterThan(0);
  }
});
