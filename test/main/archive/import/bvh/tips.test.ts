import { describe, expect, test } from "vitest";
import { convertBvh } from "../../../../../main/archive/import/bvh/convert.ts";
import type { TakeFrame } from "../../../../../main/archive/take.ts";
import { J, type JointName } from "../../../../../shared/skeleton.ts";
import {
  DANCE,
  type DanceFrame,
  danceBy,
  placesOf,
  type Vector,
  type Writer,
} from "../../../../support/bvh-writers.ts";
import { at, expectTheDance, imported, SCALE } from "../../../../support/imported-dance.ts";

/** Metres between a joint and where it should be, at most. */
function astray(
  frames: readonly TakeFrame[],
  joint: JointName,
  place: (frame: DanceFrame) => Vector,
): number {
  const errors = frames.map((frame, f) => {
    const is = place(DANCE[f]!);
    return Math.hypot(...at(frame, J[joint]).map((value, k) => value - is[k]! * SCALE));
  });
  return Math.max(...errors);
}
const placeOf = (name: string) => (frame: DanceFrame) => placesOf(frame).get(name)!;

describe("what is carried", () => {
  const prop = { RightHand: { name: "Prop1", offset: [-100, 0, 0] } } as const;
  /** A metre on from the wrist as the hand goes on nine centimetres. */
  const placeOfProp = (frame: DanceFrame): Vector => {
    const [wrist, end] = [placeOf("RightHand")(frame), placeOf("RightHand end")(frame)];
    return [0, 1, 2].map((k) => wrist[k]! + ((end[k]! - wrist[k]!) * 100) / 9) as unknown as Vector;
  };

  test.each<readonly [string, Writer, string]>([
    ["a long prop", { props: prop }, "Prop1"],
    [
      "a long prop below a wrist that nobody would know by name",
      {
        props: { RightHand: { name: "Kard", offset: [-100, 0, 0] } },
        rename: (name) => (name === "RightHand" ? "JobbKez" : name),
      },
      "Kard",
    ],
    ["a short prop", { props: { RightHand: { name: "Prop1", offset: [0, 0, 12] } } }, "Prop1"],
    [
      "a prop called after the hand",
      { props: { RightHand: { name: "RightHandProp", offset: [0, 0, 12] } } },
      "RightHandProp",
    ],
    ["a prop that positions place", { props: prop, positions: "repeated" }, "Prop1"],
  ])("%s in a hand is not the hand, which goes on from the forearm, with a word", (_, writer, name) => {
    const { frames, notes } = imported(danceBy(writer));
    expectTheDance(frames);
    expect(astray(frames, "right_index", placeOf("RightHand end"))).toBeLessThan(0.03);
    expect(notes).toEqual([
      `x.bvh: ${name}: no part of hand or foot by its name and its length, passed over; if it is one, say so with --map`,
    ]);
  });

  test.each([
    ["a long stilt", { LeftToeBase: { name: "Stilt", offset: [0, -60, 0] } }],
    ["a short stilt", { LeftToeBase: { name: "Stilt", offset: [0, -20, 0] } }],
    ["a stilt under a foot's name", { LeftToeBase: { name: "LeftFootEnd", offset: [0, -60, 0] } }],
  ] as const)("%s is not the foot", (_, props) => {
    const { frames, notes } = imported(danceBy({ props }));
    expect(astray(frames, "left_foot_index", placeOf("LeftToeBase"))).toBeLessThan(0.03);
    expect(notes).toEqual([expect.stringMatching(/^x\.bvh: (Stilt|LeftFootEnd): no part of hand or foot /)]);
  });

  test("a prop where a hand is missing is no hand", () => {
    const text = danceBy({}).replace("JOINT RightHand\n{\nOFFSET -25", "JOINT Staff\n{\nOFFSET -125");
    expect(() => convertBvh(text, "x.bvh")).toThrow(/^x\.bvh: no right_wrist below Hips, .*--map$/);
  });

  test("a map's word wins: its joint is the hand, however long, and the foot, though it goes on", () => {
    const map = { right_index: "Prop1", left_foot_index: "LeftToeBase" };
    const { frames, notes } = imported(danceBy({ props: prop }), { map });
    expect(astray(frames, "right_index", placeOfProp)).toBeLessThan(0.1);
    expect(astray(frames, "left_foot_index", placeOf("LeftToeBase"))).toBeLessThan(0.03);
    expect(notes).toEqual([]);
  });

  test("a map that gives a joint as what it is not, and leaves another missing, is told", () => {
    expect(() => imported(danceBy({ props: prop }), { map: { right_index: "RightHand" } })).toThrow(
      "x.bvh: --map gives RightHand as right_index, which leaves no right_wrist; expected a joint of its own for each",
    );
  });
});
