/** Floats a stroke: a (x, y, radius, light), b (x, y, radius, light), colour (r, g, b, opacity), brush (kind, 3 parameters). */
export const STROKE_LENGTH = 16;
/** Strokes are uploaded as a texture with this many in a row. */
export const STROKES_A_ROW = 128;

/** How a stroke is filled. */
export const BRUSH = {
  /** A tapering line with round ends. */
  solid: 0,
  /** The outline of the same shape: (width, x and y offset of the hole, so that the outline is thicker opposite). */
  crescent: 1,
  /** Light that falls off softly on all sides. */
  glow: 2,
  /** An elliptical glow on the floor: radius a is half its width, radius b half its height. */
  pool: 3,
  /** A brush that runs out of ink: (dryness 0..1, arc length at a and at b), which makes its streaks continuous. */
  dry: 4,
} as const;
export type Brush = (typeof BRUSH)[keyof typeof BRUSH];

/** Strokes with less light than this are left out: no screen shows it. */
const INVISIBLE = 0.012;

/** Each 0..1, before it is multiplied with the light of a stroke. */
export type StrokeColour = readonly [red: number, green: number, blue: number];

/** All strokes of one frame in one array, reused for each frame and grown when it is full. */
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
  #scale = 1;
  /** 0 adds light to what lies beneath, 1 covers it. */
  opacity = 0;
  /** 0..1: factor on all light, for crossfades. */
  share = 1;

  constructor() {
    this.data = new Float32Array(STROKES_A_ROW * STROKE_LENGTH);
  }

  /** In strokes. */
  get capacity(): number {
    return this.data.length / STROKE_LENGTH;
  }

  clear(): void {
    this.count = 0;
    this.opacity = 0;
    this.share = 1;
    this.setTransform(0, 0, 1);
  }

  /** Of the strokes that follow: translation to (x, y), and scale. */
  setTransform(x: number, y: number, scale: number): void {
    this.#x = x;
    this.#y = y;
    this.#scale = scale;
  }

  /** Of the strokes that follow; p, q and r are the parameters of the brush. */
  setBrush(brush: Brush, colour: StrokeColour, p = 0, q = 0, r = 0): void {
    this.#brush = brush;
    this.#colour = colour;
    this.#p = p;
    this.#q = q;
    this.#r = r;
  }

  /** From a to b; radii in picture heights, light 0..1 and above. */
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
    const scale = this.#scale;
    if (aLight * share < INVISIBLE && bLight * share < INVISIBLE) return;
    const at = this.#append();
    const { data } = this;
    data[at] = this.#x + ax * scale;
    data[at + 1] = this.#y + ay * scale;
    data[at + 2] = aRadius * scale;
    data[at + 3] = aLight * share;
    data[at + 4] = this.#x + bx * scale;
    data[at + 5] = this.#y + by * scale;
    data[at + 6] = bRadius * scale;
    data[at + 7] = bLight * share;
  }

  /**
   * Strokes from each sample to the next, as by `stroke`, without allocating a number for each argument.
   * @param samples `length` numbers each, beginning with x, y, radius, light
   * @param radius replaces those of the samples
   */
  polyline(samples: Float32Array, length: number, count: number, radius: number | null): void {
    const { share } = this;
    const scale = this.#scale;
    for (let b = length; b < count * length; b += length) {
      const a = b - length;
      const aLight = samples[a + 3]! * share;
      const bLight = samples[b + 3]! * share;
      if (aLight < INVISIBLE && bLight < INVISIBLE) continue;
      const at = this.#append();
      const { data } = this;
      data[at] = this.#x + samples[a]! * scale;
      data[at + 1] = this.#y + samples[a + 1]! * scale;
      data[at + 2] = (radius ?? samples[a + 2]!) * scale;
      data[at + 3] = aLight;
      data[at + 4] = this.#x + samples[b]! * scale;
      data[at + 5] = this.#y + samples[b + 1]! * scale;
      data[at + 6] = (radius ?? samples[b + 2]!) * scale;
      data[at + 7] = bLight;
    }
  }

  /** Appends a stroke with the present brush and colour. @returns its index in `data` */
  #append(): number {
    const at = this.count++ * STROKE_LENGTH;
    if (at === this.data.length) this.#grow();
    const { data } = this;
    data[at + 8] = this.#colour[0];
    data[at + 9] = this.#colour[1];
    data[at + 10] = this.#colour[2];
    data[at + 11] = this.opacity;
    data[at + 12] = this.#brush;
    // The parameters of a crescent are lengths.
    const length = this.#brush === BRUSH.crescent ? this.#scale : 1;
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
