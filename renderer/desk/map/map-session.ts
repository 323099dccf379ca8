import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { LineDance, LinePoint } from "../../../shared/desk/dance-line.ts";
import type { Place } from "../../../shared/desk/map.ts";
import { type SmallPose, unpackPoses } from "../../../shared/desk/poses.ts";
import { type Colouring, classesOf } from "../../../shared/map-colouring.ts";
import { OddMap } from "../../kit/map-file.ts";
import type { DeskHost } from "../host.ts";
import { type Selection, selectionOf } from "./brush.ts";
import { type DrawnLine, lineOf, lineThrough, withHandle } from "./line.ts";
import { loadPoints } from "./load-points.ts";
import { MomentAsker } from "./moment-asker.ts";
import { PointGrid } from "./point-grid.ts";
import type { MapPoints } from "./points.ts";
import type { Spot } from "./spot.ts";
import { tonesOf } from "./tones.ts";
import { inSight, moved, placeAt, type Size, spotOf, type Viewport, wholeMap, zoomed } from "./viewport.ts";

export const TOOLS = ["look", "lasso", "rectangle", "line"] as const;
export type Tool = (typeof TOOLS)[number];

/** CSS pixels from the pointer to a point that it is on. */
const NEAR = 16;
/** The same for the crosshair of the keyboard, which goes in steps. */
export const NEAR_BY_KEYS = 60;
/** Corners of a brush are farther from each other than this, CSS pixels. */
const CORNER = 4;

/** A map that is there, and what is done with it. */
export class MapSession {
  readonly points: MapPoints;
  readonly grid: PointGrid;
  /** @throws Refusal */
  readonly askPose: (moment: number) => Promise<SmallPose | null>;
  /** Of the moment under the pointer. */
  readonly poses: MomentAsker<SmallPose | null>;
  readonly tool = signal<Tool>("look");
  readonly size = signal<Size>({ width: 1, height: 1 });
  readonly #view = signal<Viewport | null>(null);
  readonly colouring = signal<Colouring>("dancer");
  readonly classes = computed(() => classesOf(this.points.tracks, this.colouring.value));
  readonly chosenClass = signal<number | null>(null);
  readonly selection = signal<Selection | null>(null);
  readonly tones = computed(() =>
    tonesOf(this.points.tracks, this.classes.value.classes, this.classes.value.ofTrack, {
      chosenClass: this.chosenClass.value,
      mask: this.selection.value?.mask ?? null,
    }),
  );
  /** The moment under the pointer, and the one that was chosen. */
  readonly hovered = signal<number | null>(null);
  readonly chosen = signal<number | null>(null);
  /** Of the keyboard; null while nobody uses it. */
  readonly cursor = signal<Place | null>(null);
  /** The corners of what is being brushed or drawn at the moment. */
  readonly stroke = signal<readonly LinePoint[]>([]);
  readonly line = signal<DrawnLine | null>(null);
  /** The line as it is danced. */
  readonly danced = signal<LineDance | null>(null);
  /** Moments that were found to be like the one that is chosen. */
  readonly alike = signal<readonly number[]>([]);

  constructor(points: MapPoints, host: DeskHost) {
    this.points = points;
    this.grid = new PointGrid(points.places);
    this.askPose = async (moment) => {
      const { poses } = await host.ask("archive/pose", { moment, figures: 1 });
      return unpackPoses(poses)[0] ?? null;
    };
    this.poses = new MomentAsker(this.askPose);
  }

  /** As long as nobody has moved it, all of it. */
  readonly view: ReadonlySignal<Viewport> = computed(
    () => this.#view.value ?? wholeMap(this.grid.extent, this.size.value),
  );

  move(right: number, down: number): void {
    this.#view.value = inSight(moved(this.view.peek(), right, down), this.grid.extent);
  }

