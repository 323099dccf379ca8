import type { Refusal } from "../../../shared/languages/placement.ts";
import { clamp } from "../../../shared/numbers.ts";
import { homographyTo, inverted, project } from "../../../shared/picture/homography.ts";
import {
  type Edges,
  FARTHEST,
  GAMMAS,
  MASK,
  type Placement,
  UNPLACED,
  WIDEST_EDGE,
} from "../../../shared/picture/placement.ts";
import { isConvex, type PlanePoint, type Quad } from "../../../shared/picture/quad.ts";
import type { Size } from "../view/stage-view.ts";

/** A point that can be moved: a corner, the inner end of a soft edge, or a corner of the mask. */
export interface Handle extends PlanePoint {
  readonly kind: "corner" | "edge" | "mask";
  readonly index: number;
}

const CORNERS = 4;
const EDGES = 4;
/** Changes that can be undone. */
const MOST_UNDONE = 100;
const GAMMA_STEP = 0.1;
/** Pixels that an arrow moves by, and with shift. */
const [STEP, LARGE_STEP] = [1, 10];
/** A new mask's distance from the edges of the screen, in shares of it. */
const MASK_MARGIN = 0.1;

const ARROWS: Readonly<Record<string, PlanePoint>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Changes how a picture lies on its screen, step by step; it draws nothing. */
export class PlacementEditor {
  #placement: Placement;
  /** Of `handles`. */
  #selected = 0;
  readonly #before: Placement[] = [];
  /** The handle that arrows are moving: a whole way is undone at once. */
  #nudged: number | null = null;

  constructor(placement: Placement) {
    this.#placement = placement;
  }

  get placement(): Placement {
    return this.#placement;
  }

  get selected(): number {
    return this.#selected;
  }

  /** In pixels of a screen of this size: four corners, four soft edges, then the mask. */
  handles({ width, height }: Size): readonly Handle[] {
    const { corners, softEdges, mask } = this.#placement;
    const [top, right, bottom, left] = softEdges;
    const inside = homographyTo(corners, 1, 1);
    const ends = [
      { x: 0.5, y: top },
      { x: 1 - right, y: 0.5 },
      { x: 0.5, y: 1 - bottom },
      { x: left, y: 0.5 },
    ].map((point) => project(inside, point));
    const handle = (kind: Handle["kind"]) => (point: PlanePoint, index: number) => ({
      ...{ kind, index, x: point.x * width, y: point.y * height },
    });
    return [...corners.map(handle("corner")), ...ends.map(handle("edge")), ...mask.map(handle("mask"))];
  }

  select(at: number): void {
    const count = CORNERS + EDGES + this.#placement.mask.length;
    this.#selected = ((at % count) + count) % count;
    this.#nudged = null;
  }

  /** Before a handle is dragged: the whole way is undone at once. */
  beginDrag(): void {
    this.#remember();
  }

  /** Moves the selected handle. @param to pixels @returns false where the picture could not be laid so: nothing moves */
  moveTo(to: PlanePoint, screen: Size): boolean {
    const { kind, index } = this.handles(screen)[this.#selected]!;
    const share = { x: to.x / screen.width, y: to.y / screen.height };
    const { corners, softEdges, mask } = this.#placement;
    if (kind === "corner") {
      const moved = corners.with(index, within(share, -FARTHEST, 1 + FARTHEST)) as unknown as Quad;
      if (!isConvex(moved)) return false;
      this.#placement = { ...this.#placement, corners: moved };
    } else if (kind === "edge") {
      const { x, y } = project(inverted(homographyTo(corners, 1, 1)), share);
      const width = clamp([y, 1 - x, 1 - y, x][index]!, 0, WIDEST_EDGE);
      this.#placement = { ...this.#placement, softEdges: softEdges.with(index, width) as unknown as Edges };
    } else this.#placement = { ...this.#placement, mask: mask.with(index, within(share, 0, 1)) };
    return true;
  }

  /** @returns whether the key means something here, and why what it asks cannot be done */
  key(key: string, shift: boolean, screen: Size): "taken" | Refusal | null {
    const arrow = ARROWS[key];
    if (arrow) return this.#nudge(arrow, shift ? LARGE_STEP : STEP, screen) ? "taken" : "bent";
    const before = this.#placement;
    const { turns, flippedAcross, flippedDown, gamma } = before;
    const low = key.toLowerCase();
    if (key === "Tab") this.select(this.#selected + (shift ? -1 : 1));
    else if (low === "x") this.#change({ flippedAcross: !flippedAcross });
    else if (low === "y") this.#change({ flippedDown: !flippedDown });
    else if (low === "r") this.#change({ turns: (turns + (shift ? 3 : 1)) % 4 });
    else if (low === "g") {
      const stepped = Number((gamma + (shift ? -GAMMA_STEP : GAMMA_STEP)).toFixed(1));
      this.#change({ gamma: clamp(stepped, GAMMAS.least, GAMMAS.most) });
    } else if (low === "m") return this.#addToMask() ? "taken" : "fullMask";
    else if (key === "Delete") return this.#removeFromMask() ? "taken" : "noMaskCorner";
    else if (key === "Backspace") this.#change(UNPLACED);
    else if (low === "z") this.#undo();
    else return null;
    return "taken";
  }

  #nudge({ x, y }: PlanePoint, by: number, screen: Size): boolean {
    const from = this.handles(screen)[this.#selected]!;
    if (this.#nudged !== this.#selected) this.#remember();
    this.#nudged = this.#selected;
    return this.moveTo({ x: from.x + x * by, y: from.y + y * by }, screen);
  }

  /** One more corner, after the selected one; a mask's first four are a frame. */
  #addToMask(): boolean {
    const { mask } = this.#placement;
    if (mask.length >= MASK.most) return false;
    if (mask.length === 0) {
      const [near, far] = [MASK_MARGIN, 1 - MASK_MARGIN];
      const frame = [
        { x: near, y: near },
        { x: far, y: near },
        { x: far, y: far },
        { x: near, y: far },
      ];
      this.#change({ mask: frame });
      this.select(CORNERS + EDGES);
      return true;
    }
    const at = Math.max(0, this.#selected - CORNERS - EDGES);
    const [one, next] = [mask[at]!, mask[(at + 1) % mask.length]!];
    const middle = { x: (one.x + next.x) / 2, y: (one.y + next.y) / 2 };
    this.#change({ mask: mask.toSpliced(at + 1, 0, middle) });
    this.select(CORNERS + EDGES + at + 1);
    return true;
  }

  /** Less than a triangle is no mask any more. */
  #removeFromMask(): boolean {
    const at = this.#selected - CORNERS - EDGES;
    if (at < 0) return false;
    const left = this.#placement.mask.toSpliced(at, 1);
    this.#change({ mask: left.length < MASK.least ? [] : left });
    return true;
  }

  #change(changes: Partial<Placement>): void {
    this.#remember();
    this.#placement = { ...this.#placement, ...changes };
    this.#keepSelected();
  }

  #remember(): void {
    this.#nudged = null;
    this.#before.push(this.#placement);
    if (this.#before.length > MOST_UNDONE) this.#before.shift();
  }

  #undo(): void {
    this.#nudged = null;
    this.#placement = this.#before.pop() ?? this.#placement;
    this.#keepSelected();
  }

  /** What is gone cannot stay selected. */
  #keepSelected(): void {
    if (this.#selected >= CORNERS + EDGES + this.#placement.mask.length) this.#selected = 0;
  }
}

const within = ({ x, y }: PlanePoint, least: number, most: number): PlanePoint => ({
  x: clamp(x, least, most),
  y: clamp(y, least, most),
});
