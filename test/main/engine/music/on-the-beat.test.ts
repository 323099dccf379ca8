import { expect, test } from "vitest";
import type { Manner } from "../../../../main/generators/generator.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import { beatAt, type Heard, type Music, timeOfBeat } from "../../../../shared/music.ts";
import type { BodyPoint } from "../../../../shared/pose.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { seenAt, swung } from "../../../support/bodies.ts";
import { beating } from "../../../support/music.ts";
import { StageRun } from "../../../support/stage-run.ts";
import { VelocityGenerator } from "../../../support/velocity-generator.ts";

const FRAME = 1 / 30;
const dance = (t: number) => swung(0.9 * Math.sin(3 * t));
const dancing = (t: number) => [seenAt(dance(t), 0.45)];
const still = (t: number) => () => [seenAt(dance(t), 0.45)];

const when = (frames: readonly StageFrame[], name: string) =>
  frames.filter(({ events }) => events.some(({ event }) => event === name)).map(({ t }) => t);

/** Seconds after the nearest beat. */
const offBeat = (music: Music, t: number) => t - timeOfBeat(music, Math.round(beatAt(music, t)));

/** Largest way of a joint of the partner's from a frame to the next, metres. */
function largestStep(frames: readonly StageFrame[]): number {
  const bodies = frames.flatMap(({ people }) => (people[0]?.partner?.body as BodyPoint[] | undefined) ?? []);
  const joints = frames[0]!.people[0]!.partner!.body.length;
  return Math.max(...bodies.slice(joints).map((point, index) => distance(point, bodies[index]!)));
}

const TEMPI = [70, 96, 121, 180];

test.each(TEMPI)("at %i beats a minute answers begin on the next beat and end on one", async (tempo) => {
  for (const shift of [0, 0.13, 0.29]) {
    const music = beating(tempo, shift);
    const run = new StageRun({ mode: "answer" });
    run.engine.hear(music);
    const frames = [...(await run.dance(3, dancing)), ...(await run.dance(6, still(3)))];
    const [handed] = when(frames, "phrase-end");
    const [began] = when(frames, "answer-start");
    const [ended] = when(frames, "answer-end");
    expect(began! - handed!).toBeLessThan(60 / tempo + FRAME);
    for (const t of [began!, ended!]) {
      expect(offBeat(music, t)).toBeGreaterThan(-0.001);
      expect(offBeat(music, t)).toBeLessThan(FRAME);
    }
  }
});

test("until the beat the partner does what it did: it does not freeze, and the answer arrives without a jump", async () => {
  const run = new StageRun({ mode: "answer" });
  run.engine.hear(beating(70, 0.1));
  const before = await run.dance(3, dancing);
  run.ask({ command: "answer" });
  const awaited = await run.dance(0.3, dancing);
  expect(when(awaited, "answer-start")).toEqual([]);
  expect(awaited.every(({ people }) => people[0]!.turn === "listening")).toBe(true);
  expect(largestStep(awaited)).toBeGreaterThan(0.3 * largestStep(before.slice(45)));
  const answered = await run.dance(1.5, dancing);
  expect(when(answered, "answer-start")).toHaveLength(1);
  const silent = new StageRun({ mode: "answer" });
  await silent.dance(when(answered, "answer-start")[0]!, dancing);
  silent.ask({ command: "answer" });
  const atOnce = await silent.dance(1.5, dancing);
  expect(largestStep([...awaited, ...answered])).toBeLessThan(1.25 * largestStep(atOnce));
});

test("an answer that is awaited when the mode changes, or she begins again, does not come", async () => {
  for (const command of [{ command: "mode", value: "shadow" }, { command: "restart" }] as const) {
    const run = new StageRun({ mode: "answer" });
    run.engine.hear(beating(60, 0.02));
    await run.dance(3.1, dancing);
    run.ask({ command: "answer" });
    await run.dance(0.1, dancing);
    run.ask(command);
    expect(when(await run.dance(2, dancing), "answer-start")).toEqual([]);
  }
});

test("the music may end while an answer is awaited or danced: both end all the same", async () => {
  const run = new StageRun({ mode: "answer", answerLength: 2 });
  run.engine.hear(beating(60));
  await run.dance(3.1, dancing);
  run.ask({ command: "answer" });
  await run.dance(0.1, dancing);
  run.engine.hear(null);
  const frames = await run.dance(4, dancing);
  const [began] = when(frames, "answer-start");
  expect(began).toBeCloseTo(4, 1);
  expect(when(frames, "answer-end")[0]! - began!).toBeCloseTo(2, 1);
});

test("options are there on a beat, and the one that is chosen is danced from the next beat on", async () => {
  const music = beating(80, 0.1);
  const run = new StageRun({ mode: "options", options: 3 });
  run.engine.hear(music);
  const shown = [...(await run.dance(3, dancing)), ...(await run.dance(2.5, still(3)))];
  expect(offBeat(music, when(shown, "choice-start")[0]!)).toBeLessThan(FRAME);
  run.ask({ command: "option", value: 3 });
  const chosen = await run.dance(1, still(3));
  const [began] = when(chosen, "answer-start");
  expect(when(chosen, "choose")).toEqual([began]);
  expect(offBeat(music, began!)).toBeGreaterThan(-0.001);
  expect(offBeat(music, began!)).toBeLessThan(FRAME);
  const before = chosen.filter(({ t }) => t < began!);
  expect(before.length).toBeGreaterThan(3);
  for (const { people } of before)
    expect(people[0]).toMatchObject({ turn: "choosing", options: { length: 3 } });
  expect(chosen.at(-1)!.people[0]).toMatchObject({ turn: "answering", chosen: 2, options: [] });
});

