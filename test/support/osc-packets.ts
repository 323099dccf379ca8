import type { Destination } from "../../main/outputs/osc/destination/destination.ts";
import { FormatEncoder } from "../../main/outputs/osc/format-encoder.ts";
import { USUAL_GROUPS } from "../../main/outputs/osc/table/address.ts";
import { FrameValues } from "../../main/outputs/osc/table/frame-values.ts";
import { Performers } from "../../main/outputs/performers/performers.ts";
import type { StageFrame } from "../../shared/stage.ts";

/** A destination with all settings at their defaults. */
export function destination(changes: Partial<Destination> = {}): Destination {
  return {
    ...{ host: "127.0.0.1", port: 9, transport: "udp", interface: null },
    ...{ rate: "frame", bundles: true },
    ...{
      prefix: "/continuo",
      split: "line",
      groups: new Set(USUAL_GROUPS),
      scale: [0, 1],
      smoothing: null,
      customMessages: [],
    },
    ...changes,
  };
}

/** Frame after frame to the packets that a destination gets of it. */
export function packer(changes: Partial<Destination> = {}): (frame: StageFrame) => readonly Buffer[] {
  const performers = new Performers();
  const values = new FrameValues();
  const encoder = new FormatEncoder(destination(changes), values, []);
  return (stage) => {
    const frame = performers.update(stage, stage.t);
    values.update(frame, stage.t);
    return encoder.frame(frame, stage.t);
  };
}
