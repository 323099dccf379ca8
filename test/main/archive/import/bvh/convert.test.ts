import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type ConvertedBvh, convertBvh, NO_FACTS } from "../../../../../main/archive/import/bvh/convert.ts";
import type { TakeFrame } from "../../../../../main/archive/take.ts";
import { BONES, J } from "../../../../../shared/skeleton.ts";
import { type BvhFrame, bvhText } from "../../../../support/bvh.ts";
import { clip } from "../../../../support/clip.ts";
import { sharedData } from "../../../../support/shared-data.ts";

const body = (frame: TakeFrame) => frame.people[0]!.body!;
const root = (frame: TakeFrame) => frame.people[0]!.root!;

/** Where a joint is in the room. */
function at(frame: TakeFrame, joint: number): readonly number[] {
  const [p, r] = [body(frame)[joint]!, root(frame)];
  return [p.x + r.x, p.y + r.y, p.z + r.z];
}

const apart = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((v, k) => v - b[k]!));

/** Four seconds at 120 a second of somebody who sways and walks to her left. */
function walk(odd: (frame: number) => BvhFrame | null): string {
  const frames = Array.from({ length: 481 }, (_, f) => {
    const sway = 10 * Math.sin(f / 40);
    return odd(f) ?? { at: [f / 10, 90, 0] as const, turned: { Spine: [sway, 0, 0] as const } };
  });
  return bvhText(frames, 120);
}

describe("a made-up dance", () => {
  test("comes at 30 frames a second, hips in the middle of the body, feet on the floor, way and time in metres and seconds", () => {
    const { pieces, bridged, cut } = convertBvh(
      walk(() => null),
      "x.bvh",
    );
    expect({ pieces: pieces.length, bridged, cut }).toEqual({ pieces: 1, bridged: 0, cut: 0 });
    const [first, last] = [pieces[0]!.at(0)!, pieces[0]!.at(-1)!];
    expect(pieces[0]).toHaveLength(121);
    expect(last.t).toBeCloseTo(4);
    for (const key of ["x", "y", "z"] as const) {
      expect(body(last)[J.left_hip]![key] + body(last)[J.right_hip]![key]).toBeCloseTo(0);
    }
    expect(at(last, J.left_foot_index)[1]).toBeCloseTo(0, 2);
    // 48 of the 152 units from sole to head joint, which make 0.88 of 1.7 m.
    expect(root(last).x - root(first).x).toBeCloseTo((48 * 0.88 * 1.7) / 152, 1);
  });

  test("is as long as its true rate says, whatever its header says", () => {
    const [piece] = convertBvh(
      walk(() => null),
      "x.bvh",
      { ...NO_FACTS, fps: 60 },
    ).pieces;
    expect(piece!.at(-1)!.t).toBeCloseTo(8);
  });

  test("is read all the same where a map names a joint that it has not, which is said", () => {
    const { notes } = convertBvh(
      walk(() => null),
      "x.bvh",
      { ...NO_FACTS, map: { left_elbow: "Nope" } },
    );
    expect(notes).toContain('x.bvh: has no joint "Nope", which --map gives as left_elbow');
  });

  test("loses the T-pose at its start", () => {
    const other = (f: number): BvhFrame | null =>
      f === 0 ? { at: [300, 90, 0], turned: { LeftArm: [90, 0, 0] } } : null;
    const { pieces, cut } = convertBvh(walk(other), "x.bvh");
    expect({ pieces: pieces.length, cut }).toEqual({ pieces: 1, cut: 1 });
    expect(pieces[0]![0]!.t).toBe(0);
    expect(root(pieces[0]![0]!).x).toBeLessThan(0.1);
  });

  test("is cut where she is suddenly elsewhere, and short pieces are left out", () => {
    const jump = (f: number): BvhFrame | null => (f < 300 ? null : { at: [400 + f / 10, 90, 0] });
    const { pieces, cut } = convertBvh(walk(jump), "x.bvh");
    expect(cut).toBe(1);
    expect(pieces).toHaveLength(1);
    expect(pieces[0]!.length).toBeGreaterThan(70);
    expect(pieces[0]!.length).toBeLessThan(76);
  });
});

