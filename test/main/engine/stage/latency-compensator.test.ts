import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Generator } from "../../../../main/generators/generator.ts";
import { bonesOf, lengthsOf } from "../../../../main/motion/bones.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import type { BodyPoint } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { STANDING, swung } from "../../../support/bodies.ts";
import { errors, inMetres, mirrored, trembling, withExtrapolatorOf } from "../../../support/mirror.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { StageRun } from "../../../support/stage-run.ts";
import { STILL_GENERATOR } from "../../../support/still-generator.ts";

let generator: Generator;

beforeAll(async () => {
  generator = await withExtrapolatorOf(join(projectRoot, "models/first"));
});

const standing = (body: readonly BodyPoint[]): MotionFrame => ({ body, root: { x: 0, y: 0.88, z: 0 } });
const still: readonly MotionFrame[] = new Array<MotionFrame>(150).fill(standing(STANDING));

describe("the dancer of the demo, seen by a camera", () => {
  test.each([
    { latency: 0.1, severity: 0, most: 0.6 },
    { latency: 0.15, severity: 0, most: 0.7 },
    { latency: 0.1, severity: 0.5, most: 0.85 },
    { latency: 0.15, severity: 0.5, most: 0.85 },
  ])(
    "is shown nearer to where she is $latency s later, noise $severity",
    async ({ latency, severity, most }) => {
      const phrases = await demoPhrases();
      let [live, foreseen] = [0, 0];
      for (const { frames } of phrases) {
        const off = errors(await mirrored(generator, frames, latency, severity));
        live += off.live;
        foreseen += off.foreseen;
      }
      expect(foreseen / live).toBeLessThan(most);
    },
  );

  test("keeps the length of every bone", async () => {
    const [phrase] = await demoPhrases();
    const shown = await mirrored(generator, phrase!.frames, 0.15, 1);
    const lengths = (body: readonly (BodyPoint | null)[]) => lengthsOf(bonesOf(body.map((point) => point!)));
    let compared = 0;
    for (const { live, foreseen } of shown) {
      if (live.body.includes(null)) continue;
      compared++;
      const [kept, had] = [lengths(foreseen.body), lengths(live.body)];
      for (const [bone, length] of had.entries()) expect(kept[bone]).toBeCloseTo(length, 4);
    }
    expect(compared).toBeGreaterThan(10);
  });
});

test("somebody who stands still trembles no more than without it; with the poorest camera, little more", async () => {
  const tremblings = async (severity: number) => {
    const shown = await mirrored(generator, still, 0.15, severity);
    return { live: trembling(shown, "live"), foreseen: trembling(shown, "foreseen") };
  };
  expect(await tremblings(0)).toEqual({ live: 0, foreseen: 0 });
  const [usual, poor] = [await tremblings(0.5), await tremblings(1)];
  expect(usual.foreseen / usual.live).toBeLessThan(1.1);
  expect(poor.foreseen / poor.live).toBeLessThan(1.5);
});

test("arms that stop dead at some 2.5 m/s are shown no more than a hand's breadth beyond", async () => {
  const stop = 60;
  // Up and down again and again, until they stop in the middle, where they are fastest.
  const angle = (n: number) => 0.8 * Math.sin((6 / 30) * (Math.min(n, stop) - stop));
  const danced = Array.from({ length: 100 }, (_, n) => standing(swung(angle(n))));
  const [before, after] = [danced[stop - 1]!, danced[stop]!].map(({ body }) => body[J.left_wrist]!);
  const [dx, dy] = [after!.x - before!.x, after!.y - before!.y];
  const speed = Math.hypot(dx, dy);
  expect(30 * speed).toBeGreaterThan(1.5);
  for (const latency of [0.1, 0.15]) {
    const shown = await mirrored(generator, danced, latency, 0);
    const beyond = shown
      .filter(({ t }) => t + latency >= stop / 30)
      .map(({ foreseen, then }) => {
        const [at, stopped] = [inMetres(foreseen.image[J.left_wrist]!), inMetres(then[J.left_wrist]!)];
        return ((at.x - stopped.x) * dx - (at.y - stopped.y) * dy) / speed;
      });
    expect(Math.max(...beyond)).toBeLessThan(latency * 30 * speed);
    expect(Math.abs(beyond.at(-1)!)).toBeLessThan(0.01);
  }
});

describe("she is shown as the camera saw her", () => {
  const people = (latency: number | null) => async (run: StageRun, t: number) => {
    const pose = { id: 1, image: picture(t), body: swung(Math.sin(4 * t)), root: { x: 0, y: 0.88, z: 0 } };
    const frame = { tag: "poses", t, width: 1280, height: 720, people: [pose], reason: null } as const;
    const { people: shown } = await run.engine.process(latency === null ? frame : { ...frame, latency });
    return shown[0]?.shown ?? null;
  };
  const picture = (t: number) =>
    swung(Math.sin(4 * t)).map(({ x, y }) => ({
      x: 0.5 + (0.36 * x * 9) / 16,
      y: 0.58 - 0.36 * y,
      score: 0.9,
    }));

  async function lastOf(run: StageRun, latency: number | null, from = 0, to = 60) {
    let last = null;
    for (let n = from; n < to; n++) last = await people(latency)(run, n / 30);
    return last;
  }

  test("where no latency is known", async () => {
    expect(await lastOf(new StageRun({}, generator), null)).toBeNull();
  });

  test("with the key, and is foreseen again with the key", async () => {
    const run = new StageRun({}, generator);
    expect(await lastOf(run, 0.1)).not.toBeNull();
    run.ask({ command: "latencyCompensation", value: false });
    expect(await lastOf(run, 0.1, 60, 120)).toBeNull();
    run.ask({ command: "latencyCompensation", value: true });
    expect(await lastOf(run, 0.1, 120, 180)).not.toBeNull();
  });

  test("with the setting", async () => {
    expect(await lastOf(new StageRun({ latencyCompensation: false }, generator), 0.1)).toBeNull();
  });

  test("with a generator that extrapolates nothing", async () => {
    expect(await lastOf(new StageRun({}, STILL_GENERATOR), 0.1)).toBeNull();
  });
});
