import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { convertBvh } from "../../../../main/archive/import/bvh/convert.ts";
import { observeAll } from "../../../../main/generators/generate.ts";
import type { GeneratorState, Manner } from "../../../../main/generators/generator.ts";
import { MotionGraph } from "../../../../main/generators/motion-graph/motion-graph.ts";
import { buildPoseGraph, EDGES, STRIDE } from "../../../../main/generators/motion-graph/pose-graph.ts";
import { Words } from "../../../../main/generators/motion-graph/words.ts";
import { clipOf, roomAcceleration, rowAt } from "../../../../main/motion/clip.ts";
import { alignment, motionBeats } from "../../../../main/motion/features/beat-alignment.ts";
import { type BeatGrid, beatsOfGrid } from "../../../../main/motion/features/beat-grid.ts";
import { beatsIn } from "../../../../main/motion/features/beats.ts";
import { isWhole, type MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { placementOf } from "../../../../main/motion/placement.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { beatAt, type Heard } from "../../../../shared/music.ts";
import { clip } from "../../../support/clip.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;
const MANNER: Manner = { temperature: 1, styles: null };

/** A dance of motion capture. */
function captured(name: string): readonly MotionFrame[] {
  const { pieces } = convertBvh(gunzipSync(readFileSync(clip(name))).toString("latin1"), name);
  return pieces.flat().flatMap(({ people: [pose] }) => {
    const { body, root } = pose!;
    return body && root && isWhole(body) ? [{ body, root }] : [];
  });
}

const salsa = captured("60_05.bvh.gz");
const martial = captured("135_04.bvh.gz");
const graph = await buildPoseGraph(
  [
    { style: "salsa", fps: FPS, frames: salsa.slice(90) },
    { style: "martial", fps: FPS, frames: martial },
  ],
  async () => {},
);
const generator = new MotionGraph("graph", graph, FPS);
const memory = new MotionGraph("memory", null, FPS);

interface Step {
  readonly frame: MotionFrame;
  readonly source: string;
  readonly place: number;
  readonly since: number;
}

async function walked(
  from: GeneratorState,
  count: number,
  { by = generator, manner = MANNER, seed = 1, music = null as BeatGrid | null } = {},
): Promise<readonly Step[]> {
  const random = seededRandom(seed);
  const steps: Step[] = [];
  let state = from;
  while (steps.length < count) {
    const heard = music && [heardAt(music, steps.length / FPS)];
    const [step] = await by.step([state], heard ? { ...manner, heard } : manner, random);
    state = step!.state;
    const { walk } = (state as unknown as { dance: { walk: Walk } }).dance;
    steps.push({ frame: step!.frame, source: walk.place.source, place: walk.place.frame, since: walk.since });
  }
  return steps;
}

/** The beats of a music that only beats, at a moment. */
function heardAt(music: BeatGrid, t: number): Heard {
  const period = 60 / music.tempo;
  const phase = beatAt(music, t) % 1;
  return { sinceBeat: phase * period, toBeat: (1 - phase) * period, energy: 0.5 };
}

interface Walk {
  readonly place: { readonly source: string; readonly frame: number };
  readonly since: number;
}

test("the graph has a component that is left nowhere, with edges between different moments", () => {
  const { members, edges, danceOf, distances, threshold } = graph;
  const share = members.reduce((sum, is) => sum + is, 0) / members.length;
  expect(share).toBeGreaterThan(0.3);
  for (let frame = 0; frame < members.length; frame++) {
    if (members[frame] === 0) continue;
    const own = frame % STRIDE === 0 ? [...edges.subarray((frame / STRIDE) * EDGES).slice(0, EDGES)] : [];
    const near = own.filter(
      (to, edge) => to >= 0 && distances[(frame / STRIDE) * EDGES + edge]! <= threshold,
    );
    const next = danceOf[frame + 1] === danceOf[frame] && members[frame + 1] === 1;
    expect(next || near.some((to) => members[to] === 1), `frame ${frame}`).toBe(true);
    for (const to of near)
      if (danceOf[to] === danceOf[frame]) expect(Math.abs(to - frame)).toBeGreaterThan(15);
  }
});

test("a walk of a minute stays in the graph and goes round in no circle of less than 4 s", async () => {
  for (const seed of [1, 2, 3]) {
    const steps = await walked(observeAll(generator, salsa.slice(0, 60)), 60 * FPS, { seed });
    const last = new Map<string, number>();
    for (const [at, { source, place }] of steps.entries()) {
      if (source === "takes") expect(graph.members[place]).toBe(1);
      const key = `${source} ${place}`;
      const before = last.get(key) ?? Number.NEGATIVE_INFINITY;
      expect(at - before, `frame ${at}`).toBeGreaterThan(4 * FPS);
      last.set(key, at);
    }
    expect(new Set(steps.map(({ since, place }) => place - since)).size).toBeGreaterThan(5);
  }
});

test("music that is heard is danced to, also where there is little to choose from, and nobody stops for it", async () => {
  const from = observeAll(generator, salsa.slice(0, 60));
  const [on, between, deaf]: number[][] = [[], [], []];
  for (const tempo of [84, 110, 138])
    for (const seed of [1, 2, 3, 4]) {
      const music: BeatGrid = { tempo, beat: 0, t: -0.2 };
      const steps = await walked(from, 20 * FPS, { seed, music });
      on!.push(onBeat(steps, music));
      between!.push(onBeat(steps, { ...music, beat: 0.5 }));
      deaf!.push(onBeat(await walked(from, 20 * FPS, { seed }), music));
      const places = steps.map(({ source, place }) => `${source} ${place}`);
      const held = places.filter((place, at) => place === places[at + 1] && place === places[at + 2]);
      expect(held, `${tempo}`).toEqual([]);
    }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(on!)).toBeGreaterThan(mean(deaf!) + 0.05);
  expect(mean(on!)).toBeGreaterThan(mean(between!) + 0.08);
});

