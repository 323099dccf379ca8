import * as v from "valibot";
import { LONGEST_RECORDING } from "../../shared/desk/playback.ts";
import { either, flag, number, setting, text, whole } from "../schema/kinds.ts";

const A_CAMERA = "a part of a camera's name, or its number in the list of doctor";

const A_DEVICE = "a part of a microphone's or line-in's name, or its number in the browser's list";

/** Settings of the inputs: where the dancer comes from. */
export const INPUT_SETTINGS = {
  source: setting(
    text(
      "camera (of the stage page), demo, vmc:port (a suit or a tracker), or the path of a video, take or piece",
    ),
    "camera",
    "where the dancer comes from",
  ),
  once: setting(flag(), false, "end with the source instead of starting it again"),
  music: setting(
    v.nullable(text("the path of a file of sound, such as WAV, MP3 or FLAC")),
    null,
    "music that begins with the show and repeats, heard by the partner and the light, and played by the stage page",
  ),
  practise: setting(
    v.nullable(text("the name of a take or a piece in the folder of takes")),
    null,
    "what is practised from the start (practise)",
  ),
  practiseFrom: setting(
    number(0, LONGEST_RECORDING, "s"),
    0,
    "where of it what is practised from the start begins (practise)",
  ),
  practiseTo: setting(
    number(0, LONGEST_RECORDING, "s"),
    0,
    "where of it what is practised from the start ends, where 0 is its end (practise)",
  ),
  musicSound: setting(flag(), true, "let the stage page play the music"),
  camera: setting(
    v.nullable(either(A_CAMERA, (input) => typeof input === "number", whole(1, 99), text(A_CAMERA))),
    null,
    "the camera to prefer, instead of whichever works",
  ),
  earsDevice: setting(
    v.nullable(either(A_DEVICE, (input) => typeof input === "number", whole(1, 99), text(A_DEVICE))),
    null,
    "the microphone or line-in to prefer, instead of the system's own choice",
  ),
  cameraLatency: setting(
    number(0, 500, "ms"),
    0,
    "latency that no clock here sees and is added to the measured one: the camera's exposure and transfer, the screen's own",
  ),
} as const;

const schema = v.strictObject(INPUT_SETTINGS);

export type InputSettings = Readonly<v.InferOutput<typeof schema>>;
