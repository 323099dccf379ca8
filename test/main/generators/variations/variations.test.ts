import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { convertBvh } from "../../../../main/archive/import/bvh/convert.ts";
import { generateFrames, observeAll } from "../../../../main/generators/generate.ts";
import type { GeneratorState } from "../../../../main/generators/generator.ts";
import { Variations } from "../../../../main/generators/variations/variations.ts";
import { distanceToPhrase } from "../../../../main/learn/evaluate/metrics/fidelity.ts";
import { clipOf, roomAcceleration, rowAt } from "../../../../main/motion/clip.ts";
import { isWhole, type MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { Sliced } from "../../../../main/motion/slices.ts";
import { clip } from "../../../support/clip.ts";

const FPS = 30;
vi.setConfig({ testTimeout: 120_000 });
const advance = Sliced.prototype.advanceTo;
afterEach(() => {
  vi.restoreAllMocks();
});

/** A dance of motion capture. */
function captured(name: string): readonly MotionFrame[] {
  const { pieces } = convertBvh(gunzipSync(readFileSync(clip(name))).toString("latin1"), name);
  return pieces.flat().flatMap(({ people: [pose] }) => {
    const { body, root } = pose!;
    return body && root && isWhole(body) ? [{ body, root }] : [];
  });
}

const salsa = captured("60_05.bvh.gz").slice(0, 8 * FPS);
const martial = captured("135_04.bvh.gz").slice(0, 8 * FPS);
const generator = new Variations(FPS);

const danced = async (from: GeneratorState, seconds: number, { seed = 1, temperature = 1 } = {}) =>
  (
    await generateFrames(generator, [from], seconds * FPS, { temperature, styles: null }, seededRandom(seed))
  ).map(([frame]) => frame!);

/** Mean distance of its seconds from the seconds of a phrase that they are most like, metres. */
function awayFrom(phrase: readonly MotionFrame[], frames: readonly MotionFrame[]): number {
  const seconds = Array.from({ length: Math.floor(frames.length / FPS) }, (_, n) =>
    clipOf(frames.slice(n * FPS, (n + 1) * FPS)),
  );
  const whole = clipOf(phrase);
  return seconds.reduce((sum, one) => sum + distanceToPhrase(one, whole), 0) / seconds.length;
}

const accelerationsIn = (frames: readonly MotionFrame[]): number[] => {
  const all = clipOf(frames);
  return Array.from({ length: all.frames - 2 }, (_, n) =>
    roomAcceleration(rowAt(all, n), rowAt(all, n + 1), rowAt(all, n + 2)),
  );
};

test("an answer is recognisably hers, and no copy of what she danced", async () => {
  for (const [own, other] of [
    [salsa, martial],
    [martial, salsa],
  ] as const) {
    const answer = await danced(observeAll(generator, own), 20);
    expect(awayFrom(own, answer)).toBeLessThan(0.5 * awayFrom(other, answer));
    const again = await danced(observeAll(generator, own), 20, { seed: 2 });
    expect(awayFrom(again.slice(5 * FPS, 6 * FPS), answer.slice(5 * FPS, 6 * FPS))).toBeGreaterThan(0.01);
  }
});

test("at temperature 0 it is her phrase in order; the hotter, the less", async () => {
  const away = async (temperature: number) =>
    awayFrom(salsa, await danced(observeAll(generator, salsa), 16, { temperature }));
  const [none, little, much] = [await away(0), await away(0.3), await away(2)];
  expect(none).toBeLessThan(much);
  expect(little).toBeLessThan(much);
});

test("its joins are as smooth as her dance", async () => {
  for (const own of [salsa, martial]) {
    const usual = accelerationsIn(own).sort((a, b) => a - b);
    const answer = await danced(observeAll(generator, own), 40);
    const all = accelerationsIn([...own.slice(-2), ...answer]);
    const limit = usual[Math.floor(0.99 * usual.length)]!;
    expect(all.filter((one) => one <= limit).length / all.length).toBeGreaterThan(0.95);
    expect(Math.max(...all)).toBeLessThan(2 * usual.at(-1)!);
  }
});

test("what takes long is computed a little with each step, and is there when it is danced", async () => {
  const shares: number[] = [];
  vi.spyOn(Sliced.prototype, "advanceTo").mockImplementation(function (this: Sliced<unknown>, share) {
    shares.push(share);
    advance.call(this, share);
  });
  await danced(observeAll(generator, salsa), 20);
  // Three variations in 20 s: 1.6 s of her phrase, then 5 s, 8 s and the rest.
  expect(shares.filter((share) => share === Number.POSITIVE_INFINITY)).toHaveLength(3);
  shares.forEach((share, n) => {
    const before = shares[n - 1] ?? 0;
    if (share === Number.POSITIVE_INFINITY) expect(before).toBe(1);
    else expect(share - (before === Number.POSITIVE_INFINITY ? 0 : before)).toBeLessThan(0.025);
  });
});

test("what she danced before her last rest is not her phrase", async () => {
  const rest = Array.from({ length: 1.2 * FPS }, () => martial[0]!);
  const answer = await danced(
    observeAll(generator, [...salsa.slice(-3 * FPS), ...rest, ...martial.slice(0, 4 * FPS)]),
    12,
  );
  expect(awayFrom(martial, answer.slice(FPS))).toBeLessThan(0.5 * awayFrom(salsa, answer.slice(FPS)));
});

test("after a gap in time what she danced before it is hers until she has danced something else", async () => {
  const gone = generator.brokenOff(observeAll(generator, martial));
  const back = (seconds: number) =>
    salsa.slice(0, seconds * FPS).reduce<GeneratorState>((at, frame) => generator.observe(at, frame), gone);
  const early = (await danced(back(0.5), 10)).slice(2 * FPS);
  const later = (await danced(back(4), 10)).slice(2 * FPS);
  expect(awayFrom(martial, early)).toBeLessThan(awayFrom(salsa, early));
  expect(awayFrom(salsa, later)).toBeLessThan(awayFrom(martial, later));
});

test("who has danced nothing yet is still", async () => {
  const frames = await danced(observeAll(generator, salsa.slice(0, 20)), 1);
  for (const frame of frames) expect(frame).toEqual(frames[0]);
});
