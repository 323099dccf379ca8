import { expect, test } from "vitest";
import { bonesOf, lengthsOf } from "../../../main/motion/bones.ts";
import { clipOf } from "../../../main/motion/clip.ts";
import { hipAngle } from "../../../main/motion/heading.ts";
import { frameAtIndex } from "../../../main/motion/interpolation.ts";
import { lowestOf, type MotionFrame, mirrored } from "../../../main/motion/motion-frame.ts";
import { unit } from "../../../main/motion/vectors.ts";
import { BODY_PARTS } from "../../../shared/body-parts.ts";
import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { poseFrame, STANDING, seenAt, swung } from "../../support/bodies.ts";
import { sineDance } from "../../support/dances.ts";
import { meanOf, moved } from "../../support/jolts.ts";
import { demoPhrases } from "../../support/ordinary-dancing.ts";
import { referenceOf } from "../../support/practised.ts";
import { StageRun } from "../../support/stage-run.ts";

/** A teacher of another size who faces away: eight seconds, of which six are practised from 11 on. */
const DANCE = sineDance({ seconds: 8, scale: 0.8, facing: 2.5 });
const reference = referenceOf(DANCE, { begin: 10, stretch: { begin: 11, end: 17 } });
/** Whoever has never moved is not followed: she stands still once she is here. */
const standing = (t: Seconds) => (t < 1.5 ? dancing(t) : [seenAt(STANDING, 0.4)]);
function dancing(t: Seconds) {
  return [seenAt(swung(0.8 * Math.sin(3 * t)), 0.4)];
}
const practising = (changes: ConstructorParameters<typeof StageRun>[0] = {}) => {
  const run = new StageRun({ mode: "practise", countIn: 2, practiceRest: 3, ...changes });
  run.engine.practise(reference);
  return run;
};

const phaseOf = ({ practice }: StageFrame) => practice && `${practice.phase} ${practice.pass}`;
const phasesOf = (frames: readonly StageFrame[]) => {
  const all = frames.map(phaseOf);
  return all.filter((phase, at) => phase !== all[at - 1]);
};
const inPass = (frames: readonly StageFrame[]) => frames.filter(({ practice }) => practice?.phase === "pass");
const partnerOf = ({ people }: StageFrame) => people[0]!.partner!;

/** Mean angle between the bones of a partner and those of the reference at a second of it, radians. */
function apart(body: readonly (BodyPoint | null)[], position: Seconds, isMirrored = false): number {
  const own = frameAtIndex(DANCE, (position - 10) * 30);
  // The reference faces 2.5 rad from the camera on average, the partner the camera.
  const [cos, sin] = [Math.cos(2.5), Math.sin(2.5)];
  const facing = own.body.map(({ x, y, z }) => ({ x: x * cos - z * sin, y, z: z * cos + x * sin }));
  const frame = isMirrored ? mirrored({ body: facing, root: own.root }, 0) : { body: facing };
  const [its, shown] = [bonesOf(frame.body), bonesOf(body as BodyPoint[])];
  const angles = Array.from({ length: 18 }, (_, bone) => {
    const of = (bones: Float32Array) =>
      unit({ x: bones[3 * bone]!, y: bones[3 * bone + 1]!, z: bones[3 * bone + 2]! });
    const [a, b] = [of(its), of(shown)];
    return Math.acos(Math.min(1, a.x * b.x + a.y * b.y + a.z * b.z));
  });
  return meanOf(angles);
}

test("the reference dances beside her, on her body and facing the camera, again and again", async () => {
  const run = practising();
  const frames = await run.dance(25, standing);
  expect(phasesOf(frames)).toEqual([
    ...["waiting 1", "count-in 1", "pass 1", "rest 1"],
    ...["count-in 2", "pass 2", "rest 2", "count-in 3"],
  ]);
  const lengths = lengthsOf(bonesOf(STANDING));
  for (const frame of inPass(frames)) {
    const { body, root, generator } = partnerOf(frame);
    const { position } = frame.practice!;
    expect(generator).toBeNull();
    if (position > 11.3) expect(apart(body, position)).toBeLessThan(0.06);
    lengthsOf(bonesOf(body as BodyPoint[])).forEach((length, bone) => {
      // All but back and neck, which bend.
      if (bone !== 2 && bone !== 3) expect(length).toBeCloseTo(lengths[bone]!, 2);
    });
    expect(lowestOf(body as BodyPoint[]) + root.y).toBeGreaterThan(-0.01);
    // It sways, beside her.
    expect(Math.abs(root.x - frame.people[0]!.live.root.x)).toBeLessThan(0.5);
  }
  const faces = inPass(frames).map((frame) => hipAngle(partnerOf(frame).body)!);
  expect(Math.abs(meanOf(faces) + Math.PI / 2)).toBeLessThan(0.1);
  // She stands still in between, and hands nothing over.
  const happened = new Set(frames.flatMap(({ events }) => events.map(({ event }) => event)));
  expect(happened).toEqual(new Set(["enter", "phrase-start", "phrase-end"]));
});

