import * as v from "valibot";
import { choice, flag, ipAddress, setting, whole } from "../schema/kinds.ts";
import { CUE_NAMES } from "./cue.ts";

/** Settings of the cues: who may ask for what. */
export const CUE_SETTINGS = {
  oscIn: setting(
    v.strictObject({
      enabled: setting(flag(), true, "listen for cues by OSC"),
      address: setting(
        ipAddress(),
        "127.0.0.1",
        "address of this machine on which cues are heard, where 127.0.0.1 hears this machine alone and 0.0.0.0 every network",
      ),
      port: setting(whole(0, 65535), 9001, "port on which cues are heard, where 0 is any free one"),
      allow: setting(v.array(choice(CUE_NAMES)), [...CUE_NAMES], "cues that may be given"),
    }),
    {},
    "cues by OSC",
  ),
} as const;

const schema = v.strictObject(CUE_SETTINGS);

export type CueSettings = Readonly<v.InferOutput<typeof schema>>;
