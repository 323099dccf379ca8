/** A change of relative luminance by so much, of 255, where the darker picture is below `BRIGHT`, is one half of a flash. */
const CHANGE = 0.1 * 255;
const BRIGHT = 0.8 * 255;
/** Of the picture's width and height: ten degrees of what is seen, 341 x 256 of 1024 x 768 pixels. */
const FIELD = 1 / 3;
/** Of a field, all in the same direction: less does no harm. */
const HARMFUL = 0.25;
/** What changes within so long changes at once: seconds. */
const AT_ONCE = 0.1;
/** Pixels between the fields that are looked at. */
const STRIDE = 4;

/**
 * General flashes as WCAG 2.2 defines them: pairs of opposing changes of relative luminance, at once over a quarter or
 * more of any field of ten degrees.
 * @param frames each the luminance of every pixel, 0..255, row after row
 * @param width of a frame, pixels
 * @returns the most flashes within any one second in any field
 */
export function flashesPerSecond(frames: readonly Uint8Array[], width: number, fps: number): number {
  const pixels = frames[0]!.length;
  const height = pixels / width;
  const [w, h] = [Math.ceil(FIELD * width), Math.ceil(FIELD * height)];
  const changes = changesOf(frames);
  const atOnce = Math.max(1, Math.round(AT_ONCE * fps));
  const sums = changes.map(
    (change) => [prefixSums(change, width, 1), prefixSums(change, width, -1)] as const,
  );
  let most = 0;
  for (let y = 0; y + h <= height; y += STRIDE)
    for (let x = 0; x + w <= width; x += STRIDE) {
      const shareOf = (frame: number, direction: 0 | 1) => {
        let changed = 0;
        for (let back = 0; back < atOnce && back <= frame; back++)
          changed += sumOf(sums[frame - back]![direction], width, x, y, w, h);
        return changed / (w * h);
      };
      const at: number[] = [];
      let last: 0 | 1 | null = null;
      for (let frame = 0; frame < frames.length; frame++)
        for (const direction of [0, 1] as const)
          if (last !== direction && shareOf(frame, direction) >= HARMFUL) {
            at.push(frame);
            last = direction;
          }
      for (const from of at) {
        const within = at.filter((frame) => frame >= from && frame < from + fps).length;
        most = Math.max(most, Math.floor(within / 2));
      }
    }
  return most;
}

/** Of each frame, where a pixel has just become so much brighter (1) or darker (-1) than it last was. */
function changesOf(frames: readonly Uint8Array[]): Int8Array[] {
  const low = Uint8Array.from(frames[0]!);
  const high = Uint8Array.from(frames[0]!);
  const direction = new Int8Array(low.length);
  return frames.map((frame) => {
    const change = new Int8Array(frame.length);
    for (let pixel = 0; pixel < frame.length; pixel++) {
      const value = frame[pixel]!;
      low[pixel] = Math.min(low[pixel]!, value);
      high[pixel] = Math.max(high[pixel]!, value);
      const darker = high[pixel]! - value >= CHANGE && value < BRIGHT;
      const brighter = value - low[pixel]! >= CHANGE && low[pixel]! < BRIGHT;
      if (direction[pixel]! >= 0 && darker) change[pixel] = -1;
      else if (direction[pixel]! <= 0 && brighter) change[pixel] = 1;
      else continue;
      direction[pixel] = change[pixel]!;
      low[pixel] = value;
      high[pixel] = value;
    }
    return change;
  });
}

/** How many pixels above and to the left of each changed in that direction. */
function prefixSums(change: Int8Array, width: number, direction: 1 | -1): Uint32Array {
  const sums = new Uint32Array((width + 1) * (change.length / width + 1));
  for (let pixel = 0; pixel < change.length; pixel++) {
    const at = (Math.floor(pixel / width) + 1) * (width + 1) + (pixel % width) + 1;
    const changed = change[pixel] === direction ? 1 : 0;
    sums[at] = changed + sums[at - 1]! + sums[at - width - 1]! - sums[at - width - 2]!;
  }
  return sums;
}

function sumOf(sums: Uint32Array, width: number, x: number, y: number, w: number, h: number): number {
  const at = (column: number, row: number) => sums[row * (width + 1) + column]!;
  return at(x + w, y + h) - at(x, y + h) - at(x + w, y) + at(x, y);
}
