import { expect, test } from "vitest";
import { Calibration } from "../../../../main/engine/foresight/calibration.ts";
import { bodyDistance, ROOT_AT, ROW } from "../../../../main/motion/clip.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { STANDING } from "../../../support/bodies.ts";

const FPS = 30;
const AHEAD = 30;
/** Frames between one prediction and the next. */
const EVERY = 6;

type Dance = (frame: number) => Float32Array;
/** What is predicted at a frame, rows of the frames after it. */
type Predictor = (frame: number, dance: Dance) => Float32Array;

/** Somebody whose every coordinate wanders on its own, as the sum of waves that never come together again. */
function wandering(seed: number, size = 0.08): Dance {
  const random = seededRandom(seed);
  const waves = Array.from({ length: ROW }, () =>
    Array.from({ length: 4 }, () => ({ rate: 2 + 5 * random(), phase: 7 * random() })),
  );
  const standing = [...STANDING.flatMap(({ x, y, z }) => [x, y, z]), 0, 0.9, 0];
  return (frame) =>
    Float32Array.from(
      standing,
      (value, i) =>
        value +
        (size / 2) *
          waves[i]!.reduce((sum, { rate, phase }) => sum + Math.sin((rate * frame) / FPS + phase), 0),
    );
}

/** Of what she will do, `gain` times the way there, and noise that grows with the way ahead. */
const exaggerating =
  (gain: number, seed: number, noise = 0.02): Predictor =>
  (frame, dance) => {
    const random = seededRandom(seed, frame);
    const now = dance(frame);
    const path = new Float32Array(AHEAD * ROW);
    for (let ahead = 1; ahead <= AHEAD; ahead++) {
      dance(frame + ahead).forEach((value, i) => {
        const strayed = noise * Math.sqrt(ahead / AHEAD) * 2 * (random() - 0.5);
        path[(ahead - 1) * ROW + i] = now[i]! + gain * (value - now[i]! + strayed);
      });
    }
    return path;
  };

/** Mean distance from what she did, calibrated and not, metres, of predictions in a span of frames. */
interface Errors {
  readonly calibrated: number;
  readonly plain: number;
}

function follow(
  calibration: Calibration,
  dance: Dance,
  predict: Predictor,
  from: number,
  to: number,
): Errors {
  let [calibrated, plain, count] = [0, 0, 0];
  for (let frame = from; frame < to; frame++) {
    calibration.observe(dance(frame), true);
    if (frame % EVERY !== 0) continue;
    const path = predict(frame, dance);
    const believed = calibration.calibrate(path);
    for (let ahead = 1; ahead <= AHEAD; ahead++) {
      const real = dance(frame + ahead);
      const at = (ahead - 1) * ROW;
      calibrated += bodyDistance(believed.subarray(at, at + ROW), real);
      plain += bodyDistance(path.subarray(at, at + ROW), real);
      count++;
    }
  }
  return { calibrated: calibrated / count, plain: plain / count };
}

test.each([0.3, 2])(
  "of somebody who does %d times less than is predicted it learns so within seconds",
  (gain) => {
    const calibration = new Calibration(FPS);
    const [dance, predict] = [wandering(1), exaggerating(gain, 1)];
    follow(calibration, dance, predict, 0, 240);
    const { calibrated, plain } = follow(calibration, dance, predict, 240, 600);
    expect(calibrated).toBeLessThan(0.4 * plain);
  },
);

test("the hips' way through the room is calibrated too", () => {
  const calibration = new Calibration(FPS);
  const [dance, predict] = [wandering(2), exaggerating(2, 2)];
  follow(calibration, dance, predict, 0, 241);
  const path = predict(240, dance);
  const believed = calibration.calibrate(path);
  const off = (rows: Float32Array) =>
    Math.hypot(...[0, 1, 2].map((axis) => rows[14 * ROW + ROOT_AT + axis]! - dance(255)[ROOT_AT + axis]!));
  expect(off(believed)).toBeLessThan(0.6 * off(path));
});

test("before anything is known a path is believed as it is", () => {
  const calibration = new Calibration(FPS);
  const dance = wandering(3);
  calibration.observe(dance(0), true);
  const path = exaggerating(1.4, 3)(0, dance);
  calibration.calibrate(path).forEach((value, i) => {
    expect(value).toBeCloseTo(path[i]!, 5);
  });
  expect(calibration.foreseen).toBeNull();
});

test("what is predicted well stays as good", () => {
  const calibration = new Calibration(FPS);
  const [dance, predict] = [wandering(4), exaggerating(1, 4, 0.01)];
  for (let from = 0; from < 1800; from += 300) {
    const { calibrated, plain } = follow(calibration, dance, predict, from, from + 300);
    expect(calibrated).toBeLessThan(1.03 * plain);
  }
});

