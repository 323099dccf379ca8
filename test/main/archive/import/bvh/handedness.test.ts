import { describe, expect, test } from "vitest";
import { convertBvh } from "../../../../../main/archive/import/bvh/convert.ts";
import { alongX, bvhOf, DANCE, danceBy, skeletonOf, type Writer } from "../../../../support/bvh-writers.ts";
import { called, error, expectTheDance, imported, OTHER } from "../../../../support/imported-dance.ts";

describe("left and right", () => {
  const exchanged = (parts: RegExp): Writer => ({
    rename: (name) =>
      parts.test(name) ? name.replace(/Left|Right/, (side) => (side === "Left" ? "Right" : "Left")) : name,
  });
  const LEGS = /Leg|Foot|Toe/;
  const ARMS = /Arm|Hand|Shoulder/;
  const mapIn = (message: string) => JSON.parse(/write (\{.*\}) to a file/.exec(message)![1]!);
  const refusal = (text: string): string => {
    try {
      convertBvh(text, "x.bvh");
    } catch (fault) {
      return (fault as Error).message;
    }
    throw new Error("was not refused");
  };

  test.each<readonly [string, Writer]>([
    ["left-handed axes", { leftHanded: true }],
    ["left-handed axes, every bone along its own x", { leftHanded: true, axes: alongX }],
    ["left-handed axes, positions in every joint", { leftHanded: true, positions: "repeated" }],
  ])("a file in %s is read as its mirror image, with a word", (_, writer) => {
    const { frames, notes } = imported(danceBy(writer));
    expectTheDance(frames);
    expect(notes.at(-1)).toMatch(/^x\.bvh: left and right are exchanged, as in left-handed axes: /);
  });

  test("where only the joints are called so, a map that swaps them gives the dance, without a word", () => {
    const text = danceBy(exchanged(/./));
    expect(imported(text).notes).toEqual([expect.stringMatching(/swap left and right with --map$/)]);
    const parts = {
      hip: "UpLeg",
      knee: "Leg",
      ankle: "Foot",
      shoulder: "Arm",
      elbow: "ForeArm",
      wrist: "Hand",
      foot_index: "ToeBase",
    };
    const map = Object.fromEntries(
      Object.entries(parts).flatMap(([part, own]) => [
        [`left_${part}`, `Right${own}`],
        [`right_${part}`, `Left${own}`],
      ]),
    );
    const { frames, notes } = imported(text, { map });
    expect(error(frames, DANCE)).toBeLessThan(0.03);
    expect(notes).toEqual([]);
  });

  test.each([
    ["legs", LEGS],
    ["arms", ARMS],
  ] as const)(
    "%s alone that are called so are refused, and the map that it says mends them",
    (what, parts) => {
      const text = danceBy(exchanged(parts));
      const message = refusal(text);
      expect(message).toMatch(new RegExp(`^x\\.bvh: the ${what} are called left where right is; `));
      expect(error(imported(text, { map: mapIn(message) }).frames, DANCE)).toBeLessThan(0.03);
    },
  );

  test("one of two people who is called so is refused, and the map that it says mends her", () => {
    const ben = { rename: (name: string) => `Ben:${exchanged(/./).rename!(name)}` };
    const text = bvhOf([skeletonOf(DANCE, called("Ada"), "JOINT"), skeletonOf(OTHER, ben, "JOINT")], "Scene");
    const message = refusal(text);
    expect(message).toMatch(/^x\.bvh: of 2 people, number 2 is called left where right is; /);
    const { frames } = imported(text, { map: mapIn(message) });
    expect(error(frames, DANCE, 0)).toBeLessThan(0.03);
    expect(error(frames, OTHER, 1)).toBeLessThan(0.03);
  });

  test("toes alone that point back are told: the joints that a map gives are perhaps the heels", () => {
    const text = danceBy({
      props: {
        LeftFoot: { name: "LeftHeel", offset: [0, -7, -13] },
        RightFoot: { name: "RightHeel", offset: [0, -7, -13] },
      },
    });
    expect(imported(text).notes).toEqual([]);
    const map = { left_foot_index: "LeftHeel", right_foot_index: "RightHeel" };
    const { frames, notes } = imported(text, { map });
    expect(error(frames, DANCE)).toBeLessThan(0.03);
    expect(notes).toEqual([
      "x.bvh: toes point back while knees bend ahead; say what the feet's tips are with --map",
    ]);
  });
});
