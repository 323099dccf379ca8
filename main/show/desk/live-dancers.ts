import type { StageFrame, StagePerson } from "../../../shared/stage.ts";
import { featuresOfEnd } from "../../archive/moments/dance-features.ts";
import type { TimedFrame } from "../../motion/interpolation.ts";
import { isWhole } from "../../motion/motion-frame.ts";

/** Frames of each that are kept: over a second, at any camera's rate. */
const KEPT = 80;
const FPS = 30;

/** Somebody on the stage, and how she is seen. */
export type Dancing = Pick<StagePerson, "id" | "live">;

/** What everybody on the stage has danced in the last second, as the camera saw it. */
export class LiveDancers {
  #recent = new Map<number, readonly TimedFrame[]>();

  see({ t, people }: Pick<StageFrame, "t"> & { readonly people: readonly Dancing[] }): void {
    const recent = new Map<number, readonly TimedFrame[]>();
    for (const { id, live } of people) {
      const before = this.#recent.get(id) ?? [];
      const { body, root } = live;
      // A source that starts over goes back in time.
      const kept = (before.at(-1)?.t ?? Number.NEGATIVE_INFINITY) < t ? before : [];
      recent.set(id, isWhole(body) ? [...kept.slice(1 - KEPT), { t, frame: { body, root } }] : kept);
    }
    this.#recent = recent;
  }

  /** Features of what one of them does now, see features.ts; null where that is not known. @param id null for the first. */
  featuresOf(id: number | null): Float32Array | null {
    const recent = id === null ? [...this.#recent.values()][0] : this.#recent.get(id);
    return recent ? featuresOfEnd(recent, FPS) : null;
  }

  /** The same of everybody of whom it is known. */
  all(): readonly { readonly id: number; readonly features: Float32Array }[] {
    return [...this.#recent.keys()].flatMap((id) => {
      const features = this.featuresOf(id);
      return features ? [{ id, features }] : [];
    });
  }
}
