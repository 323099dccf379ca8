import { LOOK_NAMES, type LookName } from "../../shared/commands/parameters.ts";
import type { Seconds } from "../../shared/pose.ts";
import { smoothstep } from "./ease.ts";

/** How long one look takes to give way to another. */
const FADE: Seconds = 0.9;

/** How much of each look is seen: one, but for the moment in which it changes. */
export class LookFade {
  readonly #raw = new Map<LookName, number>();
  #target: LookName | null = null;

  step(dt: Seconds, target: LookName): void {
    const first = this.#target === null;
    this.#target = target;
    for (const name of LOOK_NAMES) {
      const to = name === target ? 1 : 0;
      const from = this.#raw.get(name) ?? 0;
      const way = dt / FADE;
      this.#raw.set(name, first ? to : from + Math.max(-way, Math.min(way, to - from)));
    }
  }

  /** 0..1; what all looks have together is 1 at rest and at the middle of a change. */
  share(name: LookName): number {
    return smoothstep(0, 1, this.#raw.get(name) ?? 0);
  }
}
