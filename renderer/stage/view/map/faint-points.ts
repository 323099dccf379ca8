/** Pixels of the picture's longer side. */
const LONGEST = 1024;
/** More are not told apart behind figures: of more, every so many-th is drawn. */
const MOST_POINTS = 400_000;
/** Light of one point's middle, and what it has in the pixels beside and across from that. */
const POINT = 0.42;
const LESS = Math.log(1 - POINT);
const BESIDE = 0.5;
const ACROSS = 0.2;

/** Pixels from the left and the lower edge to where x and y are 0. */
export const RIM = 1.5;

/** A picture of a map's points, which is made once. */
export interface FaintPoints {
  readonly width: number;
  readonly height: number;
  /** Light of each pixel, row by row from the top. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Pixels for the longer side of a map that is 1 long. */
  readonly scale: number;
  /** How far the points reach from 0. */
  readonly spans: { readonly x: number; readonly y: number };
}

/**
 * Draws points as soft dots whose light adds up the less the more of them lie on each other, so that few are seen
 * and many do not dazzle.
 * @param places x to the right, y up, [moments, 2]
 */
export function drawFaintPoints(places: Float32Array): FaintPoints {
  const count = places.length / 2;
  const every = Math.ceil(count / MOST_POINTS) || 1;
  const spans = { x: spanOf(places, 0), y: spanOf(places, 1) };
  const scale = (LONGEST - 3) / Math.max(spans.x, spans.y);
  // A card reads rows of whole words; a pixel is left free around all points, for the rims of dots.
  const width = 4 * Math.ceil((spans.x * scale + 3) / 4);
  const height = Math.ceil(spans.y * scale + 3);
  const light = new Float32Array(width * height);
  for (let moment = 0; moment < count; moment += every) {
    const [x, y] = [places[2 * moment]!, places[2 * moment + 1]!];
    if (x < 0 || y < 0 || x > spans.x || y > spans.y) continue;
    const at = (height - 2 - Math.round(y * scale)) * width + 1 + Math.round(x * scale);
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++)
        light[at + row * width + column]! += row && column ? ACROSS : row || column ? BESIDE : 1;
  }
  const pixels = new Uint8Array(light.length);
  for (let at = 0; at < light.length; at++)
    if (light[at]! > 0) pixels[at] = 255 * (1 - Math.exp(LESS * light[at]!)) + 0.5;
  return { width, height, pixels, scale, spans };
}

/** Farthest coordinate, at least a little. */
function spanOf(places: Float32Array, axis: 0 | 1): number {
  let span = 0.01;
  for (let at = axis; at < places.length; at += 2) span = Math.max(span, places[at]!);
  return Math.min(span, 1);
}