test.each(TEMPI)("at %i beats a minute an echo is a canon: whole beats behind her", async (tempo) => {
  const run = new StageRun({ mode: "echo", echoDelay: 1.9 });
  run.engine.hear(beating(tempo));
  await run.dance(5, dancing);
  const beats = Math.round((1.9 * tempo) / 60);
  for (const { t, people } of await run.dance(1, dancing)) {
    const then = dance(t - (beats * 60) / tempo);
    expect(distance(people[0]!.partner!.body[7]!, then[7]!)).toBeLessThan(0.03);
  }
});

test("a canon stays one while the tempo drifts, without beginning anew", async () => {
  const run = new StageRun({ mode: "echo", echoDelay: 2 });
  const frames: StageFrame[] = [];
  let music = beating(120);
  for (let n = 0; n < 30 * 12; n++) {
    const tempo = 120 - n / 90;
    music = { ...music, t: run.now, beat: beatAt(music, run.now), tempo };
    run.engine.hear(music);
    frames.push(...(await run.dance(FRAME, dancing)));
  }
  const last = frames.slice(-60);
  for (const { t, people } of last) {
    const then = dance(t - (4 * 60) / music.tempo);
    expect(distance(people[0]!.partner!.body[7]!, then[7]!)).toBeLessThan(0.05);
  }
  const own = await new StageRun({ mode: "echo", echoDelay: 2 }).dance(12, dancing);
  expect(largestStep(frames.slice(90))).toBeLessThan(1.2 * largestStep(own.slice(90)));
});

test("an earlier phrase comes back on a beat", async () => {
  const music = beating(75, 0.2);
  const low = (t: number) => [seenAt(swung(-0.7 + 0.2 * Math.sin(6 * t)), 0.45)];
  const high = (t: number) => [seenAt(swung(0.9 + 0.2 * Math.sin(6 * t)), 0.45)];
  const run = new StageRun({ mode: "echo", echoDelay: 1 });
  run.engine.hear(music);
  await run.dance(3, low);
  await run.dance(1.2, () => low(3));
  await run.dance(2.07, high);
  run.ask({ command: "echoRecall", value: 1 });
  const wrist = ({ people }: StageFrame) => people[0]!.partner!.body[7]!.y;
  const frames = await run.dance(2, high);
  const falls = frames.find((frame, n) => n > 0 && wrist(frame) < wrist(frames[n - 1]!) - 0.02)!.t;
  expect(offBeat(music, falls)).toBeGreaterThan(-0.001);
  expect(offBeat(music, falls)).toBeLessThan(4 * FRAME);
  expect(falls - frames[0]!.t).toBeLessThan(60 / 75 + 4 * FRAME);
});

/** Writes down what it is told to hear. */
class Listener extends VelocityGenerator {
  readonly heard: Manner["heard"][] = [];

  override step(...[states, manner, random]: Parameters<VelocityGenerator["step"]>) {
    this.heard.push(manner.heard);
    return super.step(states, manner, random);
  }
}

test("an answer hears the beat at each of its frames, a shadow nothing, and without music nobody", async () => {
  const listener = new Listener();
  const run = new StageRun({ mode: "answer" }, listener);
  run.engine.hear(beating(100));
  await run.dance(3, dancing);
  expect(new Set(listener.heard)).toEqual(new Set([undefined]));
  run.ask({ command: "answer" });
  await run.dance(2, dancing);
  const heard = listener.heard.flatMap((each) => (each?.[0] as Heard | null | undefined) ?? []);
  expect(heard.length).toBeGreaterThan(40);
  for (const { sinceBeat, toBeat } of heard) expect(sinceBeat + toBeat).toBeCloseTo(0.6);
  const steps = heard.slice(1).map(({ sinceBeat }, n) => sinceBeat - heard[n]!.sinceBeat);
  // A frame further in the dance is about a frame further in the music, or in the next beat.
  for (const step of steps) expect(Math.abs(((step + 0.9) % 0.6) - 0.3 - FRAME)).toBeLessThan(0.02);
});

test("a change of temperature is danced at once, though it is known a second ahead what is danced to music", async () => {
  const run = new StageRun({ mode: "answer", answerLength: 8, temperature: 0 });
  run.engine.hear(beating(100));
  await run.dance(3, dancing);
  run.ask({ command: "answer" });
  await run.dance(3, dancing);
  const calm = largestStep(await run.dance(0.5, dancing));
  run.ask({ command: "temperature", value: 2 });
  await run.dance(0.1, dancing);
  expect(largestStep(await run.dance(0.5, dancing))).toBeGreaterThan(calm + 0.004);
});

const hostile: readonly Music[] = [
  beating(0),
  beating(Number.NaN),
  beating(1e9),
  beating(120, Number.NaN),
  beating(120, 0, { confidence: 0.1 }),
];

test("music that nobody can dance to changes nothing: the frames are those of silence", async () => {
  const show = async (music: Music | null, mode: "answer" | "echo") => {
    const run = new StageRun({ mode });
    run.engine.hear(music);
    const frames = [...(await run.dance(2, dancing)), ...(await run.dance(1.5, still(2)))];
    run.ask({ command: "answer" });
    frames.push(...(await run.dance(1, dancing)));
    return JSON.stringify(frames.map((frame) => ({ ...frame, music: null })));
  };
  for (const mode of ["answer", "echo"] as const) {
    const silence = await show(null, mode);
    for (const music of hostile) expect(await show(music, mode)).toBe(silence);
  }
});