test("what tells nothing about her is not worse than standing still for long", () => {
  const calibration = new Calibration(FPS);
  const [dance, other] = [wandering(5), wandering(6)];
  const predict: Predictor = (frame) => exaggerating(1, 5)(frame, other);
  follow(calibration, dance, predict, 0, 300);
  const { calibrated, plain } = follow(calibration, dance, predict, 300, 900);
  expect(calibrated).toBeLessThan(0.8 * plain);
  expect(calibration.foreseen).toBeLessThan(1.05);
});

test("who dances otherwise from now on is learnt anew, and the old is forgotten", () => {
  const calibration = new Calibration(FPS);
  const dance = wandering(7);
  follow(calibration, dance, exaggerating(2, 7), 0, 1800);
  const otherwise = exaggerating(0.5, 8);
  const first = follow(calibration, dance, otherwise, 1800, 1860);
  follow(calibration, dance, otherwise, 1860, 3600);
  const later = follow(calibration, dance, otherwise, 3600, 3900);
  expect(later.calibrated).toBeLessThan(0.6 * later.plain);
  expect(later.calibrated).toBeLessThan(0.6 * first.calibrated);
});

test("where she repeats herself, her own moments tell what comes, whatever is predicted", () => {
  const calibration = new Calibration(FPS);
  const phrase = wandering(9);
  const still: Predictor = (frame, dance) => {
    const now = dance(frame);
    return Float32Array.from({ length: AHEAD * ROW }, (_, i) => now[i % ROW]!);
  };
  const again: Dance = (frame) => phrase(frame % 120);
  follow(calibration, again, still, 0, 900);
  const { calibrated, plain } = follow(calibration, again, still, 900, 1200);
  expect(calibrated).toBeLessThan(0.35 * plain);
});

test("who stands still teaches nothing, and nothing is forgotten meanwhile", () => {
  const calibration = new Calibration(FPS);
  const [dance, predict] = [wandering(10), exaggerating(2, 10)];
  follow(calibration, dance, predict, 0, 600);
  const before = calibration.foreseen;
  for (let frame = 0; frame < 1500; frame++) {
    calibration.observe(dance(600), false);
    if (frame % EVERY === 0) calibration.calibrate(predict(600, () => dance(600)));
  }
  expect(calibration.foreseen).toBeCloseTo(before!, 1);
  const { calibrated, plain } = follow(calibration, dance, predict, 600, 660);
  expect(calibrated).toBeLessThan(0.5 * plain);
});

test("after a gap in time nothing is learnt from what was predicted before it", () => {
  const calibration = new Calibration(FPS);
  const [dance, predict] = [wandering(11), exaggerating(1, 11)];
  for (let round = 0; round < 20; round++) {
    calibration.observe(dance(100 * round), true);
    calibration.calibrate(predict(100 * round, dance));
    calibration.breakOff();
  }
  expect(calibration.foreseen).toBeNull();
});

test("how well she is foreseen is the error 0.4 s ahead, of that of standing still", () => {
  const calibration = new Calibration(FPS);
  follow(calibration, wandering(12), exaggerating(1, 12, 0), 0, 600);
  expect(calibration.foreseen).toBeCloseTo(0, 2);
});

test("a path that is shorter or longer than a second is calibrated over its length", () => {
  const calibration = new Calibration(FPS);
  const dance = wandering(13);
  const predict = exaggerating(2, 13);
  follow(calibration, dance, predict, 0, 601);
  const path = predict(600, dance);
  expect(calibration.calibrate(path.slice(0, 5 * ROW))).toHaveLength(5 * ROW);
  const long = new Float32Array(50 * ROW);
  for (let at = 0; at < long.length; at += ROW) long.set(path.subarray(29 * ROW), at);
  const believed = calibration.calibrate(long);
  expect(believed).toHaveLength(long.length);
  const now = dance(600);
  expect(bodyDistance(believed.subarray(49 * ROW), now)).toBeLessThan(
    0.8 * bodyDistance(long.subarray(49 * ROW), now),
  );
});

test("a frame costs the same after three minutes as after one", () => {
  const calibration = new Calibration(FPS);
  const [dance, predict] = [wandering(14), exaggerating(1.5, 14)];
  const path = predict(0, dance);
  const rows = Array.from({ length: 300 }, (_, frame) => dance(frame));
  const timed = (frames: number) => {
    const times: number[] = [];
    for (let frame = 0; frame < frames; frame++) {
      const begun = performance.now();
      calibration.observe(rows[frame % 300]!, true);
      if (frame % EVERY === 0) calibration.calibrate(path);
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b)[Math.floor(frames / 2)]!;
  };
  timed(900);
  const early = timed(900);
  timed(2700);
  expect(timed(900)).toBeLessThan(3 * early + 0.05);
});
