import { signal } from "@preact/signals";
import { type SmallPose, unpackPoses } from "../../../shared/desk/poses.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { BONES } from "../../../shared/skeleton.ts";
import type { DeskHost } from "../host.ts";

/** Figures of one dancer of a take. */
export interface Figures {
  readonly every: Seconds;
  readonly seconds: Seconds;
  readonly poses: readonly SmallPose[];
}

/** Takes whose figures are kept. */
const KEPT = 60;

/** The figures of the takes that a timeline shows, each asked for once. */
export class FigureShelf {
  readonly #host: DeskHost;
  readonly #found = new Map<string, Figures | "asked">();
  /** Another number whenever there are more. */
  readonly version = signal(0);

  constructor(host: DeskHost) {
    this.#host = host;
  }

  /** null while they are not there. */
  of(take: string, person: number | null): Figures | null {
    const key = `${person} ${take}`;
    const found = this.#found.get(key);
    if (found) return found === "asked" ? null : found;
    this.#found.set(key, "asked");
    for (const old of this.#found.keys()) if (this.#found.size > KEPT) this.#found.delete(old);
    this.#host.ask("pieces/figures", { take, person }).then(
      ({ every, seconds, poses }) => {
        this.#found.set(key, { every, seconds, poses: unpackPoses(poses) });
        this.version.value++;
      },
      // Such as a take that is gone, which the piece itself will say: asked for again when it is shown anew.
      () => setTimeout(() => this.#found.delete(key), 5000),
    );
    return null;
  }
}

/** Draws a figure around (x, y), half as high as the canvas is. */
export function drawFigure(
  context: CanvasRenderingContext2D,
  pose: SmallPose,
  x: number,
  y: number,
  size: number,
  mirrored: boolean,
): void {
  const way = mirrored ? -1 : 1;
  context.beginPath();
  for (const [from, to] of BONES) {
    const [a, b] = [pose[from], pose[to]];
    if (!a || !b) continue;
    context.moveTo(x + way * a[0] * size, y + a[1] * size);
    context.lineTo(x + way * b[0] * size, y + b[1] * size);
  }
  context.stroke();
}
