import * as v from "valibot";
import { setting, text } from "../schema/kinds.ts";

/** Settings of MIDI devices, gamepads and pedals. */
export const SURFACE_SETTINGS = {
  bindings: setting(
    v.nullable(text("the path of a JSON file of bindings")),
    null,
    "file that says what MIDI devices, gamepads and pedals do, instead of bindings.json beside the file of settings",
  ),
} as const;
