import type { Seconds } from "../../../shared/pose.ts";
import type { PerformersFrame } from "../performers/performers.ts";
import type { Packable } from "./bundles.ts";
import { Shaper } from "./filter.ts";
import { type Layout, type Unit, unitsOf } from "./layout.ts";
import { Numbers, TABLE_BLOCK } from "./numbers.ts";
import { EVENTS, type EventSubject } from "./table/frame.ts";
import type { Rows } from "./table/frame-values.ts";
import { Row } from "./table/values.ts";
import { PackedMessage } from "./write-packet.ts";

/** The table's frame data as one destination wants it. Keeps its messages, so that only their numbers change. */
export class FramePackets {
  readonly #rows: Rows;
  readonly #layout: Layout;
  readonly #shaper: Shaper;
  readonly #head: readonly PackedMessage[];
  readonly #units: readonly Unit[];
  /** What is told of those who were there last, and who that was. */
  #people: Packable = { head: [], units: [] };
  #width = 0;
  #there = 0;

  constructor(rows: Rows, layout: Layout) {
    this.#rows = rows;
    this.#layout = layout;
    this.#shaper = new Shaper(layout, new Numbers(TABLE_BLOCK));
    const { prefix, split, groups } = layout;
    const led = groups.has("frame") && split !== "frame";
    this.#head = led ? [new PackedMessage(prefix + rows.frame.address.path, rows.frame.cells)] : [];
    this.#units = unitsOf(rows, layout, this.#shaper);
  }

  /** What the rows hold now, `dt` seconds after the time before: the same object until somebody comes or goes. */
  pack({ events }: PerformersFrame, dt: Seconds): Packable {
    const { width, there } = this.#rows;
    this.#shaper.update(dt, width);
    if (width !== this.#width || there !== this.#there) this.#people = this.#tellOf(width);
    this.#width = width;
    this.#there = there;
    if (events.length === 0 || !this.#layout.groups.has("events")) return this.#people;
    const { head, units } = this.#people;
    return { head, units: [...events.map((event) => [this.#event(event)]), ...units] };
  }

  #tellOf(width: number): Packable {
    const people = this.#units
      .filter(({ slot }) => slot <= width)
      .map(({ figure, there, away }) => (figure.present ? there : away));
    return { head: this.#head, units: people.filter((unit) => unit.length > 0) };
  }

  #event(event: EventSubject & { readonly event: keyof typeof EVENTS }): PackedMessage {
    const row = new Row(EVENTS[event.event]);
    row.fill(event);
    return new PackedMessage(this.#layout.prefix + row.address.path, row.cells);
  }
}
