import { expect, test, vi } from "vitest";
import { Engine } from "../../../main/engine/engine.ts";
import { FrameLoop } from "../../../main/engine/loop.ts";
import type { PoseDetector } from "../../../main/engine/pose/detector.ts";
import { GeneratorSet } from "../../../main/generators/generator-set.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { ImageFrame } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { poseFrame, seenAt, swung } from "../../support/bodies.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { VelocityGenerator } from "../../support/velocity-generator.ts";

const picture = (t: number): ImageFrame => ({
  tag: "image",
  t,
  width: 64,
  height: 36,
  data: new Uint8Array((64 * 36 * 3) / 2),
});

/** A loop around a detector that finishes when it is told to. */
function slowLoop() {
  const clock = new SteppedClock();
  const finish: ((error?: Error) => void)[] = [];
  const detector: PoseDetector = {
    description: "slow",
    detect: () =>
      new Promise((resolve, reject) => {
        finish.push((error) => (error ? reject(error) : resolve([])));
      }),
    attend() {},
    dispose() {},
  };
  const engine = new Engine({
    settings: ENGINE_SETTINGS,
    controls: initialControls(ENGINE_SETTINGS),
    detector,
    generators: new GeneratorSet({ model: new VelocityGenerator() }),
    phrase: [],
    clock,
    random: () => 0.5,
    firstFrame: 0,
  });
  const shown: StageFrame[] = [];
  const errors: (readonly [unknown, boolean])[] = [];
  const loop = new FrameLoop({
    engine,
    clock,
    emit: (frame) => shown.push(frame),
    onError: (error, answers) => errors.push([error, answers]),
    idleAfter: 0.2,
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { loop, engine, clock, finish, shown, errors, settle };
}

test("while one frame is in the engine only the latest waits; the ones between are dropped and counted", async () => {
  const { loop, finish, shown, settle } = slowLoop();
  for (const t of [1, 2, 3, 4]) loop.offer(picture(t));
  expect(finish.length).toBe(1);
  expect(loop.dropped).toBe(2);
  finish[0]!();
  await settle();
  finish[1]!();
  await settle();
  expect(shown.map(({ t }) => t)).toEqual([1, 4]);
});

test("inferences of 50 ms under 30 frames a second: what is shown is never older than 120 ms", async () => {
  const { loop, clock, finish, shown, settle } = slowLoop();
  const ages: number[] = [];
  let done = 0;
  let busyUntil = 0;
  for (let ms = 0; ms < 3000; ms++) {
    clock.moveTo(ms / 1000);
    if (ms % 33 === 0) loop.offer(picture(ms / 1000));
    if (finish.length > done && busyUntil === 0) busyUntil = ms + 50;
    if (busyUntil > 0 && ms >= busyUntil) {
      busyUntil = 0;
      finish[done++]!();
      await settle();
      ages.push(ms - 1000 * shown.at(-1)!.t);
    }
  }
  expect(ages.length).toBeGreaterThan(55);
  expect(Math.max(...ages)).toBeLessThan(120);
  expect(loop.dropped).toBeGreaterThan(25);
});

test("without source frames the loop makes stage frames when it is ticked, and time goes on in them", async () => {
  const { loop, clock, finish, shown, settle } = slowLoop();
  loop.tick();
  await settle();
  expect(shown).toEqual([]);
  loop.offer(picture(100));
  finish[0]!();
  await settle();
  clock.moveTo(0.1);
  loop.tick();
  await settle();
  expect(shown.length).toBe(1);
  clock.moveTo(0.5);
  loop.tick();
  await settle();
  expect(shown.at(-1)).toMatchObject({ t: 100.5, reason: "frames-late" });
});

test("a frame that fails is reported, and the next one is processed", async () => {
  const { loop, finish, shown, errors, settle } = slowLoop();
  loop.offer(picture(1));
  finish[0]!(new Error("the accelerator is lost"));
  await settle();
  loop.offer(picture(2));
  finish[1]!();
  await settle();
  expect(errors).toEqual([[new Error("the accelerator is lost"), true]]);
  expect(shown.map(({ t }) => t)).toEqual([2]);
});

test("a frame of its own that fails answers no source frame: the one that came meanwhile is still to be made", async () => {
  const { loop, engine, clock, finish, shown, errors, settle } = slowLoop();
  loop.offer(picture(1));
  finish[0]!();
  await settle();
  clock.moveTo(0.5);
  vi.spyOn(engine, "idle").mockRejectedValueOnce(new Error("no room"));
  loop.tick();
  loop.offer(picture(2));
  await settle();
  expect(errors).toEqual([[new Error("no room"), false]]);
  finish[1]!();
  await settle();
  expect(shown.map(({ t }) => t)).toEqual([1, 2]);
});

test("a closed loop shows nothing more", async () => {
  const { loop, finish, shown, settle } = slowLoop();
  loop.offer(picture(1));
  loop.close();
  finish[0]!();
  await settle();
  loop.offer(picture(2));
  loop.tick();
  await settle();
  expect(shown).toEqual([]);
});

/** Keeps every step waiting until it is told to go on. */
class SlowGenerator extends VelocityGenerator {
  readonly goOn: (() => void)[] = [];

  override async step(...args: Parameters<VelocityGenerator["step"]>) {
    await new Promise<void>((resolve) => this.goOn.push(resolve));
    return super.step(...args);
  }
}

test("a generator that is awaited: one frame at a time, with one set of controls, and the latest of those that come meanwhile is next", async () => {
  const generator = new SlowGenerator();
  const clock = new SteppedClock();
  const engine = new Engine({
    ...{ settings: ENGINE_SETTINGS, controls: initialControls(ENGINE_SETTINGS), detector: null },
    generators: new GeneratorSet({ model: generator }),
    ...{ phrase: [], clock, random: () => 0.5, firstFrame: 0 },
  });
  const shown: { readonly t: number; readonly mode: string; readonly answers: boolean }[] = [];
  const loop = new FrameLoop({
    ...{ engine, clock, onError: (error) => expect.fail(String(error)), idleAfter: 0.2 },
    emit: ({ t, mode }, answers) => shown.push({ t, mode, answers }),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  /** Until the generator is asked for nothing more. */
  const finish = async () => {
    for (await settle(); generator.goOn.length > 0; await settle()) generator.goOn.shift()!();
  };
  const standing = (t: number) => poseFrame(t, [seenAt(swung(0), 0.4)]);
  for (let n = 0; n < 20; n++) {
    loop.offer(standing(n / 30));
    await finish();
  }
  expect(shown.map(({ t }) => t)).toEqual(Array.from({ length: 20 }, (_, n) => n / 30));
  shown.length = 0;
  clock.moveTo(1);
  loop.tick();
  await settle();
  expect(generator.goOn).toHaveLength(1);
  for (const t of [1.7, 1.8, 1.9]) loop.offer(standing(t));
  loop.tick();
  engine.command({ tag: "command", command: "mode", value: "echo" });
  await settle();
  expect(generator.goOn).toHaveLength(1);
  await finish();
  expect(shown).toEqual([
    { t: 19 / 30 + 1, mode: "shadow", answers: false },
    { t: 1.9, mode: "echo", answers: true },
  ]);
  expect(loop.dropped).toBe(2);
});

test("while the show is closed it answers, empties the stage and makes nothing of its own", async () => {
  const { loop, clock, shown, settle } = slowLoop();
  const closed = (t: number) => ({ ...poseFrame(t, []), reason: "closed" }) as const;
  for (let i = 0; i < 60; i++) {
    clock.moveTo(i / 30);
    loop.offer(poseFrame(i / 30, [seenAt(swung(Math.sin(i / 5)), 0.5)]));
    await settle();
  }
  expect(shown.at(-1)!.people).toHaveLength(1);
  loop.offer(closed(2.1));
  await settle();
  expect(shown.at(-1)).toMatchObject({ people: [], alone: null, reason: "closed" });
  expect(shown.at(-1)!.events).toContainEqual({ event: "leave", id: 1 });
  const count = shown.length;
  clock.moveTo(8);
  loop.tick();
  await settle();
  expect(shown).toHaveLength(count);
  loop.offer(poseFrame(8, []));
  await settle();
  clock.moveTo(13);
  loop.tick();
  await settle();
  expect(shown).toHaveLength(count + 2);
});
