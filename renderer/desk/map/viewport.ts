import type { Place } from "../../../shared/desk/map.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Spot } from "./spot.ts";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is seen of the map. */
export interface Viewport {
  /** In the middle. */
  readonly centre: Place;
  /** CSS pixels of one unit of the map. */
  readonly zoom: number;
}

/** The smallest box around places. */
export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** CSS pixels that stay free around the whole map. */
const MARGIN = 24;
/** Of the zoom that shows it all. */
const ZOOM = { least: 0.5, most: 400 };

/** The zoom at which all is seen. */
export function wholeZoom({ left, right, bottom, top }: Extent, { width, height }: Size): number {
  const [wide, high] = [Math.max(1, width - 2 * MARGIN), Math.max(1, height - 2 * MARGIN)];
  return Math.min(wide / Math.max(1e-6, right - left), high / Math.max(1e-6, top - bottom));
}

export function wholeMap(extent: Extent, size: Size): Viewport {
  const { left, right, bottom, top } = extent;
  return { centre: { x: (left + right) / 2, y: (bottom + top) / 2 }, zoom: wholeZoom(extent, size) };
}

export function spotOf({ x, y }: Place, { centre, zoom }: Viewport, { width, height }: Size): Spot {
  return { left: width / 2 + (x - centre.x) * zoom, top: height / 2 - (y - centre.y) * zoom };
}

export function placeAt({ left, top }: Spot, { centre, zoom }: Viewport, { width, height }: Size): Place {
  return { x: centre.x + (left - width / 2) / zoom, y: centre.y - (top - height / 2) / zoom };
}

/** What is seen after the map was moved by so many pixels. */
export const moved = ({ centre, zoom }: Viewport, right: number, down: number): Viewport => ({
  centre: { x: centre.x - right / zoom, y: centre.y + down / zoom },
  zoom,
});

/** Larger by `factor`, with what is at the spot staying there. */
export function zoomed(view: Viewport, factor: number, at: Spot, extent: Extent, size: Size): Viewport {
  const whole = wholeZoom(extent, size);
  const zoom = clamp(view.zoom * factor, ZOOM.least * whole, ZOOM.most * whole);
  const kept = placeAt(at, view, size);
  return {
    zoom,
    centre: {
      x: kept.x - (at.left - size.width / 2) / zoom,
      y: kept.y + (at.top - size.height / 2) / zoom,
    },
  };
}

/** As near to it as some of the map stays in sight. */
export function inSight({ centre, zoom }: Viewport, { left, right, bottom, top }: Extent): Viewport {
  return { centre: { x: clamp(centre.x, left, right), y: clamp(centre.y, bottom, top) }, zoom };
}