  zoom(factor: number, at?: Spot): void {
    const { width, height } = this.size.peek();
    const spot = at ?? { left: width / 2, top: height / 2 };
    this.#view.value = inSight(
      zoomed(this.view.peek(), factor, spot, this.grid.extent, this.size.peek()),
      this.grid.extent,
    );
  }

  showAll(): void {
    this.#view.value = null;
  }

  placeOf(moment: number): Place {
    return { x: this.points.places[2 * moment]!, y: this.points.places[2 * moment + 1]! };
  }

  placeAt(spot: Spot): Place {
    return placeAt(spot, this.view.peek(), this.size.peek());
  }

  hover(place: Place | null, within = NEAR): void {
    const near = place && this.grid.nearest(place, within / this.view.peek().zoom);
    this.hovered.value = near;
    this.poses.want(near);
  }

  /** The moment there, or none. */
  chooseAt(place: Place, within = NEAR): void {
    this.choose(this.grid.nearest(place, within / this.view.peek().zoom));
  }

  choose(moment: number | null): void {
    batch(() => {
      this.chosen.value = moment;
      this.alike.value = [];
    });
  }

  beginStroke(at: LinePoint): void {
    this.stroke.value = [at];
  }

  goOnStroke(at: LinePoint): void {
    const stroke = this.stroke.peek();
    if (this.tool.peek() === "line") this.stroke.value = [...stroke, at];
    else if (this.tool.peek() === "rectangle") this.stroke.value = [stroke[0]!, at];
    else {
      const last = stroke.at(-1)!;
      const far = Math.hypot(at.x - last.x, at.y - last.y) * this.view.peek().zoom;
      if (far >= CORNER) this.stroke.value = [...stroke, at];
    }
  }

  endStroke(isKept: boolean): void {
    const stroke = this.stroke.peek();
    batch(() => {
      this.stroke.value = [];
      if (!isKept) return;
      if (this.tool.peek() !== "line") this.brush(outlineOf(this.tool.peek(), stroke));
      else this.draw(lineOf(stroke) ?? this.line.peek());
    });
  }

  /** What lies within the polygon is what is selected. */
  brush(polygon: readonly Place[]): void {
    this.selection.value = selectionOf(this.points, this.grid.inside(polygon));
  }

  /** With the keyboard: one more corner of a brush or a line. */
  addCorner(place: Place): void {
    this.stroke.value = [...this.stroke.peek(), { ...place, t: this.stroke.peek().length }];
  }

  finishCorners(): void {
    const stroke = this.stroke.peek();
    batch(() => {
      this.stroke.value = [];
      if (this.tool.peek() === "line") this.draw(lineThrough(stroke) ?? this.line.peek());
      else this.brush(outlineOf(this.tool.peek(), stroke));
    });
  }

  /** Another line: where it was danced is no longer true of it. */
  draw(line: DrawnLine | null): void {
    batch(() => {
      this.line.value = line;
      this.danced.value = null;
    });
  }

  bend(handle: number, to: Place): void {
    const line = this.line.peek();
    if (line) this.draw(withHandle(line, handle, to));
  }

  clearLine(): void {
    this.draw(null);
  }

  colourBy(colouring: Colouring): void {
    batch(() => {
      this.colouring.value = colouring;
      this.chosenClass.value = null;
    });
  }

  /** A moment that was found: chosen, with those that it was found with, and in sight. */
  goTo(moment: number): void {
    this.chosen.value = moment;
    const { left, top } = spotOf(this.placeOf(moment), this.view.peek(), this.size.peek());
    const { width, height } = this.size.peek();
    const isSeen = left > 0 && left < width && top > 0 && top < height;
    if (!isSeen) this.move(width / 2 - left, height / 2 - top);
  }

  use(tool: Tool): void {
    batch(() => {
      this.tool.value = tool;
      this.stroke.value = [];
    });
  }
}

/** The polygon that a brush goes round. */
export function outlineOf(tool: Tool, stroke: readonly Place[]): readonly Place[] {
  const [first, last] = [stroke[0], stroke.at(-1)];
  if (tool !== "rectangle" || !first || !last) return stroke;
  return [first, { x: last.x, y: first.y }, last, { x: first.x, y: last.y }];
}

/** The map, or why there is none: null for one that is not as it should be. */
export type MapState = "loading" | { readonly fault: string | null } | MapSession;

/** The map stays as it was looked at while another view is, and is loaded again when it has become another. */
export class MapShelf {
  readonly #host: DeskHost;
  readonly #state = signal<MapState>("loading");
  #loading = false;

  constructor(host: DeskHost) {
    this.#host = host;
  }

  get state(): ReadonlySignal<MapState> {
    return this.#state;
  }

  async load(fingerprint: string): Promise<void> {
    const there = this.#state.peek();
    if (this.#loading || (there instanceof MapSession && there.points.fingerprint === fingerprint)) return;
    this.#loading = true;
    this.#state.value = "loading";
    try {
      this.#state.value = new MapSession(await loadPoints(this.#host), this.#host);
    } catch (error) {
      this.#state.value = { fault: error instanceof OddMap ? null : (error as Error).message };
    } finally {
      this.#loading = false;
    }
  }
}
