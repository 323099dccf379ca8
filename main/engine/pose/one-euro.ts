import type { Seconds } from "../../../shared/pose.ts";

/** How the filter trades jitter for lag. */
export interface OneEuroOptions {
  /** Hz: cutoff at rest; lower means less jitter and more lag. */
  readonly minCutoff: number;
  /** Hz for each metre a second: how fast the cutoff rises with speed; higher means less lag in motion. */
  readonly beta: number;
}

/** Hz: cutoff of the velocity's own low-pass, as in the paper. */
const SPEED_CUTOFF = 1;

/**
 * The 1 Euro filter for a point: a low-pass whose cutoff rises with the point's speed, so that it neither jitters at
 * rest nor lags in motion (Casiez, Roussel, Vogel: "1€ Filter", CHI 2012, algorithm 1). One cutoff for all axes, from
 * the length of the velocity, so that the path does not depend on how the axes lie.
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

  /** Takes in the point at `t`; x, y and z are then the smoothed one. @param scale units of the point a metre. */
  update(t: Seconds, x: number, y: number, z: number, scale: number): void {
    const dt = t - this.#t;
    this.#t = t;
    if (Number.isNaN(dt)) {
      [this.#x, this.#y, this.#z] = [x, y, z];
      return;
    }
    const velocityShare = smoothingFactor(SPEED_CUTOFF, dt);
    if (velocityShare === 0) return;
    const [dx, dy, dz] = [x - this.#x, y - this.#y, z - this.#z];
    this.#vx += velocityShare * (dx / dt - this.#vx);
    this.#vy += velocityShare * (dy / dt - this.#vy);
    this.#vz += velocityShare * (dz / dt - this.#vz);
    const { minCutoff, beta } = this.#smoothing;
    const speed = Math.hypot(this.#vx, this.#vy, this.#vz) / scale;
    const share = smoothingFactor(minCutoff + beta * speed, dt);
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

/** Smoothing factor of a low-pass of this cutoff, the weight of the newest value; 0 when no time has passed. */
function smoothingFactor(cutoff: number, dt: Seconds): number {
  if (dt <= 0) return 0;
  const angle = 2 * Math.PI * cutoff * dt;
  return angle / (angle + 1);
}
