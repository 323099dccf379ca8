import * as v from "valibot";
import { flag, setting, text } from "../schema/kinds.ts";

/** Settings of the inputs: where the dancer comes from. */
export const INPUT_SETTINGS = {
  source: setting(
    text("camera (of the stage page), demo, or the path of a video or take"),
    "camera",
    "where the dancer comes from",
  ),
  once: setting(flag(), false, "end with the source instead of starting it again"),
} as const;

const schema = v.strictObject(INPUT_SETTINGS);

export type InputSettings = Readonly<v.InferOutput<typeof schema>>;
