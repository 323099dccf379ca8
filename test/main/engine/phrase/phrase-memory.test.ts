import { expect, test } from "vitest";
import { PhraseMemory } from "../../../../main/engine/phrase/phrase-memory.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { STANDING } from "../../../support/bodies.ts";

const at = (x: number): MotionFrame => ({ body: STANDING, root: { x, y: 0.9, z: 0 } });

/** Phrases of `seconds`, each followed by a second of rest. */
function session(phrases: number, seconds: number): PhraseMemory {
  const recollection = new PhraseMemory();
  let n = 0;
  const go = (length: number) => {
    for (const end = n + length * 30; n < end; n++) recollection.remember({ t: n / 30, frame: at(n / 30) });
  };
  for (let phrase = 0; phrase < phrases; phrase++) {
    recollection.beginPhrase(n / 30);
    go(seconds);
    recollection.endPhrase(n / 30);
    go(1);
  }
  return recollection;
}

test("phrases are remembered by how long ago they were, and the oldest stands for all before it", () => {
  const recollection = session(4, 3);
  expect(recollection.phrase(1)![0]!.t).toBeCloseTo(12, 1);
  expect(recollection.phrase(4)![0]!.t).toBeCloseTo(0, 1);
  expect(recollection.phrase(9)![0]!.t).toBeCloseTo(0, 1);
  expect(recollection.phrase(1)!.at(-1)!.t).toBeCloseTo(15, 1);
});

test("however long the session, what is remembered is bounded", () => {
  const recollection = session(60, 40);
  expect(recollection.recent.length).toBeLessThan(27 * 30);
  expect(recollection.phrase(99)![0]!.t).toBeGreaterThan(40 * 48);
  expect(recollection.phrase(1)!.length).toBeLessThan(12.2 * 30);
});

test("what was forgotten is gone", () => {
  const recollection = session(2, 3);
  recollection.breakOff();
  expect(recollection.recent).toEqual([]);
  expect(recollection.phrase(1)).not.toBeNull();
  recollection.forget();
  expect(recollection.phrase(1)).toBeNull();
});
