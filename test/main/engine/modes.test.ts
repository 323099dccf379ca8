import { expect, test } from "vitest";
import { distance } from "../../../main/motion/vectors.ts";
import type { BodyPoint } from "../../../shared/pose.ts";
import { isTurnBased, MODES, type StageFrame, type StagePerson } from "../../../shared/stage.ts";
import { STANDING, seenAt, swung } from "../../support/bodies.ts";
import { StageRun } from "../../support/stage-run.ts";

const dance = (t: number) => swung(0.9 * Math.sin(3 * t));
const dancing = (t: number) => [seenAt(dance(t), 0.45)];
const still = (body: readonly BodyPoint[]) => () => [seenAt(body, 0.45)];

const partners = (frames: readonly StageFrame[]) =>
  frames.flatMap(({ people: [person] }) => person!.partner ?? []);

/** Largest way of a partner's joint from a frame to the next: metres in the body, picture heights on the stage. */
function largestSteps(frames: readonly StageFrame[]): { readonly body: number; readonly stage: number } {
  const shown = partners(frames);
  let [body, stage] = [0, 0];
  shown.slice(1).forEach((now, index) => {
    const before = shown[index]!;
    now.body.forEach((point, joint) => {
      body = Math.max(body, distance(point!, before.body[joint]!));
      const [a, b] = [now.image[joint]!, before.image[joint]!];
      stage = Math.max(stage, Math.hypot(((a.x - b.x) * 16) / 9, a.y - b.y));
    });
  });
  return { body, stage };
}

const wristDistance = (a: StagePerson["live"]["body"], b: readonly BodyPoint[]) => distance(a[7]!, b[7]!);

test("leaving any mode for any other never jumps, in the body or on the stage", {
  timeout: 120_000,
}, async () => {
  const usual = largestSteps((await new StageRun().dance(4.5, dancing)).slice(45));
  for (const from of MODES) {
    for (const to of MODES) {
      if (from === to) continue;
      const run = new StageRun({ mode: from });
      await run.dance(3, dancing);
      if (isTurnBased(from)) run.ask({ command: "answer" });
      const frames = [...(await run.dance(0.5, dancing))];
      run.ask({ command: "mode", value: to });
      frames.push(...(await run.dance(0.3, dancing)));
      if (isTurnBased(to)) run.ask({ command: "answer" });
      frames.push(...(await run.dance(0.7, dancing)));
      // Chooses where there is a choice, and leaves a mode without turns.
      run.ask({ command: "answer" });
      frames.push(...(await run.dance(0.5, dancing)));
      expect(partners(frames)).toHaveLength(60);
      const steps = largestSteps(frames);
      // Where she is foreseen well, the shadow is calm, and an answer that goes the other way is far off: at 10 m/s^2 a
      // hand gets there at four times its usual speed. A jump would be twenty times as large.
      expect(steps.body, `${from} to ${to}, body`).toBeLessThan(4 * usual.body);
      expect(steps.stage, `${from} to ${to}, stage`).toBeLessThan(4 * usual.stage);
    }
  }
});

test("options: several answers to one phrase, one is chosen and danced large, then the partner listens", async () => {
  const run = new StageRun({ mode: "options", options: 4 });
  await run.dance(3, dancing);
  const shown = await run.dance(2, still(dance(3)));
  expect(shown.at(-1)!.people[0]).toMatchObject({ turn: "choosing", chosen: null, options: { length: 4 } });
  run.ask({ command: "option", value: 3 });
  const chosen = await run.dance(2, still(dance(3)));
  expect(chosen[0]!.events.map(({ event }) => event)).toEqual(["choose", "answer-start"]);
  expect(chosen.at(-1)!.people[0]).toMatchObject({ turn: "answering", chosen: 2, options: [] });
  expect(chosen.at(-1)!.people[0]!.grid).not.toBeNull();
  const after = (await run.dance(1.5, still(dance(3)))).at(-1)!.people[0]!;
  expect(after).toMatchObject({ turn: "listening", chosen: null, options: [], grid: null });
});