const danceOf = (file: string, fps: number | null): ConvertedBvh =>
  convertBvh(gunzipSync(readFileSync(file)).toString(), file, { ...NO_FACTS, fps });

describe("CMU dances", () => {
  const mocap = sharedData("mocap/cmu");

  describe("cut short", () => {
    movesLikeABody("60_05", () => danceOf(clip("60_05.bvh.gz"), null), 7.8);
    movesLikeABody("135_04", () => danceOf(clip("135_04.bvh.gz"), null), 7.8);
  });

  describe.skipIf(mocap === null)("whole (../shared/data)", () => {
    const whole = (name: string, fps: number, seconds: number) =>
      movesLikeABody(name, () => danceOf(join(mocap!, `${name}.bvh.gz`), fps), seconds);
    whole("60_03", 60, 30);
    whole("60_09", 60, 42);
    whole("94_08", 120, 22);
    whole("135_07", 120, 12);
  });

  function movesLikeABody(name: string, dance: () => ConvertedBvh, seconds: number): void {
    test(`${name} moves like a body: no jump, bones of one length, feet on the floor, upright`, () => {
      const { pieces } = dance();
      const frames = pieces.flat();
      expect(frames.length / 30).toBeGreaterThan(seconds);
      for (const piece of pieces) {
        for (let f = 1; f < piece.length; f++) {
          for (let j = 0; j < 19; j++) {
            expect(apart(at(piece[f]!, j), at(piece[f - 1]!, j)) * 30).toBeLessThan(14);
          }
        }
      }
      // The sides of the trunk are no bones: the spine bends between them.
      const trunk = [J.left_shoulder, J.right_shoulder];
      for (const [a, b] of BONES.filter(([from, to]) => trunk.includes(from) || !trunk.includes(to))) {
        const lengths = frames.map((frame) => apart(at(frame, a), at(frame, b))).sort((x, y) => x - y);
        const middle = lengths[lengths.length >> 1]!;
        expect(lengths[0]! / middle).toBeGreaterThan(0.99);
        expect(lengths.at(-1)! / middle).toBeLessThan(1.01);
      }
      const soles = frames.map((frame) => Math.min(...[15, 16, 17, 18].map((j) => at(frame, j)[1]!)));
      expect(Math.min(...soles)).toBeGreaterThan(-0.1);
      expect(soles.sort((x, y) => x - y)[soles.length >> 1]).toBeLessThan(0.05);
      const upright = frames.filter((frame) => body(frame)[J.nose]!.y > 0.4).length;
      expect(upright / frames.length).toBeGreaterThan(0.9);
    });
  }

  test("knees bend forwards and toes point ahead of the hips: left and right are not exchanged", () => {
    const frames = danceOf(clip("135_04.bvh.gz"), null).pieces.flat();
    const ahead = frames.map((frame) => {
      const [left, right] = [body(frame)[J.left_hip]!, body(frame)[J.right_hip]!];
      // left x up
      const forward = [-(left.z - right.z), left.x - right.x];
      const of = (joint: number) => body(frame)[joint]!.x * forward[0]! + body(frame)[joint]!.z * forward[1]!;
      return [
        of(J.nose) - (of(J.left_ear) + of(J.right_ear)) / 2,
        of(J.left_knee) - (of(J.left_hip) + of(J.left_ankle)) / 2,
        of(J.right_foot_index) - of(J.right_ankle),
      ];
    });
    for (const k of [0, 1, 2]) {
      expect(ahead.filter((values) => values[k]! > 0).length / ahead.length).toBeGreaterThan(0.8);
    }
  });
});
