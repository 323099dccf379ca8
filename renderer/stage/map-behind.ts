import type { MapMessage } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { MapLayer } from "./view/map/map-layer.ts";

/** The host tells ten times a second; after a longer silence its map may be another. */
const AWAY: Seconds = 2;
/** A map that could not be had is asked for again after so long. */
const AGAIN: Seconds = 5;

/** Fetches the map when the host begins to tell where dancers are on it, and puts them there. */
export class MapBehind {
  readonly #layer: Pick<MapLayer, "show" | "place">;
  readonly #fetch: () => Promise<{ readonly places: Float32Array }>;
  #heardAt: Seconds = Number.NEGATIVE_INFINITY;
  #askedAt: Seconds = Number.NEGATIVE_INFINITY;
  #state: "none" | "asked" | "there" = "none";
  #fault: string | null = null;

  constructor(layer: Pick<MapLayer, "show" | "place">, fetch: () => Promise<{ places: Float32Array }>) {
    this.#layer = layer;
    this.#fetch = fetch;
  }

  /** Why there is no map, in a line; null where there is, or where none is shown. */
  get fault(): string | null {
    return this.#fault;
  }

  receive(message: MapMessage, now: Seconds): void {
    if (now - this.#heardAt > AWAY && this.#state === "there") this.#state = "none";
    this.#heardAt = now;
    this.#layer.place(message, now);
    if (this.#state === "none" && now - this.#askedAt > AGAIN) void this.#load(now);
  }

  async #load(now: Seconds): Promise<void> {
    this.#askedAt = now;
    this.#state = "asked";
    try {
      this.#layer.show((await this.#fetch()).places);
      this.#state = "there";
      this.#fault = null;
    } catch (error) {
      this.#state = "none";
      this.#fault = `${error}`;
    }
  }
}
