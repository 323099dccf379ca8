import { expect, test } from "vitest";
import { AudioDescription } from "../../../../renderer/stage/description/audio-description.ts";
import { en } from "../../../../shared/languages/en.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { person, stageFrame, standing } from "../../support/figures.ts";

/** What is said over some seconds, with when. */
function said(at: (t: number) => StageFrame, seconds: number): { t: number; line: string }[] {
  const description = new AudioDescription();
  return Array.from({ length: 30 * seconds }, (_, frame) => frame / 30).flatMap((t) => {
    const told = description.tell(at(t), en, t);
    return told ? [{ t, line: told.line }] : [];
  });
}

const moving = (energy: number) => ({ ...standing(), energy });

test("what happens is said at once, once", () => {
  const lines = said((t) => {
    const events = t === 1 ? [{ event: "enter", id: 1 } as const] : [];
    return stageFrame(t, [person(1, moving(0.3), moving(0.3))], { events });
  }, 6);
  expect(lines).toEqual([{ t: 1, line: en.description.enters }]);
});

test("what goes on is said in pauses, the partner's before the dancer's, and not again and again", () => {
  const lines = said((t) => stageFrame(t, [person(1, moving(2), moving(2))]), 30);
  expect(lines.slice(0, 2).map(({ line }) => line)).toEqual([
    en.description.partner.fast,
    en.description.dancer.fast,
  ]);
  for (const [index, { t }] of lines.entries())
    if (index > 0) expect(t - lines[index - 1]!.t).toBeGreaterThanOrEqual(5);
  const again = lines.filter(({ line }) => line === en.description.partner.fast);
  expect(again.length).toBeGreaterThan(1);
  expect(again[1]!.t - again[0]!.t).toBeGreaterThanOrEqual(15);
});

test("the one who leaves last leaves an empty stage; another one's leaving is not told", () => {
  const leaves = (people: StageFrame["people"]) =>
    said((t) => stageFrame(t, people, { events: t === 0 ? [{ event: "leave", id: 7 }] : [] }), 1);
  expect(leaves([]).map(({ line }) => line)).toEqual([en.description.empty]);
  expect(leaves([person(1, moving(0.3))])).toEqual([]);
});
