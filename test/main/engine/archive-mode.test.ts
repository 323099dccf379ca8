import { expect, test } from "vitest";
import { displacements, type MotionFrame } from "../../../main/motion/motion-frame.ts";
import type { Mode, StageFrame } from "../../../shared/stage.ts";
import { archiveOf } from "../../support/archives.ts";
import { seenAt, swung } from "../../support/bodies.ts";
import { sineDance } from "../../support/dances.ts";
import { StageRun } from "../../support/stage-run.ts";

const archive = await archiveOf({
  arms: sineDance({ seconds: 20, facing: 1 }),
  other: sineDance({ seconds: 20, from: 57, scale: 0.9 }),
});
const dancing = (t: number) => [{ ...seenAt(swung(0.8 * Math.sin(4 * t)), 0.4), id: 1 }];
const still = () => [{ ...seenAt(swung(0), 0.4), id: 1 }];

async function run(mode: Mode, of = archive as typeof archive | null) {
  const stage = new StageRun({ mode }, undefined, [], of);
  return [
    ...(await stage.dance(8, dancing)),
    ...(await stage.dance(8, still)),
    ...(await stage.dance(8, dancing)),
  ];
}

const partnersOf = (frames: readonly StageFrame[]): MotionFrame[] =>
  frames.flatMap(({ people }) => {
    const partner = people[0]?.partner;
    return partner ? [{ body: partner.body as MotionFrame["body"], root: partner.root }] : [];
  });

const steps = (bodies: readonly MotionFrame[]) =>
  bodies.slice(1).map((body, n) => Math.max(...displacements(bodies[n]!, body)));

test("in the mode archive the partner dances without a jump from moment to moment, and no generator is named", async () => {
  const frames = await run("archive");
  const bodies = partnersOf(frames);
  expect(bodies.length).toBeGreaterThan(frames.length - 40);
  expect(Math.max(...steps(bodies))).toBeLessThan(0.15);
  expect(frames.at(-1)!.people[0]!.partner!.generator).toBeNull();
  expect(frames.at(-1)!.people[0]!.turn).toBe("listening");
  // It dances while she stands.
  expect(Math.max(...steps(bodies.slice(-300, -240)))).toBeGreaterThan(0.005);
});

test("where there is no archive the partner is a moment ahead, as in shadow", async () => {
  expect(partnersOf(await run("archive", null))).toEqual(partnersOf(await run("shadow", null)));
});
