import { expect, test } from "vitest";
import { Engine } from "../../../main/engine/engine.ts";
import type { Detection, PoseDetector } from "../../../main/engine/pose/detector.ts";
import { GeneratorSet } from "../../../main/generators/generator-set.ts";
import { SignalMeter } from "../../../main/motion/signals/signal-meter.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { ImageFrame, Pose } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { poseFrame, STANDING, seenAt, swung } from "../../support/bodies.ts";
import { sineDance } from "../../support/dances.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { StageRun } from "../../support/stage-run.ts";
import { VelocityGenerator } from "../../support/velocity-generator.ts";

function makeEngine(settings: Partial<typeof ENGINE_SETTINGS> = {}, detector: PoseDetector | null = null) {
  let seed = 1;
  const all = { ...ENGINE_SETTINGS, ...settings };
  return new Engine({
    settings: all,
    controls: initialControls(all),
    detector,
    generators: new GeneratorSet({ model: new VelocityGenerator() }),
    phrase: [],
    clock: new SteppedClock(),
    random: () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    },
    firstFrame: 7,
  });
}

/** Feeds `seconds` of people from `from` on, at 30 fps. */
async function feed(engine: Engine, from: number, seconds: number, people: (t: number) => readonly Pose[]) {
  const frames: StageFrame[] = [];
  for (let n = 0; n < Math.round(seconds * 30); n++) {
    const t = from + n / 30;
    frames.push(await engine.process(poseFrame(t, people(t))));
  }
  return frames;
}

const ARMS: ReadonlySet<number> = new Set([J.left_elbow, J.right_elbow, J.left_wrist, J.right_wrist]);

const dancer = (x: number, id: number) => (t: number) => seenAt(swung(Math.sin(3 * t + id)), x, id);

test("frames are numbered from the first one given, without gaps", async () => {
  const frames = await feed(makeEngine(), 0, 1, () => []);
  expect(frames.map(({ frame }) => frame)).toEqual(Array.from({ length: 30 }, (_, n) => 7 + n));
});

test("a dancer enters, has a partner within a second, and is let go a second after she was last seen", async () => {
  const engine = makeEngine();
  const danced = await feed(engine, 0, 3, (t) => [dancer(0.4, 1)(t)]);
  expect(danced[0]!.events).toEqual([{ event: "enter", id: 1 }]);
  expect(danced[29]!.people[0]!.partner).not.toBeNull();
  const alone = await feed(engine, 3, 2, () => []);
  const left = alone.findIndex(({ events }) => events.some(({ event }) => event === "leave"));
  expect(left / 30).toBeGreaterThan(0.9);
  expect(left / 30).toBeLessThan(1.1);
  expect(alone[left]!.people).toEqual([]);
  expect(alone[left]!.reason).toBe("nobody");
  expect(alone[15]!.people[0]!.live.image[0]!.score).toBeLessThan(
    danced.at(-1)!.people[0]!.live.image[0]!.score,
  );
});

test.each([
  ["a source with ids", 1, true],
  ["a detector", 0, true],
  ["a detector that knows only pictures", 0, false],
])(
  "%s that knows neither hands nor feet gives a whole partner, signals, and no hands",
  async (_, id, bodily) => {
    const lacking = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
    const without = <P>(joints: readonly P[]) =>
      joints.map((joint, j) => (lacking.includes(j) ? null : joint));
    const coco = (t: number): Pose => {
      const { image, body, root } = dancer(0.4, id)(t);
      return { id, image: without(image!), body: bodily ? without(body!) : null, root: bodily ? root : null };
    };
    const engine = makeEngine();
    const meter = new SignalMeter();
    const frames = await feed(engine, 0, 3, (t) => [coco(t)]);
    const signals = frames.map((frame) => frame.people[0] && meter.measure(frame, frame.people[0]));
    const { live, partner } = frames.at(-1)!.people[0]!;
    for (const joint of lacking) expect(live.image[joint]).toBeNull();
    expect(partner!.body.every((point) => point !== null)).toBe(true);
    expect(signals.at(-1)!.agreement).toBeGreaterThan(0);
    expect(signals.some((signal) => signal && signal.novelty > 0)).toBe(true);
    expect(signals.at(-1)!.height).toBeGreaterThan(0.5);
  },
);

test("somebody who is out of sight makes room at once for somebody who is not", async () => {
  const engine = makeEngine();
  await feed(engine, 0, 1, (t) => [dancer(0.4, 1)(t)]);
  const [first] = await feed(engine, 1, 0.1, (t) => [dancer(0.6, 2)(t)]);
  expect(first!.people.map(({ id }) => id)).toEqual([2]);
  expect(first!.events).toEqual([
    { event: "leave", id: 1 },
    { event: "enter", id: 2 },
  ]);
});

