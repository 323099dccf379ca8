import type { LineDance, LinePoint } from "../../../shared/desk/dance-line.ts";
import type { Place } from "../../../shared/desk/map.ts";
import { TRAIL_SECONDS, type Trail } from "../../kit/map-trail.ts";
import { handlesOf, shapeOf } from "./line.ts";
import { type MapSession, outlineOf } from "./map-session.ts";
import { type Size, spotOf, type Viewport } from "./viewport.ts";

const LIGHT = "#f2f4f8";
const ACCENT = "#8ecbff";
const WARM = "#ffc477";
const DARK = "#05070b";

/** What is drawn over the points, anew whenever any of it changes: brush, line, trail, what is pointed at and chosen. */
export class Overlay {
  readonly #context: CanvasRenderingContext2D;
  #view: Viewport = { centre: { x: 0.5, y: 0.5 }, zoom: 1 };
  #size: Size = { width: 1, height: 1 };

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext("2d")!;
  }

  draw(session: MapSession, trails: readonly Trail[], now: number, ratio: number): void {
    const { canvas } = this.#context;
    this.#view = session.view.value;
    this.#size = session.size.value;
    const [width, height] = [Math.round(this.#size.width * ratio), Math.round(this.#size.height * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.#size.width, this.#size.height);
    context.lineCap = "round";
    context.lineJoin = "round";
    this.#brush(session);
    this.#lines(session);
    for (const trail of trails) this.#trail(trail, now);
    this.#marks(session);
  }

  #brush(session: MapSession): void {
    const [tool, stroke] = [session.tool.value, session.stroke.value];
    if (tool === "line" || stroke.length === 0) return;
    const context = this.#context;
    this.#path(outlineOf(tool, stroke), true);
    context.fillStyle = "rgb(142 203 255 / 12%)";
    context.fill();
    context.setLineDash([6, 4]);
    this.#stroke(LIGHT, 1.5);
    context.setLineDash([]);
    for (const corner of stroke.length <= 12 ? stroke : []) this.#dot(corner, 3, LIGHT);
  }

  #lines(session: MapSession): void {
    const context = this.#context;
    const danced = session.danced.value && placesOf(session.danced.value);
    const line = session.line.value;
    const stroke = session.tool.value === "line" ? session.stroke.value : [];
    // Dark around them, so that they stand out from points of any colour.
    if (line) {
      const shape = shapeOf(line);
      this.#path(shape, false);
      this.#stroke(DARK, 7);
      this.#path(shape, false);
      this.#stroke(LIGHT, 3);
      this.#beads(shape);
    }
    if (danced) {
      this.#path(danced, false);
      this.#stroke(DARK, 4);
      this.#path(danced, false);
      context.setLineDash([1, 5]);
      this.#stroke(WARM, 2.5);
      context.setLineDash([]);
    }
    if (stroke.length > 0) {
      this.#path(stroke, false);
      this.#stroke(LIGHT, 2);
      if (stroke.length === 1) this.#dot(stroke[0]!, 4, LIGHT);
    }
    if (line) {
      const handles = handlesOf(line);
      this.#dot(handles[0]!, 6, ACCENT);
      this.#arrow(shapeOf(line));
    }
  }

  /** A bead for each second: close to each other where it was drawn slowly. */
  #beads(shape: readonly LinePoint[]): void {
    let second = 1;
    for (const point of shape) {
      if (point.t < second) continue;
      this.#dot(point, 2.5, ACCENT);
      second++;
    }
  }

  /** At its end, the way it goes. */
  #arrow(shape: readonly LinePoint[]): void {
    const end = this.#spot(shape.at(-1)!);
    const before = shape
      .map((point) => this.#spot(point))
      .findLast(({ left, top }) => Math.hypot(end.left - left, end.top - top) > 10);
    if (!before) return;
    const way = Math.atan2(end.top - before.top, end.left - before.left);
    const context = this.#context;
    context.beginPath();
    for (const turn of [2.5, -2.5]) {
      context.moveTo(end.left, end.top);
      context.lineTo(end.left + 14 * Math.cos(way + turn), end.top + 14 * Math.sin(way + turn));
    }
    this.#stroke(LIGHT, 3);
  }

  #trail({ places, colour }: Trail, now: number): void {
    const context = this.#context;
    for (let at = 1; at < places.length; at++) {
      const [a, b] = [this.#spot(places[at - 1]!), this.#spot(places[at]!)];
      context.globalAlpha = Math.max(0, 1 - (now - places[at]!.t) / TRAIL_SECONDS);
      context.beginPath();
      context.moveTo(a.left, a.top);
      context.lineTo(b.left, b.top);
      this.#stroke(colour, 3);
    }
    context.globalAlpha = 1;
    const last = places.at(-1);
    if (!last) return;
    this.#dot(last, 8, DARK);
    this.#dot(last, 6, colour);
  }

  #marks(session: MapSession): void {
    for (const moment of session.alike.value) this.#ring(session.placeOf(moment), 6, WARM, 2);
    const [hovered, chosen, cursor] = [session.hovered.value, session.chosen.value, session.cursor.value];
    if (hovered !== null) this.#ring(session.placeOf(hovered), 7, LIGHT, 2);
    if (chosen !== null) this.#ring(session.placeOf(chosen), 10, ACCENT, 3);
    if (!cursor) return;
    const { left, top } = this.#spot(cursor);
    const context = this.#context;
    for (const [colour, width] of [
      [DARK, 4],
      [LIGHT, 1.5],
    ] as const) {
      context.beginPath();
      context.moveTo(left - 12, top);
      context.lineTo(left + 12, top);
      context.moveTo(left, top - 12);
      context.lineTo(left, top + 12);
      this.#stroke(colour, width);
    }
  }

  #spot = (place: Place) => spotOf(place, this.#view, this.#size);

  #path(places: readonly Place[], isClosed: boolean): void {
    const context = this.#context;
    context.beginPath();
    for (const place of places) {
      const { left, top } = this.#spot(place);
      context.lineTo(left, top);
    }
    if (isClosed) context.closePath();
  }

  #stroke(colour: string, width: number): void {
    this.#context.strokeStyle = colour;
    this.#context.lineWidth = width;
    this.#context.stroke();
  }

  #dot(place: Place, radius: number, colour: string): void {
    const { left, top } = this.#spot(place);
    const context = this.#context;
    context.beginPath();
    context.arc(left, top, radius, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
  }

  #ring(place: Place, radius: number, colour: string, width: number): void {
    const { left, top } = this.#spot(place);
    for (const [one, thick] of [
      [DARK, width + 3],
      [colour, width],
    ] as const) {
      this.#context.beginPath();
      this.#context.arc(left, top, radius, 0, 2 * Math.PI);
      this.#stroke(one, thick);
    }
  }
}

/** Where a line as it is danced goes. */
const placesOf = ({ places }: LineDance): readonly Place[] =>
  Array.from({ length: Math.floor(places.length / 2) }, (_, at) => ({
    x: places[2 * at]!,
    y: places[2 * at + 1]!,
  }));
