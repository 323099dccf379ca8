import { describe, expect, test } from "vitest";
import { selectionOf, shareOf, takesBrushed } from "../../../../renderer/desk/map/brush.ts";
import { type MapPoints, sourceOf } from "../../../../renderer/desk/map/points.ts";
import { TONES, tonesOf } from "../../../../renderer/desk/map/tones.ts";
import type { MapTrack } from "../../../../shared/desk/map.ts";
import { classesOf, PALETTE } from "../../../../shared/map-colouring.ts";

const track = (take: string, first: number, count: number, dancer = "Ada"): MapTrack => ({
  ...{ take, person: 1, dancer, style: "salsa", source: `${take}.mp4`, begin: 2, first, count },
});
const tracks = [track("a", 0, 30), track("a", 30, 30, "Bo"), track("b", 60, 90), track("c", 150, 10)];
const points: MapPoints = { fingerprint: "f", fps: 30, places: new Float32Array(320), tracks };

describe("a brush", () => {
  test("says of each take how much of it is within, the largest part first", () => {
    const selection = selectionOf(points, Uint32Array.from([20, 45, 46, 47, 61, 150, 151, 152, 153, 154]))!;
    expect(selection.moments).toBe(10);
    expect(selection.mask[45]).toBe(1);
    expect(selection.takes.map((one) => [one.take, shareOf(one)])).toEqual([
      ["c", 0.5],
      ["a", expect.closeTo(4 / 60)],
      ["b", expect.closeTo(1 / 90)],
    ]);
    expect(selection.takes[1]).toMatchObject({ brushed: expect.closeTo(4 / 30), seconds: 2 });
    expect(takesBrushed(selection, 0.05).map(({ take }) => take)).toEqual(["c", "a"]);
    expect(selectionOf(points, new Uint32Array())).toBe(null);
  });

  test("of a moment it is known whose it is, and when", () => {
    expect(sourceOf(points, 45)).toEqual({ track: tracks[1], t: 2.5 });
    expect(sourceOf(points, 159).track.take).toBe("c");
  });
});

describe("colours", () => {
  test("go to the largest classes; one that is grey stands out when it is chosen", () => {
    const many = Array.from({ length: 12 }, (_, n) => track(`t${n}`, 10 * n, 10, `dancer ${n}`));
    const { classes, ofTrack } = classesOf(many, "dancer");
    expect(classes.filter(({ colour }) => colour !== null)).toHaveLength(PALETTE.length);
    const grey = classes.findIndex(({ colour }) => colour === null);
    const plain = tonesOf(many, classes, ofTrack, { chosenClass: null, mask: null });
    const chosen = tonesOf(many, classes, ofTrack, { chosenClass: grey, mask: null });
    const first = many[ofTrack.indexOf(grey)]!.first;
    expect(plain[first]).toBe(TONES.grey);
    expect(chosen[first]).toBe(TONES.shown);
    expect(chosen.filter((tone) => tone === TONES.faint)).toHaveLength(110);
  });

  test("what was not brushed is faint", () => {
    const { classes, ofTrack } = classesOf(tracks, "film");
    const { mask } = selectionOf(points, Uint32Array.from([3, 4]))!;
    const tones = tonesOf(tracks, classes, ofTrack, { chosenClass: null, mask });
    expect(tones.filter((tone) => tone !== TONES.faint)).toHaveLength(2);
  });
});
