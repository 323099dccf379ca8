import { expect, test } from "vitest";
import { Engine } from "../../../main/engine/engine.ts";
import { FrameLoop } from "../../../main/engine/loop.ts";
import type { PoseDetector } from "../../../main/engine/pose/detector.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { ImageFrame } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { VelocityMind } from "../../support/velocity-mind.ts";

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
    reset() {},
    dispose() {},
  };
  const engine = new Engine({
    settings: ENGINE_SETTINGS,
    controls: initialControls(ENGINE_SETTINGS),
    detector,
    mind: new VelocityMind(),
    phrase: [],
    clock,
    random: () => 0.5,
    firstFrame: 0,
  });
  const shown: StageFrame[] = [];
  const errors: unknown[] = [];
  const loop = new FrameLoop({
    engine,
    clock,
    emit: (frame) => shown.push(frame),
    onError: (error) => errors.push(error),
    idleAfter: 0.2,
  });
  return { loop, clock, finish, shown, errors, settle: () => new Promise((resolve) => setTimeout(resolve)) };
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
  expect(shown).toEqual([]);
  loop.offer(picture(100));
  finish[0]!();
  await settle();
  clock.moveTo(0.1);
  loop.tick();
  expect(shown.length).toBe(1);
  clock.moveTo(0.5);
  loop.tick();
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
  expect(errors).toEqual([new Error("the accelerator is lost")]);
  expect(shown.map(({ t }) => t)).toEqual([2]);
});

test("a closed loop shows nothing more", async () => {
  const { loop, finish, shown, settle } = slowLoop();
  loop.offer(picture(1));
  loop.close();
  finish[0]!();
  await settle();
  loop.offer(picture(2));
  loop.tick();
  expect(shown).toEqual([]);
});
