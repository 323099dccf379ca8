import type { Seconds } from "../../../shared/pose.ts";
import type { CastFrame } from "../cast/cast.ts";
import { packBundles } from "./bundle.ts";
import type { Look } from "./destination.ts";
import { FramePackets, type Packable } from "./frame-packets.ts";
import { LineMessages } from "./lines/line-messages.ts";
import { Pace } from "./pace.ts";
import { PackedMessage } from "./packed-message.ts";
import { cellsOf, type Row } from "./row.ts";
import type { Rows } from "./rows.ts";

export interface ChannelParts {
  readonly rows: Rows;
  readonly scene: readonly Row<never>[];
}

/** All that goes to the destinations of one look, in the shape and at the pace that they want. */
export class Channel {
  readonly #look: Look;
  readonly #pace: Pace;
  readonly #frames: FramePackets;
  readonly #lines: readonly LineMessages[];
  readonly #scene: readonly PackedMessage[];
  #scenePackedAt: Seconds | null = null;

  constructor(look: Look, { rows, scene }: ChannelParts) {
    this.#look = look;
    this.#pace = new Pace(look.rate);
    this.#frames = new FramePackets(rows, look);
    this.#lines = look.lines.map((line) => new LineMessages(line, look));
    this.#scene = look.groups.has("scene")
      ? scene.map((row) => new PackedMessage(look.prefix + row.address.path, cellsOf(row), look))
      : [];
  }

  /** The packets of a frame, from what the rows hold now. Events go at once, whatever the rate. */
  frame(cast: CastFrame, now: Seconds): readonly Buffer[] {
    // Those of a frame belong together, as TUIO's do.
    const lines = this.#lines.flatMap((line) => line.pack(cast, now));
    const due = this.#pace.isDue(now) || cast.events.length > 0;
    const { head, units }: Packable = due ? this.#frames.pack(cast, this.#pace.since(now)) : NOTHING;
    return this.#packets(head, [...units, lines]);
  }

  /** Scene and heartbeat, from what the rows hold now. */
  beat(now: Seconds): readonly Buffer[] {
    const dt = now - (this.#scenePackedAt ?? now);
    this.#scenePackedAt = now;
    return this.#packets([], [this.#scene.map((message) => message.write(dt))]);
  }

  #packets(head: Packable["head"], units: Packable["units"]): readonly Buffer[] {
    if (head.length + units.reduce((sum, { length }) => sum + length, 0) === 0) return [];
    if (this.#look.bundles) return packBundles(head, units);
    return [...head, ...units.flat()].map((message) => Buffer.from(message));
  }
}

const NOTHING: Packable = { head: [], units: [] };
