import { expect, test } from "vitest";
import { compareDances } from "../../../../main/coaching/compare/compare.ts";
import { shownReference } from "../../../../main/coaching/practice/judge-pass.ts";
import { type DancedPass, PassCollector } from "../../../../main/coaching/practice/pass-collector.ts";
import type { PracticeReference } from "../../../../main/coaching/practice/reference.ts";
import { frameAtIndex } from "../../../../main/motion/interpolation.ts";
import { distance } from "../../../../main/motion/vectors.ts";
import type { StageFrame, StagePerson } from "../../../../shared/stage.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { framesOf, type PassShape, passFrames, referenceOf } from "../../../support/practised.ts";

const phrases = await demoPhrases();
const reference = referenceOf(phrases[0]!.frames);

const collected = (frames: readonly StageFrame[], collector = new PassCollector()): DancedPass[] =>
  frames.flatMap((frame) => collector.see(frame) ?? []);

/** Largest distance of a joint between the reference and the dance, metres, at the same moments of the room. */
function apart(own: PracticeReference, { dance, due, speed, mirrored }: DancedPass, late = 0): number {
  const shown = framesOf(shownReference(own, mirrored).clip);
  const danced = framesOf(dance.clip);
  const distances = shown.map((frame, index) => {
    const seen = frameAtIndex(danced, (due + late + index / own.fps / speed) * dance.fps);
    return Math.max(...frame.body.map((point, joint) => distance(point, seen.body[joint]!)));
  });
  return Math.max(...distances);
}

test.each([0.5, 0.75, 1])(
  "who dances exactly with the reference is where it is when it is due, at %f of its speed",
  (speed) => {
    for (const phrase of phrases.slice(0, 3)) {
      const own = referenceOf(phrase.frames);
      const [danced] = collected(passFrames(own, { speed }));
      expect(apart(own, danced!)).toBeLessThan(0.015);
      expect(apart(own, danced!, 0.1)).toBeGreaterThan(0.03);
    }
  },
);

test("who dances exactly with the reference is not late by comparison, nor is who is late on time", () => {
  const late = (shape: PassShape) => {
    const { dance, due, speed } = collected(passFrames(reference, shape))[0]!;
    return compareDances(shownReference(reference, false), dance, { due, speed }).figures.late.whole!;
  };
  for (const speed of [0.5, 0.75, 1]) expect(Math.abs(late({ speed }))).toBeLessThan(0.02);
  expect(Math.abs(late({ speed: 0.75, late: 0.2 }) - 0.2)).toBeLessThan(0.04);
});

test("who is late is there later by seconds of the room, from a slow camera and mirrored as well", () => {
  const danced = (shape: PassShape) => collected(passFrames(reference, shape))[0]!;
  expect(apart(reference, danced({ late: 0.2, speed: 0.5 }), 0.2)).toBeLessThan(0.015);
  expect(apart(reference, danced({ late: -0.15, speed: 0.75 }), -0.15)).toBeLessThan(0.015);
  expect(apart(reference, danced({ late: 0.2, mirrored: true }), 0.2)).toBeLessThan(0.015);
  expect(apart(reference, danced({ late: 0.2, fps: 15 }), 0.2)).toBeLessThan(0.08);
});

test("a pass is complete a little behind its end, with what she danced before and behind it", () => {
  const frames = passFrames(reference);
  const collector = new PassCollector();
  const at = frames.findIndex((frame) => collector.see(frame) !== null);
  const endsAt = 101 + reference.stretch.end - reference.stretch.begin;
  expect(frames[at]!.t - endsAt).toBeCloseTo(0.6, 1);
  const [{ dance, due, seen, stretch, pass }] = collected(passFrames(reference, { pass: 4 })) as [DancedPass];
  expect(dance.clip.frames / dance.fps).toBeCloseTo(stretch.end - stretch.begin + 1.2, 1);
  expect({ due, seen, pass }).toEqual({ due: 0.6, seen: expect.closeTo(1), pass: 4 });
});

test("one pass after another is collected, and nothing of those before is kept", () => {
  const collector = new PassCollector();
  for (let pass = 1; pass <= 3; pass++) {
    const frames = passFrames(reference, { pass, from: 100 * pass });
    expect(collected(frames, collector).map((danced) => danced.pass)).toEqual([pass]);
  }
});

test("where the rest is spared, the pass before is complete once the next begins", () => {
  const collector = new PassCollector();
  const first = passFrames(reference).filter(({ practice }) => practice!.phase === "pass");
  const from = first.at(-1)!.t - 1 + 2 / 30;
  const second = passFrames(reference, { pass: 2, from });
  const next = second.filter(({ practice }) => practice!.phase !== "count-in");
  expect(collected([...first, ...next], collector).map(({ pass }) => pass)).toEqual([1, 2]);
});

test("a pass that is broken off, begun again or left for another mode is none", () => {
  const frames = passFrames(reference);
  const half = frames.slice(0, frames.length >> 1);
  const { t } = half.at(-1)!;
  const again = passFrames(reference, { from: t + 0.1 });
  expect(collected([...half, ...again]).map(({ seen }) => seen)).toEqual([expect.closeTo(1)]);
  const waiting = { ...frames[0]!.practice!, phase: "waiting" } as const;
  const nobody = Array.from({ length: 60 }, (_, index) => ({
    ...{ ...half[0]!, t: t + 0.1 + index / 30, people: [], practice: waiting },
  }));
  expect(collected([...half, ...nobody])).toEqual([]);
  const elsewhere = { ...half.at(-1)!, t: t + 0.01, practice: null };
  const [late] = collected([...half, elsewhere, ...frames.slice(frames.length >> 1)]);
  expect(late!.seen).toBeLessThan(0.6);
});

test("somebody else is another dancer, of whom there is no pass but the one that she has danced", () => {
  const frames = passFrames(reference);
  const changed = frames.map((frame, index) =>
    index < frames.length / 2 ? frame : { ...frame, people: [{ ...frame.people[0]!, id: 2 }] },
  );
  const [danced] = collected(changed);
  expect(danced!.seen).toBeLessThan(0.6);
});

test("while she is out of sight she goes straight on to where she is seen again, and how much of her was seen is told", () => {
  const { begin, end } = reference.stretch;
  const goneFor = (seconds: number) =>
    collected(
      passFrames(reference, {
        dances: (position, frame) => (position > begin + 1 && position < begin + 1 + seconds ? null : frame),
      }),
    )[0]!;
  expect(goneFor(0.4).seen).toBeCloseTo(1);
  expect(goneFor(1.5).seen).toBeCloseTo(1 - 1.5 / (end - begin), 1);
  expect(goneFor(1.5).dance.clip.values.every(Number.isFinite)).toBe(true);
});

test("a body that is held while it fades is not seen", () => {
  const { begin, end } = reference.stretch;
  const frames = passFrames(reference);
  const held = frames.find(({ practice }) => practice!.position > begin + 1)!;
  const [{ live }] = held.people as [StagePerson];
  const fading = frames.map((frame) => {
    const { position } = frame.practice!;
    if (position < begin + 1 || position > begin + 1.9) return frame;
    const share = 1 - (position - begin - 1);
    const image = live.image.map((point) => point && { ...point, score: point.score * share });
    return { ...frame, people: [{ ...frame.people[0]!, live: { ...live, image } }] };
  });
  expect(collected(fading)[0]!.seen).toBeCloseTo(1 - 0.9 / (end - begin), 1);
});
