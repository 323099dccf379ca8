import type { Seconds } from "../../../shared/pose.ts";
import type { PerformersFrame } from "../performers/performers.ts";
import { type Packable, Packets } from "./bundles.ts";
import { LineMessages } from "./custom/custom-message-builder.ts";
import type { Format } from "./destination/destination.ts";
import { Shaper } from "./filter.ts";
import { FramePackets } from "./frame-packets.ts";
import { Pace } from "./rate-limiter.ts";
import type { Rows } from "./table/frame-values.ts";
import type { Row } from "./table/values.ts";
import { PackedMessage } from "./write-packet.ts";

export interface ChannelParts {
  readonly rows: Rows;
  readonly scene: readonly Row<never>[];
}

/** All that goes to the destinations of one look, in the shape and at the pace that they want. */
export class Channel {
  readonly #pace: Pace;
  readonly #frames: FramePackets;
  readonly #lines: readonly LineMessages[];
  readonly #scene: readonly PackedMessage[];
  readonly #sceneShaper: Shaper;
  readonly #framePackets: Packets;
  readonly #scenePackets: Packets;
  #scenePackedAt: Seconds | null = null;

  constructor(look: Format, { rows, scene }: ChannelParts) {
    this.#framePackets = new Packets(look.bundles);
    this.#scenePackets = new Packets(look.bundles);
    this.#pace = new Pace(look.rate);
    this.#sceneShaper = new Shaper(look);
    this.#frames = new FramePackets(rows, look);
    this.#lines = look.lines.map((line) => new LineMessages(line, look));
    this.#scene = look.groups.has("scene")
      ? scene.map(
          (row) => new PackedMessage(look.prefix + row.address.path, this.#sceneShaper.shape(row.cells)),
        )
      : [];
  }

  /**
   * The packets of a frame, from what the rows hold now. Events go at once, whatever the rate.
   * @param held a socket still holds packets of before
   */
  frame(cast: PerformersFrame, now: Seconds, held: boolean): readonly Buffer[] {
    // Those of a frame belong together, as TUIO's do.
    const lines = this.#lines.flatMap((line) => line.pack(cast, now));
    const due = this.#pace.isDue(now) || cast.events.length > 0;
    const told = due ? this.#frames.pack(cast, this.#pace.since(now)) : NOTHING;
    const what = lines.length === 0 ? told : { head: told.head, units: [...told.units, lines] };
    return pack(what, this.#framePackets, held);
  }

  /** Scene and heartbeat, from what the rows hold now. */
  beat(now: Seconds, held: boolean): readonly Buffer[] {
    this.#sceneShaper.update(now - (this.#scenePackedAt ?? now));
    this.#scenePackedAt = now;
    return pack({ head: [], units: [this.#scene] }, this.#scenePackets, held);
  }
}

/** Nothing where there is no message: an empty bundle is none. */
function pack(what: Packable, packets: Packets, held: boolean): readonly Buffer[] {
  const isEmpty = what.head.length === 0 && what.units.every(({ length }) => length === 0);
  return isEmpty ? [] : packets.pack(what, held);
}

const NOTHING: Packable = { head: [], units: [] };
