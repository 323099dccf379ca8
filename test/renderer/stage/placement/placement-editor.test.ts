import { beforeEach, describe, expect, test } from "vitest";
import { PlacementEditor } from "../../../../renderer/stage/placement/placement-editor.ts";
import { MASK, UNPLACED } from "../../../../shared/picture/placement.ts";

const screen = { width: 1000, height: 500 };
let editor: PlacementEditor;

const press = (keys: string, times = 1, shift = false) =>
  Array.from({ length: times }, () => keys.split(" ").map((key) => editor.key(key, shift, screen))).flat();
const corner = (index: number) => editor.handles(screen)[index]!;

beforeEach(() => {
  editor = new PlacementEditor(UNPLACED);
});

describe("laying a picture onto its screen", () => {
  test("arrows move the chosen corner by exactly a pixel, with shift by ten, and a whole way is undone at once", () => {
    press("ArrowRight ArrowDown", 3);
    press("ArrowRight", 1, true);
    expect(corner(0)).toMatchObject({ kind: "corner", x: 13, y: 3 });
    press("Tab Tab ArrowUp ArrowLeft");
    expect(corner(2)).toMatchObject({ x: 999, y: 499 });
    press("z");
    expect(corner(2)).toMatchObject({ x: 1000, y: 500 });
    press("z");
    expect(editor.placement).toEqual(UNPLACED);
    expect(press("z")).toEqual(["taken"]);
  });

  test("a drag that would cross corners is refused where it would, and undone as a whole", () => {
    editor.select(0);
    editor.beginDrag();
    expect(editor.moveTo({ x: 400, y: 100 }, screen)).toBe(true);
    // Past the line from the upper right to the lower left it would bend inwards.
    expect(editor.moveTo({ x: 700, y: 300 }, screen)).toBe(false);
    expect(corner(0)).toMatchObject({ x: 400, y: 100 });
    expect(editor.moveTo({ x: 300, y: 90 }, screen)).toBe(true);
    press("z");
    expect(editor.placement).toEqual(UNPLACED);
  });

  test("soft edges are dragged inwards on the bent picture, up to its middle", () => {
    editor.select(7);
    expect(corner(7)).toMatchObject({ kind: "edge", index: 3, x: 0, y: 250 });
    expect(editor.moveTo({ x: 100, y: 250 }, screen)).toBe(true);
    expect(editor.placement.softEdges).toEqual([0, 0, 0, 0.1]);
    editor.select(0);
    press("ArrowRight ArrowDown", 20, true);
    const bent = corner(7);
    expect(bent.x).toBeGreaterThan(110);
    editor.select(7);
    editor.moveTo(bent, screen);
    expect(editor.placement.softEdges[3]).toBeCloseTo(0.1, 9);
    editor.moveTo({ x: 990, y: 250 }, screen);
    expect(editor.placement.softEdges[3]).toBe(0.5);
    editor.moveTo({ x: -50, y: 250 }, screen);
    expect(editor.placement.softEdges[3]).toBe(0);
  });

  test("keys turn, mirror and set the gamma within its range; backspace fills the screen again", () => {
    press("r x y");
    press("r", 1, true);
    expect(editor.placement).toMatchObject({ turns: 0, flippedAcross: true, flippedDown: true });
    press("r", 5);
    press("g", 20);
    expect(editor.placement).toMatchObject({ turns: 1, gamma: 3 });
    press("g", 30, true);
    expect(editor.placement.gamma).toBe(1);
    press("Backspace");
    expect(editor.placement).toEqual(UNPLACED);
    press("z");
    expect(editor.placement.gamma).toBe(1);
    expect(press("1 Enter q")).toEqual([null, null, null]);
  });

  test("a mask begins as a frame, gets corners where one is chosen, and is gone below a triangle", () => {
    expect(press("Delete")).toEqual(["noMaskCorner"]);
    press("m m");
    expect(editor.placement.mask).toHaveLength(5);
    expect(editor.handles(screen)[editor.selected]).toMatchObject({ kind: "mask", index: 1, x: 500, y: 50 });
    press("ArrowUp", 100);
    expect(editor.placement.mask[1]).toEqual({ x: 0.5, y: 0 });
    press("m", MASK.most);
    expect(editor.placement.mask).toHaveLength(MASK.most);
    expect(press("m")).toEqual(["fullMask"]);
    for (let left = MASK.most; left > 0 && editor.placement.mask.length > 0; left--) {
      editor.select(8);
      press("Delete");
    }
    expect(editor.placement.mask).toEqual([]);
    expect(editor.handles(screen)).toHaveLength(8);
  });
});
