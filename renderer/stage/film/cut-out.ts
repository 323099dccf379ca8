import type { FilmColour } from "../../../shared/film.ts";

/** A difference from the ground of this or less is no paint but the dithering of a gradient. */
const DITHERED = 1;
/** Pixels a side of the squares that share one colour where nothing is to be seen. */
const SQUARE = 16;

/**
 * Takes away the even ground that a picture was drawn on: each pixel becomes as transparent as it can be and still give
 * the same colour over that ground. Light on black keeps its hue and is as opaque as it is bright; ink on paper keeps
 * its own and is as opaque as it is dark.
 * @param pixels RGBA, opaque; RGBA with straight alpha afterwards
 */
export function cutOut(pixels: Uint8Array, ground: FilmColour): void {
  for (let at = 0; at < pixels.length; at += 4) {
    let opacity = 0;
    for (let channel = 0; channel < 3; channel++) {
      const paper = ground[channel]!;
      const more = pixels[at + channel]! - paper;
      if (Math.abs(more) > DITHERED)
        opacity = Math.max(opacity, more > 0 ? more / (255 - paper) : -more / paper);
    }
    const alpha = Math.ceil(255 * opacity);
    pixels[at + 3] = alpha;
    if (alpha === 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const paper = ground[channel]!;
      const own = paper + (255 * (pixels[at + channel]! - paper)) / alpha;
      pixels[at + channel] = Math.max(0, Math.min(255, Math.round(own)));
    }
  }
}

/**
 * Gives what is wholly transparent the colour of what is around it. A film has one colour for four pixels and blurs what
 * is thin: edges would take on the colour of nothing.
 * @param pixels RGBA with straight alpha @param width in pixels
 */
export function colourUnseen(pixels: Uint8Array, width: number): void {
  const height = pixels.length / 4 / width;
  const across = Math.ceil(width / SQUARE);
  const sums = new Float64Array(4 * across * Math.ceil(height / SQUARE));
  const whole = new Float64Array(4);
  const squareOf = (x: number, y: number) => 4 * (Math.floor(y / SQUARE) * across + Math.floor(x / SQUARE));
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const alpha = pixels[at + 3]!;
      if (alpha === 0) continue;
      const square = squareOf(x, y);
      for (let channel = 0; channel < 3; channel++) {
        sums[square + channel]! += alpha * pixels[at + channel]!;
        whole[channel]! += alpha * pixels[at + channel]!;
      }
      sums[square + 3]! += alpha;
      whole[3]! += alpha;
    }
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      if (pixels[at + 3] !== 0) continue;
      const square = squareOf(x, y);
      const isEmpty = sums[square + 3] === 0;
      for (let channel = 0; channel < 3; channel++)
        pixels[at + channel] = isEmpty
          ? whole[channel]! / Math.max(1, whole[3]!)
          : sums[square + channel]! / sums[square + 3]!;
    }
}

/** Lays a picture over one colour. @param pixels RGBA with straight alpha; opaque afterwards */
export function layOver(pixels: Uint8Array, colour: FilmColour): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const share = pixels[at + 3]! / 255;
    for (let channel = 0; channel < 3; channel++)
      pixels[at + channel] = Math.round(
        colour[channel]! + (pixels[at + channel]! - colour[channel]!) * share,
      );
    pixels[at + 3] = 255;
  }
}
