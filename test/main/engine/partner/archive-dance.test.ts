import { expect, test, vi } from "vitest";
import { ArchiveDance, type MomentArchive } from "../../../../main/engine/partner/archive-dance.ts";
import type { Motion } from "../../../../main/engine/partner/inertializer.ts";
import { displacements, type MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { archiveOf } from "../../../support/archives.ts";
import { STANDING } from "../../../support/bodies.ts";
import { sineDance } from "../../../support/dances.ts";

const FPS = 30;
const SECONDS = 12;
/** Of the archive: somebody small who faced another way. */
const recorded = sineDance({ seconds: SECONDS, scale: 0.8, facing: 2 });
const standing: MotionFrame = { body: STANDING, root: { x: 1, y: 0.9, z: 2 } };
const stood: readonly MotionFrame[] = new Array<MotionFrame>(SECONDS * FPS).fill(standing);
const archive = await archiveOf({ danced: recorded, stood });
/** The same as in the archive, by a taller dancer who faces the camera. */
const hers = sineDance({ seconds: SECONDS });

/** When the partner went to another moment, and what of the archive it danced, frame by frame. */
function follow(of: MomentArchive, dance: readonly MotionFrame[]) {
  const partner = new ArchiveDance(of);
  const shown: (MotionFrame | null)[] = [];
  const wentAt: number[] = [];
  let before: Motion | null = null;
  dance.forEach((frame, n) => {
    partner.observe(frame);
    const motion = partner.motion(n / FPS);
    if (motion !== before) wentAt.push(n / FPS);
    before = motion;
    shown.push(motion?.(n / FPS) ?? null);
  });
  return { shown, wentAt };
}

const farthest = (a: MotionFrame, b: MotionFrame) => Math.max(...displacements(a, b));

test("it dances the moment that is like hers, where she is, as she faces, on her body, and on from there", () => {
  const { shown, wentAt } = follow(archive, hers.slice(60, 60 + 4 * FPS));
  expect(wentAt).toHaveLength(1);
  expect(wentAt[0]).toBeLessThan(0.2);
  shown.slice(Math.round(wentAt[0]! * FPS)).forEach((frame, n) => {
    // Where she is only at the beginning: from there on it goes its own way.
    expect(farthest(frame!, hers[60 + n + Math.round(wentAt[0]! * FPS)]!)).toBeLessThan(n === 0 ? 0.03 : 0.1);
  });
});

test("when she is elsewhere for a while it goes where she is, and no sooner than after a second and a half", () => {
  const { shown, wentAt } = follow(archive, [...hers.slice(60, 90), ...stood.slice(0, 4 * FPS)]);
  expect(wentAt.length).toBeGreaterThanOrEqual(2);
  expect(wentAt[1]! - wentAt[0]!).toBeGreaterThanOrEqual(1.5);
  expect(wentAt[1]!).toBeLessThan(3);
  expect(farthest(shown.at(-1)!, standing)).toBeLessThan(0.05);
});

test("where a stretch ends it goes elsewhere, never to what it has just danced", async () => {
  const short = await archiveOf({ one: recorded.slice(0, 90), other: recorded.slice(150, 240) });
  const { wentAt, shown } = follow(short, hers);
  expect(wentAt.length).toBeGreaterThanOrEqual(4);
  wentAt.slice(1).forEach((t, n) => {
    expect(t - wentAt[n]!).toBeGreaterThanOrEqual(1.4);
    expect(t - wentAt[n]!).toBeLessThan(3.1);
  });
  expect(shown.slice(5)).not.toContain(null);
});

test("of an archive of one stretch it holds the end", async () => {
  const { wentAt, shown } = follow(await archiveOf({ one: recorded.slice(0, 75) }), hers);
  expect(wentAt).toHaveLength(1);
  expect(shown.at(-1)).toEqual(shown.at(-20));
});

test("it looks into the archive when it goes, not frame by frame", () => {
  const nearest = vi.fn(archive.index.nearest.bind(archive.index));
  const index = Object.assign(Object.create(archive.index), { nearest });
  const { wentAt } = follow({ ...archive, index }, [...hers.slice(0, 90), ...stood.slice(0, 90)]);
  expect(nearest).toHaveBeenCalledTimes(wentAt.length);
});

test("after a gap it begins anew", () => {
  const partner = new ArchiveDance(archive);
  hers.slice(0, 20).forEach((frame, n) => {
    partner.observe(frame);
    partner.motion(n / FPS);
  });
  expect(partner.motion(1)).not.toBeNull();
  partner.reset();
  expect(partner.motion(1)).toBeNull();
});
