import { Packets } from "../../main/outputs/osc/bundles.ts";
import type { Destination } from "../../main/outputs/osc/destination/destination.ts";
import { FramePackets } from "../../main/outputs/osc/frame-packets.ts";
import { GROUPS } from "../../main/outputs/osc/table/address.ts";
import { Rows } from "../../main/outputs/osc/table/frame-values.ts";
import { Performers } from "../../main/outputs/performers/performers.ts";
import type { StageFrame } from "../../shared/stage.ts";

/** A destination as it is when nobody says anything else. */
export function destination(changes: Partial<Destination> = {}): Destination {
  return {
    ...{ host: "127.0.0.1", port: 9, transport: "udp", rate: "frame", bundles: true },
    ...{
      prefix: "/continuo",
      split: "line",
      groups: new Set(GROUPS),
      scale: [0, 1],
      smoothing: null,
      lines: [],
    },
    ...changes,
  };
}

/** Frame after frame to the packets of the table's frame data, bundled. */
export function packer(changes: Partial<Destination> = {}): (frame: StageFrame) => readonly Buffer[] {
  const cast = new Performers();
  const rows = new Rows();
  const frames = new FramePackets(rows, destination(changes));
  const packets = new Packets(true);
  let before: number | null = null;
  return (frame) => {
    const casted = cast.update(frame, frame.t);
    rows.update(casted, frame.t);
    const messages = frames.pack(casted, frame.t - (before ?? frame.t));
    before = frame.t;
    return packets.pack(messages, true);
  };
}
