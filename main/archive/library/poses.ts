import { MIDDLE, POSE_BYTES, UNKNOWN_JOINT } from "../../../shared/desk/poses.ts";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";

/** A joint right of and below the middle of the hips, in whatever measure the take has. */
type Flat = readonly ({ readonly x: number; readonly y: number } | null)[];

/** A figure as it is seen from the front; null where nothing of it is. @param aspect width of the picture for its height. */
export function flatPose({ body, image }: Pose, aspect: number): Flat | null {
  const joints: Flat = body
    ? body.map((point) => point && { x: point.x, y: -point.y })
    : (image ?? []).map((point) => (point && point.score > 0 && { x: point.x * aspect, y: point.y }) || null);
  const known = joints.filter((joint) => joint !== null);
  if (known.length === 0) return null;
  const [left, right] = [joints[J.left_hip], joints[J.right_hip]];
  const middle = left && right ? { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 } : known[0]!;
  return joints.map((joint) => joint && { x: joint.x - middle.x, y: joint.y - middle.y });
}

/** Packs figures to one scale, so that who crouches is smaller; the format is that of shared/desk/poses.ts. */
export function packPoses(poses: readonly Flat[]): string {
  const reach = Math.max(1e-6, ...poses.flat().map((p) => (p ? Math.max(Math.abs(p.x), Math.abs(p.y)) : 0)));
  const bytes = new Uint8Array(poses.length * POSE_BYTES).fill(UNKNOWN_JOINT);
  const byte = (value: number) => Math.round(MIDDLE + (MIDDLE * value) / reach);
  poses.forEach((pose, index) => {
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const place = pose[joint];
      if (place) bytes.set([byte(place.x), byte(place.y)], index * POSE_BYTES + 2 * joint);
    }
  });
  return Buffer.from(bytes).toString("base64");
}

interface Seen {
  readonly t: Seconds;
  readonly pose: Flat;
}

/** Figures at even times of a take whose length nobody knows before its end; bounded in memory. */
export class EvenPoses {
  readonly #count: number;
  #seen: Seen[] = [];
  #every: Seconds = 0;

  constructor(count: number) {
    this.#count = count;
  }

  /** Whether a figure at that time would be kept. */
  wants(t: Seconds): boolean {
    return t - (this.#seen.at(-1)?.t ?? Number.NEGATIVE_INFINITY) >= this.#every;
  }

  add(t: Seconds, pose: Flat): void {
    this.#seen.push({ t, pose });
    if (this.#seen.length < 8 * this.#count) return;
    // Half of them, and half as many from now on.
    this.#seen = this.#seen.filter((_, index) => index % 2 === 0);
    this.#every = (this.#seen.at(-1)!.t - this.#seen[0]!.t) / (this.#seen.length - 1);
  }

  /** In the middle of each of so many even parts, the figure that was seen nearest to it, each once. */
  chosen(): Flat[] {
    const [first, last] = [this.#seen[0]?.t ?? 0, this.#seen.at(-1)?.t ?? 0];
    const nearest = Array.from({ length: this.#count }, (_, index) => {
      const t = first + ((index + 0.5) / this.#count) * (last - first);
      return this.#seen.reduce<Seen | undefined>(
        (best, one) => (best && Math.abs(best.t - t) <= Math.abs(one.t - t) ? best : one),
        undefined,
      );
    });
    return [...new Set(nearest.filter((one) => one !== undefined))].map(({ pose }) => pose);
  }
}