test("what is drawn ahead of the screen's latency is where she sees it at that time", async () => {
  const run = practising({ practiceSpeed: 0.5 });
  const latency = 0.25;
  for (let n = 0; n < 12 * 30; n++) {
    const t = n / 30;
    const frame = await run.engine.process({ ...poseFrame(t, standing(t)), latency });
    const { phase, position, speed, count } = frame.practice!;
    // Counted as she sees it: a beat is a second.
    const left = (11 - position) / speed - latency;
    if (phase === "count-in" && left > 0 && Math.abs(left - Math.round(left)) > 1e-6)
      expect(count).toBe(Math.ceil(left));
    if (phase !== "pass" || position < 11.3) continue;
    expect(position).toBeCloseTo(11 + 0.5 * (t - 4), 1);
    const body = partnerOf(frame).body;
    expect(apart(body, position + latency * speed)).toBeLessThan(0.06);
  }
});

test("a change of speed and of sides takes effect with the next pass", async () => {
  const run = practising();
  await run.dance(6, standing);
  run.ask({ command: "practiceSpeed", value: 0.5 });
  run.ask({ command: "mirror", value: true });
  const rest = await run.dance(4.5, standing);
  for (const { practice } of rest) expect(practice).toMatchObject({ pass: 1, speed: 1, mirrored: false });
  const next = inPass(await run.dance(19, standing));
  expect(next.length).toBeCloseTo(12 * 30, -1);
  for (const frame of next) {
    const { practice } = frame;
    expect(practice).toMatchObject({ pass: 2, speed: 0.5, mirrored: true });
    if (practice!.position > 11.3)
      expect(apart(partnerOf(frame).body, practice!.position, true)).toBeLessThan(0.06);
  }
});

test("while nobody is there, or the stage stands still, it waits; a pass that was broken off is danced again", async () => {
  const run = practising();
  expect(phasesOf(await run.dance(3, () => []))).toEqual(["waiting 1"]);
  await run.dance(5, dancing);
  expect(phasesOf(await run.dance(5, () => [])).at(-1)).toBe("waiting 1");
  expect(phasesOf(await run.dance(7, dancing)).at(-1)).toBe("pass 1");
  run.ask({ command: "freeze", value: true });
  expect(phasesOf(await run.dance(1, dancing))).toEqual(["waiting 1"]);
  run.ask({ command: "freeze", value: false });
  expect(phasesOf(await run.dance(5, dancing)).at(-1)).toBe("pass 1");
});

test("to begin again begins the pass again, to answer ends the rest, and the mode stays", async () => {
  const run = practising({ practiceRest: 60 });
  await run.dance(6, standing);
  run.ask({ command: "restart" });
  const again = await run.dance(1, standing);
  expect(phasesOf(again)).toEqual(["count-in 1"]);
  expect(again[0]!.events.map(({ event }) => event)).toEqual(["restart"]);
  run.ask({ command: "answer" });
  expect(phasesOf(await run.dance(10, standing))).toEqual(["count-in 1", "pass 1", "rest 1"]);
  run.ask({ command: "answer" });
  const next = await run.dance(1, standing);
  expect(phasesOf(next)).toEqual(["count-in 2"]);
  expect(next.every(({ mode, people }) => mode === "practise" && people[0]!.turn === "listening")).toBe(true);
});

test("both arms up begin the pass again, unless the reference has its arms up too", async () => {
  const up = STANDING.map((point, joint) => {
    if (joint < 5 || joint > 10) return point;
    return { x: point.x, y: [0.75, 0.98, 1.05][Math.floor((joint - 5) / 2)]!, z: 0 };
  });
  const raised = () => [seenAt(up, 0.4)];
  const asked = practising();
  await asked.dance(4.5, standing);
  const frames = await asked.dance(3, raised);
  expect(frames.flatMap(({ events }) => events.map(({ event }) => event))).toContain("restart");
  expect(phasesOf(frames)).toContain("count-in 1");
  const copied = practising();
  const held: MotionFrame[] = DANCE.map(({ root }) => ({ body: up, root }));
  copied.engine.practise({ ...reference, clip: clipOf(held) });
  await copied.dance(4.5, standing);
  const same = await copied.dance(3, raised);
  expect(same.flatMap(({ events }) => events.map(({ event }) => event))).not.toContain("restart");
  expect(phasesOf(same)).toEqual(["pass 1"]);
});

