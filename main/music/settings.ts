import * as v from "valibot";
import { MUSIC_SOURCES } from "../../shared/music.ts";
import { choice, setting, whole } from "../schema/kinds.ts";

/** Settings of the one musical clock. */
export const CLOCK_SETTINGS = {
  clock: setting(
    v.strictObject({
      trust: setting(
        v.array(choice(MUSIC_SOURCES)),
        [...MUSIC_SOURCES],
        "what the beat may be known from, the most trusted first: whatever comes before wins while it is there",
      ),
      beatsPerBar: setting(whole(1, 16), 4, "beats of a bar, where a clock does not tell them"),
    }),
    {},
    "the one clock of the music",
  ),
} as const;

const schema = v.strictObject(CLOCK_SETTINGS);

export type ClockSettings = Readonly<v.InferOutput<typeof schema>["clock"]>;
