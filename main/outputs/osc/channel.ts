import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { CastFrame } from "../cast/cast.ts";
import { packBundles } from "./bundle.ts";
import type { Destination } from "./destination.ts";
import { FramePackets, type Packable } from "./frame-packets.ts";
import { LineMessages } from "./lines/line-messages.ts";
import { Pace } from "./pace.ts";
import { PackedMessage } from "./packed-message.ts";
import { cellsOf, type Row } from "./row.ts";
import type { Rows } from "./rows.ts";
import type { Sender } from "./wire/sender.ts";

export interface ChannelParts {
  readonly rows: Rows;
  readonly scene: readonly Row<never>[];
  readonly sender: Pick<Sender, "send" | "tend" | "status" | "close">;
}

/** All that goes to one destination, in the shape and at the pace that it wants. */
export class Channel {
  readonly #destination: Destination;
  readonly #sender: ChannelParts["sender"];
  readonly #pace: Pace;
  readonly #frames: FramePackets;
  readonly #lines: readonly LineMessages[];
  readonly #scene: readonly PackedMessage[];
  #scenePackedAt: Seconds | null = null;

  constructor(destination: Destination, { rows, scene, sender }: ChannelParts) {
    this.#destination = destination;
    this.#sender = sender;
    this.#pace = new Pace(destination.rate);
    this.#frames = new FramePackets(rows, destination);
    this.#lines = destination.lines.map((line) => new LineMessages(line, destination));
    this.#scene = destination.groups.has("scene")
      ? scene.map(
          (row) => new PackedMessage(destination.prefix + row.address.path, cellsOf(row), destination),
        )
      : [];
  }

  /** Events go at once, whatever the rate. */
  frame(cast: CastFrame, now: Seconds): void {
    // Those of a frame belong together, as TUIO's do.
    const lines = this.#lines.flatMap((line) => line.pack(cast, now));
    const due = this.#pace.isDue(now) || cast.events.length > 0;
    const { head, units }: Packable = due ? this.#frames.pack(cast, this.#pace.since(now)) : NOTHING;
    this.#send(head, [...units, lines]);
  }

  /** Scene and heartbeat, from what the rows hold now. */
  beat(now: Seconds): void {
    const dt = now - (this.#scenePackedAt ?? now);
    this.#scenePackedAt = now;
    this.#send([], [this.#scene.map((message) => message.write(dt))]);
  }

  tend(): void {
    this.#sender.tend();
  }

  status(): Status["osc"][number] {
    return this.#sender.status();
  }

  close(): void {
    this.#sender.close();
  }

  #send(head: Packable["head"], units: Packable["units"]): void {
    if (head.length + units.reduce((sum, { length }) => sum + length, 0) === 0) return;
    const packets = this.#destination.bundles
      ? packBundles(head, units)
      : [...head, ...units.flat()].map((message) => Buffer.from(message));
    for (const packet of packets) this.#sender.send(packet);
  }
}

const NOTHING: Packable = { head: [], units: [] };
