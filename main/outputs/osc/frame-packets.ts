import type { Seconds } from "../../../shared/pose.ts";
import type { CastFrame } from "../cast/cast.ts";
import { type Layout, type Unit, unitsOf } from "./layout.ts";
import { Numbers, TABLE_BLOCK } from "./numbers.ts";
import { PackedMessage } from "./packed-message.ts";
import type { Packable } from "./packets.ts";
import { Row } from "./row.ts";
import type { Rows } from "./rows.ts";
import { Shaper } from "./shaper.ts";
import { EVENTS, type EventSubject } from "./table/frame.ts";

/** The table's frame data as one destination wants it. Keeps its messages, so that only their numbers change. */
export class FramePackets {
  readonly #rows: Rows;
  readonly #layout: Layout;
  readonly #shaper: Shaper;
  readonly #frame: PackedMessage | null;
  readonly #units: readonly Unit[];

  constructor(rows: Rows, layout: Layout) {
    this.#rows = rows;
    this.#layout = layout;
    this.#shaper = new Shaper(layout, new Numbers(TABLE_BLOCK));
    const { prefix, split, groups } = layout;
    const led = groups.has("frame") && split !== "frame";
    this.#frame = led ? new PackedMessage(prefix + rows.frame.address.path, rows.frame.cells) : null;
    this.#units = unitsOf(rows, layout, this.#shaper);
  }

  /** What the rows hold now, `dt` seconds after the time before. */
  pack({ events }: CastFrame, dt: Seconds): Packable {
    const told = this.#layout.groups.has("events") ? events.map((event) => [this.#event(event)]) : [];
    const { width } = this.#rows;
    this.#shaper.update(dt, width);
    const taken = this.#units.filter(({ slot }) => slot <= width);
    const people = taken.map(({ figure, there, away }) => (figure.present ? there : away));
    return {
      head: this.#frame ? [this.#frame] : [],
      units: [...told, ...people].filter((unit) => unit.length > 0),
    };
  }

  #event(event: EventSubject & { readonly event: keyof typeof EVENTS }): PackedMessage {
    const row = new Row(EVENTS[event.event]);
    row.fill(event);
    return new PackedMessage(this.#layout.prefix + row.address.path, row.cells);
  }
}
