import * as v from "valibot";
import { parseTimecode, TIMECODE_FORM } from "../../shared/music/timecode.ts";
import { MUSIC_SOURCES } from "../../shared/music.ts";
import { choice, either, number, parsed, setting, text, whole } from "../schema/kinds.ts";

const AN_INPUT = 'a part of a MIDI input\'s name, or "any"';
const A_LINE_IN = "a part of a line-in's name, or its number in the browser's list";

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
      midi: setting(
        v.nullable(text(AN_INPUT)),
        null,
        "the MIDI input of the stage page's machine whose clock is followed, where none is not asked for",
      ),
      timecode: setting(
        v.nullable(either(A_LINE_IN, (input) => typeof input === "number", whole(1, 99), text(A_LINE_IN))),
        null,
        "the line-in of the stage page's machine on which linear timecode comes, where none is not asked for",
      ),
      timecodeChannel: setting(whole(1, 32), 1, "channel of that line-in, where 1 is the first, or left"),
      timecodeTempo: setting(number(20, 400), 120, "beats a minute of the song that runs with timecode"),
      timecodeStart: setting(
        parsed(parseTimecode, TIMECODE_FORM),
        "00:00:00:00",
        "timecode of that song's first beat, which begins a bar",
      ),
    }),
    {},
    "the one clock of the music",
  ),
} as const;

const schema = v.strictObject(CLOCK_SETTINGS);

export type ClockSettings = Readonly<v.InferOutput<typeof schema>["clock"]>;