test("options: what is danced large is what was danced small", async () => {
  const run = new StageRun({ mode: "options", options: 3, temperature: 2 });
  await run.dance(3, dancing);
  const small = await run.lastOf(3, still(dance(3)));
  run.ask({ command: "option", value: 2 });
  const large = await run.lastOf(1, still(dance(3)));
  const off = small.options.map(({ body }) => wristDistance(large.partner!.body, body as BodyPoint[]));
  expect(off.indexOf(Math.min(...off))).toBe(1);
});

test("options: who does not choose gets the first one, so that the show goes on", async () => {
  const run = new StageRun({ mode: "options" });
  await run.dance(2, dancing);
  const frames = await run.dance(22, still(STANDING));
  const chosen = frames.find(({ events }) => events.some(({ event }) => event === "choose"));
  expect(chosen?.people[0]?.chosen).toBe(0);
});

test("a dancer who is hidden for a moment keeps her choice, and then her answer", async () => {
  const run = new StageRun({ mode: "options", options: 4 });
  await run.dance(3, dancing);
  await run.dance(1.2, still(dance(3)));
  await run.dance(0.7, () => []);
  expect(await run.lastOf(0.2, still(dance(3)))).toMatchObject({ turn: "choosing", options: { length: 4 } });
  run.ask({ command: "option", value: 3 });
  await run.dance(0.2, still(dance(3)));
  const answer = [...(await run.dance(0.7, () => [])), ...(await run.dance(0.4, still(dance(3))))];
  for (const { people } of answer) expect(people[0]).toMatchObject({ turn: "answering", chosen: 2 });
  const frames = partners(answer);
  expect(frames).toHaveLength(answer.length);
  for (const [now, next] of frames.slice(1).map((frame, i) => [frames[i]!, frame] as const))
    expect(wristDistance(now.body, next.body as BodyPoint[])).toBeGreaterThan(0);
});

test("echo: to begin again while it dances loses nothing", async () => {
  const run = new StageRun({ mode: "echo" });
  await run.dance(5, dancing);
  run.ask({ command: "restart" });
  const frames = await run.dance(1, dancing);
  expect(frames[0]!.events.map(({ event }) => event)).toContain("restart");
  expect(partners(frames)).toHaveLength(30);
});

test("echo: her own dance comes back, as much later as it is to", async () => {
  for (const echoDelay of [0.6, 2]) {
    const run = new StageRun({ mode: "echo", echoDelay });
    await run.dance(5, dancing);
    for (const { t, people } of await run.dance(1, dancing)) {
      expect(wristDistance(people[0]!.partner!.body, dance(t - echoDelay))).toBeLessThan(0.03);
    }
  }
});

test.each([0, 1])(
  "echo of %i phrases ago: until there is enough to come back the partner is her shadow, and does not stand still",
  async (echoRecall) => {
    const run = new StageRun({ mode: "echo", echoDelay: 3, echoRecall });
    await run.dance(1.5, dancing);
    const [first, ...rest] = partners(await run.dance(0.5, dancing));
    const ways = rest.map(({ body }) => wristDistance(first!.body, body as BodyPoint[]));
    expect(Math.max(...ways)).toBeGreaterThan(0.05);
  },
);

test("echo: slowed, it goes at half her speed and never falls out of memory", async () => {
  const energy = async (tempo: number) => {
    const run = new StageRun({ mode: "echo", tempo });
    await run.dance(6, dancing);
    const shown = partners(await run.dance(20, dancing));
    return shown.reduce((sum, figure) => sum + figure.energy, 0) / shown.length;
  };
  expect((await energy(0.5)) / (await energy(1))).toBeCloseTo(0.5, 1);
});

