import { join } from "node:path";
import { expect, test } from "vitest";
import { repeat } from "../../../../../main/generators/baselines/repeat.ts";
import type { Generator, GeneratorState, Manner } from "../../../../../main/generators/generator.ts";
import { continueAll } from "../../../../../main/learn/evaluate/continuations.ts";
import { beat } from "../../../../../main/learn/evaluate/metrics/beat.ts";
import { playedFor } from "../../../../../main/learn/evaluate/played.ts";
import { seedsIn, unseenTake } from "../../../../../main/learn/evaluate/seeds.ts";
import { QUICK, type Trial } from "../../../../../main/learn/evaluate/trial.ts";
import { Work } from "../../../../../main/learn/evaluate/work.ts";
import type { MotionFrame } from "../../../../../main/motion/motion-frame.ts";
import type { Random } from "../../../../../main/motion/random.ts";
import { STANDING } from "../../../../support/bodies.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { jobContext } from "../../../../support/job-context.ts";
import { PLAYERS, track } from "../../../../support/tracks.ts";
import { writeWav } from "../../../../support/wav.ts";

const FPS = 30;

/** Somebody who moves along, and stops at each beat. @param phase 0..1 of the beat */
const stopping = (x: number, phase: number): number => x + 0.03 * Math.sin(Math.PI * phase) ** 2;
const at = (x: number): MotionFrame => ({ body: STANDING, root: { x, y: 0.9, z: 0 } });

function dance(tempo: number, seconds: number): MotionFrame[] {
  let x = 0;
  return Array.from({ length: seconds * FPS }, (_, frame) => {
    x = stopping(x, ((frame / FPS) * tempo) / 60);
    return at(x);
  });
}

const take = (name: string, tempo: number, music?: { readonly file: string; readonly begin: number }) =>
  unseenTake({
    ...{ name, style: name, fps: FPS, source: "", licence: "", frames: dance(tempo, 24) },
    ...(music && { music }),
  });

interface Moved extends GeneratorState {
  readonly x: number;
  readonly pace: number;
}

/** Stops at the beats that it hears; in silence wherever chance has it. */
class Dancing implements Generator {
  readonly description = "dancing";
  readonly fps = FPS;
  readonly styles: readonly string[] = [];
  readonly hears = true;

  initial(): Moved {
    return { generator: "dancing", x: 0, pace: 0 };
  }

  observe(_: GeneratorState, { root }: MotionFrame): Moved {
    return { generator: "dancing", x: root.x, pace: 0 };
  }

  async step(states: readonly GeneratorState[], { heard }: Manner, random: Random) {
    return states.map((state, index) => {
      const { x, pace } = state as Moved;
      const now = heard?.[index];
      const phase = now ? now.sinceBeat / (now.sinceBeat + now.toBeat) : pace;
      const next: Moved = { generator: "dancing", x: stopping(x, phase), pace: pace + 0.12 * random() };
      return { state: next, frame: at(next.x) };
    });
  }

  dispose(): void {}
}

const trialOf = (unseen: Trial["unseen"]): Trial => ({
  ...{ fps: FPS, unseen, training: [], seed: 1, counts: { ...QUICK, continuations: 12 }, beside: [] },
  model: { name: "model", generator: new Dancing(), isVaried: true },
  baselines: [{ name: "repeat", generator: repeat(FPS), isVaried: false }],
  work: new Work(jobContext()),
});

test("who stops at the beats that are heard is on them, who does not hear is by chance, and who stands still never", async () => {
  const trial = trialOf([take("slow", 84), take("quick", 126)]);
  const found = await beat(trial, (await continueAll(trial))!);
  if (typeof found === "string") expect.fail(found);
  const { figures, beats } = found;
  expect(figures.map(({ what }) => what)).toEqual([
    "BeatAlign of FACT (over motion beats), music heard",
    "BeatAlign of Bailando (over music beats), music heard",
    "BeatAlign of FACT (over motion beats), not heard",
    "BeatAlign of Bailando (over music beats), not heard",
  ]);
  for (const [index, { values, samples }] of figures.entries()) {
    expect(samples).toBe(12);
    expect(values.real!.value).toBeGreaterThan(0.85);
    expect(values.random!.value).toBeLessThan(0.45);
    if (index < 2) expect(values.model!.value).toBeGreaterThan(0.85);
    else expect(values.model!.value).toBeLessThan(0.55);
    if (index < 2) expect(values.repeat).toBeUndefined();
    else expect(values.repeat!.value).toBeLessThan(1e-9);
  }
  expect([beats.own, beats.fitted]).toEqual([0, 12]);
  const heard = beats.phases.find(({ name, isHeard }) => name === "model" && isHeard)!;
  expect(heard.shares[0]! + heard.shares[1]!).toBeGreaterThan(0.9);
  expect(beats.phases.map(({ name }) => name)).toEqual(["model", "model", "real"]);
});

test("the track that a take names is played from where the continuation begins; one that is lost is told, and does without", async () => {
  const file = join(emptyFolder(), "track.wav");
  const given = track("drums", PLAYERS.drums!, () => 120, 28);
  writeWav(file, given.samples, given.sampleRate);
  const lost = join(emptyFolder(), "lost.wav");
  const unseen = [take("own", 96, { file, begin: 4 }), take("lost", 96, { file: lost, begin: 0 })];
  const seeds = seedsIn(unseen, 2 * FPS, 8 * FPS, 6);
  const { played, lost: unheard } = await playedFor(trialOf(unseen), seeds, 8);
  expect(unheard).toEqual([expect.stringContaining(`${lost}: `)]);
  for (const [index, one] of played.entries()) {
    const isOwn = seeds[index]!.take === unseen[0];
    expect(one!.isOwn).toBe(isOwn);
    expect(one!.tempo).toBeCloseTo(isOwn ? 120 : 96, 0);
    const begin = 4 + seeds[index]!.end / FPS;
    for (const heard of isOwn ? one!.beats : []) {
      const off = Math.min(...given.beats.map((truly) => Math.abs(truly - begin - heard)));
      expect(off).toBeLessThan(0.04);
    }
    const { sinceBeat, toBeat } = one!.heardAt(1)!;
    expect(Math.min(...one!.beats.map((own) => Math.abs(own - (1 + toBeat))))).toBeLessThan(1e-6);
    expect(Math.min(...one!.beats.map((own) => Math.abs(own - (1 - sinceBeat))))).toBeLessThan(1e-6);
  }
});
