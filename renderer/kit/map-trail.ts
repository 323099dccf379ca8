import type { Place } from "../../shared/desk/map.ts";
import { mix } from "../../shared/numbers.ts";
import type { Seconds } from "../../shared/pose.ts";
import { approachFactor } from "../../shared/smoothing.ts";

/** Where a dancer came to on the map. */
export interface TrailPlace extends Place {
  /** Of this page's clock. */
  readonly t: Seconds;
}

export interface Trail {
  readonly id: number;
  readonly places: readonly TrailPlace[];
  readonly colour: string;
}

/** After which what a dancer left behind on the map has faded. */
export const TRAIL_SECONDS: Seconds = 6;
/** Time constant with which she comes to where she is: alike poses may lie in two parts of the map, and she in between. */
const EASE: Seconds = 0.25;
/** Between two places that are kept, however often she is asked for. */
const STEP: Seconds = 1 / 30;
/** Dancers differ in lightness and in blue, which every kind of eye keeps. */
const COLOURS = ["#ffffff", "#ffc477", "#8ecbff"];

/** The ways of the dancers over the map, of the last seconds. Each question of where they are makes them longer. */
export class Trails {
  #trails: readonly Trail[] = [];

  get trails(): readonly Trail[] {
    return this.#trails;
  }

  /** Where everybody is now: who is no longer there leaves her trail to fade. */
  add(dancers: readonly { readonly id: number; readonly x: number; readonly y: number }[], t: Seconds): void {
    const ids = [...new Set([...this.#trails.map(({ id }) => id), ...dancers.map(({ id }) => id)])];
    this.#trails = ids
      .map((id, at) => {
        const before = this.#trails.find((trail) => trail.id === id);
        const dancer = dancers.find((one) => one.id === id);
        const kept = (before?.places ?? []).filter((place) => t - place.t < TRAIL_SECONDS);
        const last = kept.at(-1);
        const share = last ? approachFactor(t - last.t, EASE) : 1;
        const next = dancer && {
          x: mix(last?.x ?? dancer.x, dancer.x, share),
          y: mix(last?.y ?? dancer.y, dancer.y, share),
          t,
        };
        const tooSoon = kept.length > 1 && last!.t - kept.at(-2)!.t < STEP;
        const places = next ? [...(tooSoon ? kept.slice(0, -1) : kept), next] : kept;
        return { id, places, colour: before?.colour ?? COLOURS[at % COLOURS.length]! };
      })
      .filter(({ places }) => places.length > 0);
  }
}