test("each of six dancers has a partner of her own, and the generator is asked for all of them at once", async () => {
  const engine = makeEngine({ maxPeople: 6 });
  const six = (t: number) => [1, 2, 3, 4, 5, 6].map((id) => dancer(id / 7, id)(t));
  const last = (await feed(engine, 0, 2, six)).at(-1)!;
  expect(last.people.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(last.people.every(({ partner }) => partner !== null)).toBe(true);
});

test("the same source and seed dance the same", async () => {
  const run = () => feed(makeEngine({ mode: "answer" }), 0, 12, (t) => [dancer(0.4, 1)(Math.min(t, 5))]);
  expect(await run()).toEqual(await run());
});

test.each([
  ["shadow", "answer", "answering"],
  ["answer", "answer", "answering"],
  ["options", "options", "choosing"],
  ["echo", "answer", "answering"],
  ["duet", "answer", "answering"],
] as const)("in %s a command hands over at once, in %s mode", async (before, mode, turn) => {
  const engine = makeEngine({ mode: before });
  const moving = (t: number) => [dancer(0.4, 1)(t)];
  await feed(engine, 0, 3, moving);
  engine.command({ tag: "command", command: "answer" });
  const answered = await feed(engine, 3, 1, moving);
  expect(answered[0]!.mode).toBe(mode);
  expect(answered[0]!.events).toContainEqual({ event: "phrase-end", id: 1 });
  expect(answered.at(-1)!.people[0]!.turn).toBe(turn);
});

test("a mode and a hand-over that come between two frames: it is that mode's", async () => {
  const engine = makeEngine();
  const moving = (t: number) => [dancer(0.4, 1)(t)];
  await feed(engine, 0, 3, moving);
  engine.command({ tag: "command", command: "mode", value: "options" });
  engine.command({ tag: "command", command: "answer" });
  const handed = await feed(engine, 3, 0.5, moving);
  expect(handed[0]).toMatchObject({ mode: "options", people: [{ turn: "choosing" }] });
});

test("without source frames the partner dances on, then the camera counts as gone", async () => {
  const engine = makeEngine();
  await feed(engine, 0, 3, (t) => [dancer(0.4, 1)(t)]);
  const shown: StageFrame[] = [];
  for (const t of [3.1, 3.3, 3.5]) shown.push(await engine.idle(t));
  const wrists = shown.map(({ people }) => people[0]!.partner!.body[7]!);
  expect(wrists[0]).not.toEqual(wrists[2]);
  expect((await engine.idle(3.6)).reason).toBe("frames-late");
  expect((await engine.idle(6)).reason).toBe("camera-gone");
  expect((await engine.idle(6)).people).toEqual([]);
});

test("a source of five frames a second is understood, and never takes the stage back in time", async () => {
  const engine = makeEngine();
  const frames: StageFrame[] = [];
  const armsUp = STANDING.map(({ x, y, z }, joint) => ({ x, y: ARMS.has(joint) ? 0.7 + 0.1 * joint : y, z }));
  for (let n = 0; n < 40; n++) {
    const t = n / 5;
    // Some come later than the stage has got by itself.
    frames.push(await engine.process(poseFrame(t, [seenAt(t < 3 ? swung(Math.sin(3 * t)) : armsUp, 0.4)])));
    for (const later of [0.15, 0.18, 0.21, ...(n % 3 === 0 ? [0.24] : [])])
      frames.push(await engine.idle(t + later));
  }
  frames.slice(1).forEach(({ t }, i) => {
    expect(t).toBeGreaterThan(frames[i]!.t);
  });
  expect(frames.flatMap(({ events }) => events).filter(({ event }) => event === "restart")).toHaveLength(1);
});

test("whoever the camera sees is not the one of the take before, nor has her number", async () => {
  const body = seenAt(swung(0), 0.4, 0);
  const engine = makeEngine();
  await feed(engine, 0, 2, (t) => [dancer(0.4, 1)(t)]);
  const [first, ...others] = await feed(engine, 2, 1, () => [body]);
  expect(first!.events).toEqual([
    { event: "leave", id: 1 },
    { event: "enter", id: 2 },
  ]);
  expect(others.flatMap(({ people, events }) => [...people.map(({ id }) => id), ...events])).toEqual(
    others.map(() => 2),
  );
});

test("poses of a maker that cannot tell people apart are told apart by the tracker", async () => {
  const engine = makeEngine({ maxPeople: 2 });
  const frames = await feed(engine, 0, 1, (t) => [dancer(0.25, 0)(t), dancer(0.75, 0)(t)]);
  const ids = frames.map(({ people }) => people.map(({ id }) => id).join());
  expect(new Set(ids.slice(5))).toEqual(new Set(["1,2"]));
});

test("a picture without anybody says whether it was too dark to tell", async () => {
  const blind: PoseDetector = {
    description: "sees nobody",
    detect: async (): Promise<readonly Detection[]> => [],
    attend() {},
    dispose() {},
  };
  const picture = (luma: number): ImageFrame => ({
    tag: "image",
    t: luma,
    width: 64,
    height: 36,
    data: new Uint8Array((64 * 36 * 3) / 2).fill(luma),
  });
  const engine = makeEngine({}, blind);
  expect((await engine.process(picture(17))).reason).toBe("too-dark");
  expect((await engine.process(picture(120))).reason).toBe("nobody");
});

test("a source that starts over begins a new dance instead of freezing the old one", async () => {
  const engine = makeEngine();
  await feed(engine, 0, 3, (t) => [dancer(0.4, 1)(t)]);
  const again = await feed(engine, 0, 2, (t) => [dancer(0.4, 1)(t)]);
  expect(again.at(-1)!.people[0]!.partner).not.toBeNull();
});

test("frozen, everybody is shown as they were and nothing moves, and goes on where they are afterwards", async () => {
  const engine = makeEngine();
  const before = await feed(engine, 0, 2, (t) => [dancer(0.4, 1)(t)]);
  engine.command({ tag: "command", command: "freeze", value: true });
  const frozen = await feed(engine, 2, 1, (t) => [dancer(0.4, 1)(t)]);
  const shown = before.at(-1)!.people[0]!;
  for (const { people, frozen: isFrozen } of frozen) {
    expect(isFrozen).toBe(true);
    expect(people[0]!.live.body).toEqual(shown.live.body);
    expect(people[0]!.partner!.image).toEqual(shown.partner!.image);
    expect(people[0]!.live).toMatchObject({ energy: 0, velocity: { x: 0, y: 0 } });
  }
  engine.command({ tag: "command", command: "freeze", value: false });
  const [after] = await feed(engine, 3, 0.1, (t) => [dancer(0.4, 1)(t)]);
  expect(after!.frozen).toBe(false);
  expect(after!.people[0]!.live.body).not.toEqual(shown.live.body);
});

test("a blackout is told in every frame until it ends, and all else goes on", async () => {
  const engine = makeEngine();
  const told = [];
  for (const on of [false, true, false]) {
    engine.command({ tag: "command", command: "blackout", value: on });
    told.push((await feed(engine, told.length, 0.5, (t) => [dancer(0.4, 1)(t)])).at(-1)!);
  }
  expect(told.map(({ blackout }) => blackout)).toEqual([false, true, false]);
  expect(told[1]!.people[0]!.live.body).not.toEqual(told[0]!.people[0]!.live.body);
});

test("the temperature that was asked for is that of the next answer", async () => {
  const answers = async (temperature: number | null) => {
    const engine = makeEngine({ mode: "answer", temperature: 0 });
    if (temperature !== null) engine.command({ tag: "command", command: "temperature", value: temperature });
    const danced = await feed(engine, 0, 3, (t) => [dancer(0.4, 1)(t)]);
    engine.command({ tag: "command", command: "answer" });
    const answered = await feed(engine, 3, 2, (t) => [dancer(0.4, 1)(t)]);
    return [...danced, ...answered].at(-1)!.people[0]!.partner!.body;
  };
  expect(await answers(null)).toEqual(await answers(0));
  expect(await answers(2)).not.toEqual(await answers(0));
});

test("a poster is somebody for five seconds, then nobody: it leaves, and the partner dances alone", async () => {
  const run = new StageRun({}, new VelocityGenerator(), sineDance({ seconds: 2 }));
  const frames = await run.dance(10, () => [seenAt(STANDING, 0.2)]);
  const events = frames.flatMap(({ t, events: all }) => all.map(({ event }) => [event, Math.round(t)]));
  expect(events).toEqual([
    ["enter", 0],
    ["leave", 6],
  ]);
  const { people, alone, reason, ignored } = frames.at(-1)!;
  expect({ people, reason, ignored: ignored.map(({ why }) => why) }).toEqual({
    ...{ people: [], reason: "nobody", ignored: ["still"] },
  });
  expect(alone).not.toBeNull();
});

test("a poster in a take, which tells people apart itself, does not keep a dancer from the only place", async () => {
  const run = new StageRun();
  const both = (t: number) => [seenAt(STANDING, 0.2, 1), ...(t > 2 ? [dancer(0.7, 2)(t)] : [])];
  const frames = await run.dance(4, both);
  expect(frames.at(-1)!.people.map(({ id }) => id)).toEqual([2]);
});

test("each frame has the music as it is then, and none once nothing is heard any more", async () => {
  const engine = makeEngine();
  const [silent] = await feed(engine, 0, 1 / 30, () => []);
  expect(silent!.music).toBeNull();
  engine.hear({
    ...{ from: "taps", t: 0.5, tempo: 120, beat: 3, beatsPerBar: 4, downbeat: 0 },
    ...{ confidence: 1, energy: 0, onset: 0, brightness: 0 },
  });
  const heard = await feed(engine, 1, 0.5, () => []);
  expect(heard[0]!.music).toMatchObject({ t: 1, beat: 4 });
  expect(heard[12]!.music!.beat).toBeCloseTo(4.8);
  engine.hear(null);
  expect((await feed(engine, 2, 1 / 30, () => []))[0]!.music).toBeNull();
});
