import { expect, test } from "vitest";
import { alignment } from "../../../../main/motion/features/beat-alignment.ts";
import { beatsOfGrid, fittedGrid, offBeat } from "../../../../main/motion/features/beat-grid.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

/** Beats of a dancer of so many seconds, each up to `off` seconds beside that of the music; some beats she lets pass. */
function danced(tempo: number, phase: number, seconds: number, off: number): readonly number[] {
  const random = seededRandom(tempo, phase * 1000);
  return beatsOfGrid({ tempo, beat: 0, t: phase }, 0, seconds)
    .filter((_, index) => index % 5 !== 3)
    .map((beat) => beat + off * (2 * random() - 1));
}

test("the grid that moments fall on is found, whatever its tempo and phase", () => {
  for (const tempo of [61, 78.3, 104, 127.7, 156, 189])
    for (const phase of [0.02, 0.21, 0.4]) {
      const grid = fittedGrid(danced(tempo, phase, 10, 0))!;
      const place = `${tempo} at ${phase}`;
      expect(Math.abs(grid.tempo / tempo - 1), place).toBeLessThan(1e-9);
      expect(Math.abs(offBeat({ tempo, beat: 0, t: phase }, grid.t)), place).toBeLessThan(1e-9);
    }
});

test("a dancer who is beside the beat is fitted as well as can be", () => {
  for (const tempo of [72, 96, 120, 150]) {
    const beats = danced(tempo, 0.13, 20, 0.05);
    const grid = fittedGrid(beats)!;
    expect(Math.abs(grid.tempo / tempo - 1), `${tempo}`).toBeLessThan(0.01);
    const [own, true_] = [grid, { tempo, beat: 0, t: 0.13 }].map((one) =>
      alignment(beats, beatsOfGrid(one, -1, 21)),
    );
    expect(own!, `${tempo}`).toBeGreaterThan(0.9 * true_!);
  }
});

test("three moments are no beat, and neither are those that come at once", () => {
  expect(fittedGrid([0.1, 0.6, 1.1])).toBeNull();
  expect(fittedGrid([1, 1, 1, 1])).toBeNull();
});

test("beats are counted from the first moment up to the last, not included", () => {
  const grid = { tempo: 120, beat: 7, t: 3 };
  expect(beatsOfGrid(grid, 2, 4)).toEqual([2, 2.5, 3, 3.5]);
  expect(beatsOfGrid(grid, 2.1, 2.4)).toEqual([]);
});