test("echo: a phrase from earlier in the session comes back", { timeout: 60_000 }, async () => {
  const run = new StageRun({ mode: "echo", echoRecall: 2 });
  const low = (t: number) => swung(-0.7 + 0.2 * Math.sin(6 * t));
  const high = (t: number) => swung(0.9 + 0.2 * Math.sin(6 * t));
  const wrist = (body: StagePerson["live"]["body"]) => body[7]!.y;
  await run.dance(3, (t) => [seenAt(low(t), 0.45)]);
  await run.dance(1.2, still(low(3)));
  await run.dance(3, (t) => [seenAt(high(t), 0.45)]);
  await run.dance(1.2, still(high(7.2)));
  const recalled = partners(await run.dance(3, still(STANDING))).slice(30, 75);
  for (const { body } of recalled) expect(wrist(body)).toBeLessThan(wrist(low(0)) + 0.15);
  run.ask({ command: "restart" });
  const forgotten = partners(await run.dance(2, still(high(0)))).at(-1)!;
  expect(wrist(forgotten.body)).toBeGreaterThan(wrist(low(0)) + 0.15);
});

test("a partner whose guesses fail grows uncertain, and is sure again when they hold", async () => {
  const run = new StageRun();
  const certainty = (frames: readonly StageFrame[]) => partners(frames).at(-1)!.image[0]!.score;
  await run.dance(2, dancing);
  const sure = certainty(await run.dance(4, still(STANDING)));
  const jerks = (t: number) => [
    seenAt(swung(Math.sign(Math.sin(9 * t)) * 0.8), 0.45 + 0.1 * Math.sign(Math.sin(7 * t))),
  ];
  const unsure = certainty(await run.dance(3, jerks));
  expect(sure).toBeGreaterThan(0.95);
  expect(unsure).toBeLessThan(0.8);
  expect(certainty(await run.dance(4, still(STANDING)))).toBeGreaterThan(0.95);
});

const two = (left: (t: number) => number, right: (t: number) => number) => (t: number) => [
  seenAt(swung(left(t)), 0.3, 1),
  seenAt(swung(right(t)), 0.7, 2),
];
const busy = (t: number) => Math.sin(5 * t);
const calm = () => 0.2;

test("duet: two dancers, each with a partner of her own", async () => {
  const run = new StageRun({ mode: "duet", maxPeople: 2 });
  const { people } = (await run.dance(3, two(busy, calm))).at(-1)!;
  expect(people.map(({ partner }) => partner !== null)).toEqual([true, true]);
  expect(people[0]!.partner!.energy).toBeGreaterThan(2 * people[1]!.partner!.energy);
});

test("duet: one partner for both stands between them and goes with the livelier one, without a jump", async () => {
  const run = new StageRun({ mode: "duet", duet: "one", maxPeople: 2 });
  const frames = [...(await run.dance(4, two(busy, calm)))];
  const first = frames.at(-1)!.people;
  expect(first.map(({ partner }) => partner !== null)).toEqual([true, false]);
  expect(first[0]!.partner!.centre.x).toBeCloseTo(0.5, 1);
  frames.push(...(await run.dance(6, two(calm, busy))));
  // Somebody who swings comes to rest at either end, and so does who foresees it.
  const leaders = frames.slice(-30).map(({ people }) => people[0]!);
  expect(leaders.at(-1)!.live.energy).toBeLessThan(0.05);
  expect(Math.max(...leaders.map(({ partner }) => partner!.energy))).toBeGreaterThan(0.2);
  const usual = await new StageRun().dance(4, (t) => [seenAt(swung(busy(t)), 0.3)]);
  expect(largestSteps(frames.slice(30)).body).toBeLessThan(1.5 * largestSteps(usual.slice(30)).body);
});

test("the same frames, commands and seed give the same show to the byte, in every mode", {
  timeout: 60_000,
}, async () => {
  const show = async () => {
    const run = new StageRun({ mode: "options", options: 5 });
    const frames: StageFrame[] = [];
    for (const mode of MODES) {
      run.ask({ command: "mode", value: mode });
      frames.push(...(await run.dance(1.5, dancing)));
      run.ask({ command: "answer" });
      frames.push(...(await run.dance(0.5, dancing)));
    }
    return JSON.stringify(frames);
  };
  expect(await show()).toBe(await show());
});
