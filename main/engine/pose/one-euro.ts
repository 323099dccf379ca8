import type { Seconds } from "../../../shared/pose.ts";

/** How the filter trades calm for speed. */
export interface OneEuroOptions {
  /** Hz: cutoff at rest; lower is calmer and later. */
  readonly minCutoff: number;
  /** Hz for each metre a second: how fast the cutoff opens with speed; higher is livelier. */
  readonly beta: number;
}

/** Hz: cutoff of the speed itself, as in the paper. */
const SPEED_CUTOFF = 1;

/**
 * The 1 Euro filter for a point: a low pass whose cutoff opens with the point's speed, so that it neither trembles
 * at rest nor lags in motion (Casiez, Roussel, Vogel: "1€ Filter", CHI 2012, algorithm 1). One cutoff for all axes,
 * from the length of the velocity, so that the path does not depend on how the axes lie.
 */
export class OneEuroFilter {
  readonly #smoothing: OneEuroOptions;
  #t: Seconds = Number.NaN;
  #x = 0;
  #y = 0;
  #z = 0;
  #vx = 0;
  #vy = 0;
  #vz = 0;

  constructor(smoothing: OneEuroOptions) {
    this.#smoothing = smoothing;
  }

  get x(): number {
    return this.#x;
  }

  get y(): number {
    return this.#y;
  }

  get z(): number {
    return this.#z;
  }

  /** Takes the point at `t` in; x, y and z are then the smoothed one. `metre`: length of a metre in the point's unit. */
  update(t: Seconds, x: number, y: number, z: number, metre: number): void {
    const dt = t - this.#t;
    this.#t = t;
    if (Number.isNaN(dt)) {
      [this.#x, this.#y, this.#z] = [x, y, z];
      return;
    }
    const fresh = openness(SPEED_CUTOFF, dt);
    if (fresh === 0) return;
    const [dx, dy, dz] = [x - this.#x, y - this.#y, z - this.#z];
    this.#vx += fresh * (dx / dt - this.#vx);
    this.#vy += fresh * (dy / dt - this.#vy);
    this.#vz += fresh * (dz / dt - this.#vz);
    const { minCutoff, beta } = this.#smoothing;
    const speed = Math.hypot(this.#vx, this.#vy, this.#vz) / metre;
    const share = openness(minCutoff + beta * speed, dt);
    this.#x += share * dx;
    this.#y += share * dy;
    this.#z += share * dz;
  }

  /** The next point is the first again. */
  reset(): void {
    this.#t = Number.NaN;
    [this.#vx, this.#vy, this.#vz] = [0, 0, 0];
  }
}

/** Share of a new value that a low pass of this cutoff lets in after `dt`; 0 when no time has passed. */
function openness(cutoff: number, dt: Seconds): number {
  if (dt <= 0) return 0;
  const reach = 2 * Math.PI * cutoff * dt;
  return reach / (reach + 1);
}
