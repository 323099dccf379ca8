/** Floats a stroke: a (x, y, radius, light), b (x, y, radius, light), colour (r, g, b, cover), brush (kind, 3 of its own). */
export const STROKE_LENGTH = 16;
/** Strokes come in rows, as the texture that carries them to the GPU has them. */
export const STROKES_A_ROW = 128;

/** How a stroke is filled. */
export const BRUSH = {
  /** A tapering line with round ends. */
  solid: 0,
  /** The rim of the same shape: (width, x and y by which the hole is moved, so the rim is thick on the other side). */
  moon: 1,
  /** Light that falls off softly on all sides. */
  glow: 2,
  /** As glow, but flat on the floor: radius a is half its width, radius b half its height. */
  pool: 3,
  /** A brush that runs out of ink: (dryness 0..1, the way along the line at a and at b), so that its streaks go on. */
  dry: 4,
} as const;
export type Brush = (typeof BRUSH)[keyof typeof BRUSH];

/** Less light than this shows on no screen: such strokes are left out. */
const INVISIBLE = 0.012;

/** Colour as light, 0..1 each, before it is dimmed. */
export type StrokeColour = readonly [red: number, green: number, blue: number];

/** All strokes of one frame in one array, written over each frame; it grows to what the fullest frame needed. */
export class StrokeBuffer {
  data: Float32Array<ArrayBuffer>;
  count = 0;
  #brush: Brush = BRUSH.solid;
  #p = 0;
  #q = 0;
  #r = 0;
  #colour: StrokeColour = [1, 1, 1];
  #x = 0;
  #y = 0;
  #size = 1;
  /** 0 adds light to what lies beneath, 1 hides it. */
  opacity = 0;
  /** 0..1: share of all light, while one look gives way to another. */
  share = 1;

  constructor() {
    this.data = new Float32Array(STROKES_A_ROW * STROKE_LENGTH);
  }

  /** So many strokes fit in as it is. */
  get capacity(): number {
    return this.data.length / STROKE_LENGTH;
  }

  clear(): void {
    this.count = 0;
    this.opacity = 0;
    this.share = 1;
    this.setTransform(0, 0, 1);
  }

  /** Draws what follows `size` times as large, with its origin at (x, y). */
  setTransform(x: number, y: number, size: number): void {
    this.#x = x;
    this.#y = y;
    this.#size = size;
  }

  /** Brush and colour of the strokes that follow. */
  setBrush(brush: Brush, colour: StrokeColour, p = 0, q = 0, r = 0): void {
    this.#brush = brush;
    this.#colour = colour;
    this.#p = p;
    this.#q = q;
    this.#r = r;
  }

  /** From a to b; radii in picture heights, light 0..1 and above. Nothing is added where there is no light. */
  stroke(
    ax: number,
    ay: number,
    aRadius: number,
    aLight: number,
    bx: number,
    by: number,
    bRadius: number,
    bLight: number,
  ): void {
    const { share } = this;
    const size = this.#size;
    if (aLight * share < INVISIBLE && bLight * share < INVISIBLE) return;
    const at = this.#next();
    const { data } = this;
    data[at] = this.#x + ax * size;
    data[at + 1] = this.#y + ay * size;
    data[at + 2] = aRadius * size;
    data[at + 3] = aLight * share;
    data[at + 4] = this.#x + bx * size;
    data[at + 5] = this.#y + by * size;
    data[at + 6] = bRadius * size;
    data[at + 7] = bLight * share;
  }

  /**
   * Strokes from each sample to the next, as `stroke` would draw them one by one, but without handing over thousands of
   * numbers, each of which would leave garbage.
   * @param samples so many numbers each: x, y, radius and light are the first four
   * @param radius in place of their own
   */
  polyline(samples: Float32Array, length: number, count: number, radius: number | null): void {
    const { share } = this;
    const size = this.#size;
    for (let b = length; b < count * length; b += length) {
      const a = b - length;
      const aLight = samples[a + 3]! * share;
      const bLight = samples[b + 3]! * share;
      if (aLight < INVISIBLE && bLight < INVISIBLE) continue;
      const at = this.#next();
      const { data } = this;
      data[at] = this.#x + samples[a]! * size;
      data[at + 1] = this.#y + samples[a + 1]! * size;
      data[at + 2] = (radius ?? samples[a + 2]!) * size;
      data[at + 3] = aLight;
      data[at + 4] = this.#x + samples[b]! * size;
      data[at + 5] = this.#y + samples[b + 1]! * size;
      data[at + 6] = (radius ?? samples[b + 2]!) * size;
      data[at + 7] = bLight;
    }
  }

  /** Makes room for one more, in brush and colour of now. @returns where its numbers begin */
  #next(): number {
    const at = this.count++ * STROKE_LENGTH;
    if (at === this.data.length) this.#grow();
    const { data } = this;
    data[at + 8] = this.#colour[0];
    data[at + 9] = this.#colour[1];
    data[at + 10] = this.#colour[2];
    data[at + 11] = this.opacity;
    data[at + 12] = this.#brush;
    // A moon's are lengths too.
    const length = this.#brush === BRUSH.moon ? this.#size : 1;
    data[at + 13] = this.#p * length;
    data[at + 14] = this.#q * length;
    data[at + 15] = this.#r * length;
    return at;
  }

  #grow(): void {
    const larger = new Float32Array(this.data.length * 2);
    larger.set(this.data);
    this.data = larger;
  }
}