test("a moment without music is danced as by nobody who hears", async () => {
  const from = observeAll(generator, salsa.slice(0, 60));
  const deaf = await generator.step([from, from], MANNER, seededRandom(4));
  const silent = await generator.step([from, from], { ...MANNER, heard: [null, null] }, seededRandom(4));
  expect(silent.map(({ frame }) => frame)).toEqual(deaf.map(({ frame }) => frame));
});

test("her words have the beats that her dance has", () => {
  const words = salsa.slice(0, 300).reduce((all, frame) => all.with(placementOf(frame), FPS), Words.none);
  const beats = Array.from(salsa.slice(0, 300), (_, frame) => frame).filter((frame) =>
    words.isBeat(frame, FPS),
  );
  expect(beats).toEqual(beatsIn(clipOf(salsa.slice(0, 300)), FPS));
});

test("joins are as smooth as real dance", async () => {
  const usual = accelerationsIn(martial).sort((a, b) => a - b);
  const steps = await walked(observeAll(generator, salsa.slice(0, 60)), 60 * FPS);
  const own = accelerationsIn(steps.map(({ frame }) => frame));
  // The second frame of a stretch ends the three frames that a join is in.
  const atJoins = own.filter((_, frame) => steps[frame + 2]!.since <= 2);
  expect(atJoins.length).toBeGreaterThan(10);
  const limit = usual[Math.floor(0.99 * usual.length)]!;
  expect(atJoins.filter((one) => one <= limit).length / atJoins.length).toBeGreaterThan(0.97);
});

test("a dance begins as smoothly as real dance goes on", async () => {
  const usual = accelerationsIn(martial).sort((a, b) => a - b);
  const limit = usual[Math.floor(0.99 * usual.length)]!;
  const beginnings: number[] = [];
  for (let end = 60; end < martial.length; end += 5) {
    const phrase = martial.slice(end - 60, end);
    const [first] = await walked(observeAll(generator, phrase), 1, { seed: end });
    beginnings.push(accelerationsIn([...phrase.slice(-2), first!.frame])[0]!);
  }
  expect(beginnings.length).toBeGreaterThan(20);
  expect(beginnings.filter((one) => one <= limit).length / beginnings.length).toBeGreaterThanOrEqual(0.99);
});

