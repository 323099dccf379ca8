import type { MapMessage } from "../../shared/messages.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { MomentSearch } from "../archive/moments/moment-search.ts";
import { type Dancing, LiveDancers } from "./desk/live-dancers.ts";

/** Between two tellings of where everybody is: pages glide from one to the next. */
const EVERY_MS = 100;
/** Between two looks for a map that is not there. */
const AGAIN_MS = 1000;
/** Of the partner who dances alone. */
const ALONE = -1;
const NO_ARCHIVE = "archive names nothing, expected a folder of takes that `continuo map` has made a map of";
const NO_MAP = "there is no map of the archive; `continuo map` makes one";

export interface StageMapParts {
  /** null where there is no archive. */
  readonly search: Pick<MomentSearch, "map" | "places"> | null;
  readonly dancers: LiveDancers;
  /** Whether there is a page to show it. */
  readonly isShowing: () => boolean;
  readonly send: (message: MapMessage) => void;
  readonly tellOperator: (line: string) => void;
}

/**
 * While the look is `map`, tells the stages where dancers and partners are on the map of the archive. The archive's
 * thread reckons that; nothing waits for it, and it is asked again only once it has answered.
 */
export class StageMap {
  readonly #parts: StageMapParts;
  readonly #partners = new LiveDancers();
  readonly #timer: NodeJS.Timeout;
  #isLook = false;
  #isAsking = false;
  #hasMap = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** Why the look goes without a map, as the operator was told. */
  #told: string | null = null;

  constructor(parts: StageMapParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.#step(), EVERY_MS);
  }

  see({ t, people, alone, parameters }: StageFrame): void {
    this.#isLook = parameters.look === "map";
    if (!this.#isLook) return;
    const partners: Dancing[] = people.flatMap(({ id, partner }) => (partner ? [{ id, live: partner }] : []));
    if (alone) partners.push({ id: ALONE, live: alone });
    this.#partners.see({ t, people: partners });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#isLook = false;
  }

  async #step(): Promise<void> {
    if (!this.#isLook) {
      this.#hasMap = false;
      this.#told = null;
      this.#lookedAt = Number.NEGATIVE_INFINITY;
    } else if (this.#parts.isShowing() && !this.#isAsking) {
      this.#isAsking = true;
      try {
        if (this.#hasMap) await this.#tellPlaces();
        else await this.#lookForMap();
      } catch (error) {
        this.#goWithout((error as Error).message);
      }
      this.#isAsking = false;
    }
  }

  async #lookForMap(): Promise<void> {
    const { search } = this.#parts;
    const now = performance.now();
    if (now - this.#lookedAt < AGAIN_MS) return;
    this.#lookedAt = now;
    if (!search) return this.#goWithout(NO_ARCHIVE);
    const found = await search.map();
    // Its moments are being opened.
    if (!found) return;
    if (found.map) this.#hasMap = true;
    else this.#goWithout(found.fault ?? NO_MAP);
  }

  async #tellPlaces(): Promise<void> {
    const [dancers, partners] = [this.#parts.dancers.all(), this.#partners.all()];
    const all = [...dancers, ...partners];
    const places = await this.#parts.search!.places(all.map(({ features }) => features));
    if (!this.#isLook) return;
    const there = places.map((place, at) => ({ ...place, id: all[at]!.id }));
    this.#parts.send({
      ...{ tag: "map", dancers: there.slice(0, dancers.length), partners: there.slice(dancers.length) },
    });
  }

  #goWithout(why: string): void {
    this.#hasMap = false;
    if (!this.#isLook || this.#told === why) return;
    this.#told = why;
    this.#parts.tellOperator(`look map: ${why}; figures are drawn as in line, without a map`);
  }
}
