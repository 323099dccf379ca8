import * as v from "valibot";
import { ALL_SIGNAL_NAMES } from "../../motion/signals/music-signals.ts";
import { choice, number, whole } from "../../schema/kinds.ts";
import { curveKind } from "../osc/destination/destination-schema.ts";
import { SLOTS } from "../performers/performers.ts";

/** One channel that follows a signal. */
export const ChannelSchema = v.strictObject({
  channel: whole(1, 512),
  signal: choice(ALL_SIGNAL_NAMES as readonly [string, ...string[]]),
  person: v.exactOptional(whole(1, SLOTS)),
  curve: v.exactOptional(curveKind),
  between: v.exactOptional(
    v.pipe(
      v.strictTuple([whole(0, 255), whole(0, 255)]),
      v.metadata({ expected: "two levels from 0 to 255" }),
    ),
  ),
  smoothing: v.exactOptional(number(0, 10, "s")),
});

export type ChannelSettings = v.InferOutput<typeof ChannelSchema>;