test("without a reference the partner is a moment ahead, as in shadow, and in another mode nothing is practised", async () => {
  const bodies = async (run: StageRun) =>
    (await run.dance(4, dancing)).map(({ people, practice }) => [people[0]?.partner?.body, practice]);
  const shadow = await bodies(new StageRun({ mode: "shadow" }));
  expect(await bodies(new StageRun({ mode: "practise" }))).toEqual(shadow);
  const elsewhere = new StageRun({ mode: "shadow", countIn: 2 });
  elsewhere.engine.practise(reference);
  expect(await bodies(elsewhere)).toEqual(shadow);
  // Practised from when the mode is chosen on, and no longer than there is something.
  elsewhere.ask({ command: "mode", value: "practise" });
  expect(phasesOf(await elsewhere.dance(6, dancing))).toEqual(["waiting 1", "count-in 1", "pass 1"]);
  elsewhere.engine.practise(null);
  expect(phasesOf(await elsewhere.dance(1, dancing))).toEqual([null]);
  elsewhere.engine.practise(reference, 5);
  expect(phasesOf(await elsewhere.dance(1, dancing))).toEqual(["waiting 5"]);
});

test("of two dancers the first practises, and the other is shadowed", async () => {
  const run = practising({ maxPeople: 2 });
  const two = (t: Seconds) => [seenAt(STANDING, 0.3, 1), seenAt(swung(0.8 * Math.sin(3 * t)), 0.7, 2)];
  const [frame] = inPass(await run.dance(7, two)).slice(-1);
  const { position } = frame!.practice!;
  expect(apart(partnerOf(frame!).body, position)).toBeLessThan(0.06);
  expect(apart(frame!.people[1]!.partner!.body, position)).toBeGreaterThan(0.15);
  expect(frame!.people[1]!.partner!.generator).toBe("model");
});

test("the signs tell what she does with it, in a pass alone, and not while she is not seen", async () => {
  const run = practising();
  // On another body, elsewhere, 0.1 s after the reference.
  const along = (t: Seconds) => {
    const { body, root } = sineDance({ seconds: 0.1, from: 1 + t - 4.1 })[0]!;
    return [{ ...seenAt(body, 0.4), root: { ...root, x: -0.4 } }];
  };
  const frames = await run.dance(9, along);
  for (const { practice } of frames) {
    if (practice!.phase !== "pass") expect(practice!.agreement).toBeNull();
    else if (practice!.position > 11.5)
      for (const part of BODY_PARTS) expect(practice!.agreement![part], part).toBeGreaterThan(0.85);
  }
  const lost = await run.dance(0.9, () => []);
  expect(lost[3]!.practice!.agreement).not.toBeNull();
  expect(lost.at(-1)!.practice!.agreement).toBeNull();
});

test("over a whole evening's changes nothing jumps, and nothing stands still in a pass", async () => {
  const phrases = (await demoPhrases()).map((phrase) => phrase.frames);
  const run = new StageRun({ mode: "practise", countIn: 1, practiceRest: 2 });
  run.engine.practise(referenceOf(phrases[5]!));
  const dance = sineDance({ seconds: 70 });
  const hers = (t: Seconds) => [
    { ...seenAt(dance[Math.round(t * 30)]!.body, 0.4), root: dance[Math.round(t * 30)]!.root },
  ];
  const frames = [...(await run.dance(9, hers))];
  const changes = [
    () => run.ask({ command: "practiceSpeed", value: 0.6 }),
    () => run.ask({ command: "restart" }),
    () => run.ask({ command: "mirror", value: true }),
    () => run.engine.practise(referenceOf(phrases[3]!, { stretch: { begin: 2, end: 6 } })),
    () => run.ask({ command: "mode", value: "shadow" }),
    () => run.ask({ command: "mode", value: "practise" }),
    () => run.engine.practise(null),
    () => run.engine.practise(referenceOf(phrases[7]!, { beats: [2.3, 2.9, 3.5] })),
    () => run.ask({ command: "mode", value: "echo" }),
  ];
  for (const change of changes) {
    change();
    frames.push(...(await run.dance(5.3, hers)));
  }
  const partners = frames.flatMap(({ people }) => people[0]?.partner ?? []);
  expect(partners.length).toBeGreaterThan(frames.length - 30);
  // The largest way of the partner in a frame on the stage and in the body: no more than dancers do.
  const usual = phrases.flatMap((phrase) => phrase.slice(1).map((frame, at) => step(phrase[at]!, frame)));
  const ways = partners.slice(1).map((partner, at) => moved(partners[at]!, partner));
  expect(Math.max(...ways.map(({ body }) => body))).toBeLessThan(Math.max(...usual));
  expect(Math.max(...ways.map(({ stage }) => stage))).toBeLessThan(0.05);
  const passes = frames.map(phaseOf).map((phase) => phase?.startsWith("pass") ?? false);
  const still = ways.filter(({ body }, at) => passes[at] && passes[at + 1] && body < 1e-5);
  expect(still).toEqual([]);
});

const step = (a: MotionFrame, b: MotionFrame) =>
  meanOf(
    a.body.map((point, joint) => {
      const { x, y, z } = b.body[joint]!;
      return Math.hypot(point.x - x, point.y - y, point.z - z);
    }),
  );