test("continuations of one moment begin in different places, but for the expected path", async () => {
  const state = observeAll(generator, salsa.slice(0, 60));
  const places = async (temperature: number) => {
    const steps = await generator.step(Array(5).fill(state), { ...MANNER, temperature }, seededRandom(1));
    return new Set(
      steps.map((step) => {
        const { place } = (step.state as unknown as { dance: { walk: Walk } }).dance.walk;
        return `${place.source} ${place.frame}`;
      }),
    ).size;
  };
  expect([await places(1), await places(0)]).toEqual([5, 1]);
});

test("a style that is asked for is danced, and left when another is", async () => {
  const swing = (style: string, begin: number) => ({
    ...{ style, fps: FPS },
    frames: sineDance({ seconds: 40, from: begin }),
  });
  const twoStyles = await buildPoseGraph([swing("a", 0), swing("b", 100)], async () => {});
  const by = new MotionGraph("two", twoStyles, FPS);
  const from = observeAll(by, sineDance({ seconds: 2, from: 50 }));
  for (const temperature of [0, 1]) {
    for (const style of [0, 1]) {
      const styles = [0, 1].map((index) => Number(index === style));
      const steps = await walked(from, 30 * FPS, { by, manner: { temperature, styles } });
      const own = steps.filter(
        ({ source, place }) => source === "takes" && twoStyles.styleOf[place] === style,
      );
      expect(own.length / steps.length, `${style} at ${temperature}`).toBeGreaterThan(0.8);
    }
  }
});

test("memory dances what she danced and nothing else, in an order of its own, mirrored too", async () => {
  const steps = await walked(observeAll(memory, martial.slice(0, 20 * FPS)), 60 * FPS, { by: memory });
  expect(new Set(steps.map(({ source }) => source))).toEqual(new Set(["words", "mirrored words"]));
  expect(Math.max(...steps.map(({ since }) => since))).toBeLessThanOrEqual(3 * FPS);
});

test("after a gap in time what she danced before it is hers still", async () => {
  const gone = memory.brokenOff(observeAll(memory, martial.slice(0, 10 * FPS)));
  const back = salsa
    .slice(0, 30)
    .reduce<GeneratorState>((state, frame) => memory.observe(state, frame), gone);
  const steps = await walked(back, 20 * FPS, { by: memory });
  expect(steps.some(({ place }) => place < 10 * FPS)).toBe(true);
  steps.forEach(({ place, since }, at) => {
    if (since > 1 && place === 10 * FPS) expect(steps[at - 1]!.place).not.toBe(10 * FPS - 1);
  });
});

test("memory of one frame holds still, and of a second it moves", async () => {
  const one = observeAll(memory, martial.slice(0, 1));
  const { frame } = (await memory.step([one], MANNER, seededRandom(1)))[0]!;
  frame.body.forEach((point, joint) => {
    expect(
      Math.hypot(point.x - martial[0]!.body[joint]!.x, point.y - martial[0]!.body[joint]!.y),
    ).toBeLessThan(1e-5);
  });
  const steps = await walked(observeAll(memory, martial.slice(0, 30)), 60, { by: memory });
  expect(steps.some(({ place }) => place !== steps[0]!.place)).toBe(true);
});

/** How well the beats of a walk fall on the music. */
function onBeat(steps: readonly Step[], music: BeatGrid): number {
  const dance = clipOf(steps.map(({ frame }) => frame));
  return alignment(motionBeats(dance, FPS), beatsOfGrid(music, -1, steps.length / FPS + 1));
}

function accelerationsIn(frames: readonly MotionFrame[]): number[] {
  const all = clipOf(frames);
  return Array.from({ length: frames.length - 2 }, (_, frame) =>
    roomAcceleration(rowAt(all, frame), rowAt(all, frame + 1), rowAt(all, frame + 2)),
  );
}
