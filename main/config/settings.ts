import * as v from "valibot";
import { CHOICES, DIALS, type Dial, isCounted } from "../../shared/knobs.ts";
import { LANGUAGES } from "../../shared/languages.ts";
import { DETECTOR_SIZES } from "../../shared/messages.ts";
import { MODES } from "../../shared/stage.ts";
import { parseStyleWeight, STYLE_WEIGHT_FORM } from "../../shared/style-weight.ts";
import { CUE_NAMES } from "../cues/cue.ts";
import { PSN_GROUP, PSN_PORT } from "../outputs/console/network.ts";
import { ChannelSchema } from "../outputs/console/sacn-settings.ts";
import { DestinationSchema, PREFIX } from "../outputs/osc/destination-schema.ts";
import { choice, flag, ipAddress, number, parsed, text, whole } from "../schema/kinds.ts";

type Kind = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** One setting: what it may be, what it is when nobody says, and what it is for. */
function setting<K extends Kind, const D extends v.InferInput<K>>(
  kind: K,
  byDefault: D,
  description: string,
) {
  return v.pipe(v.optional(kind, byDefault as never), v.description(description));
}

/** A knob's kind: the range in which it may be turned. */
function dial(name: Dial) {
  const { min, max, unit } = DIALS[name];
  return isCounted(name) ? whole(min, max) : number(min, max, unit);
}

/**
 * Every setting of Continuo. Configuration file, command line, `--help` and documentation all come from here;
 * a key that is not here is refused by name.
 */
export const SettingsSchema = v.strictObject({
  source: setting(
    text("camera (of the stage page), demo, or the path of a video or take"),
    "camera",
    "where the dancer comes from",
  ),
  once: setting(flag(), false, "end with the source instead of starting it again"),
  host: setting(
    choice(["auto", "electron", "browser", "none"]),
    "auto",
    "what shows the stage, where auto is Electron if its binary is there, else the browser",
  ),
  fullscreen: setting(
    flag(),
    false,
    "fill a screen with the stage, the second one where there are two (desktop app)",
  ),
  port: setting(whole(0, 65535), 8080, "port of the stage page on this machine, where 0 is any free one"),
  osc: setting(v.array(DestinationSchema), ["127.0.0.1:9000"], "where OSC goes"),
  oscPrefix: setting(
    PREFIX,
    "/continuo",
    "what every OSC address begins with, unless a destination says otherwise",
  ),
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
  oscQuery: setting(
    v.strictObject({
      enabled: setting(flag(), true, "serve the OSC addresses and their values by OSCQuery"),
      address: setting(ipAddress(), "127.0.0.1", "address of this machine on which OSCQuery is served"),
      port: setting(whole(0, 65535), 9002, "port of OSCQuery, where 0 is any free one"),
      announce: setting(flag(), false, "announce OSCQuery and the port of the cues on the network by mDNS"),
    }),
    {},
    "OSCQuery",
  ),
  psn: setting(
    v.strictObject({
      enabled: setting(flag(), false, "send where dancers and partners are by PosiStageNet"),
      host: setting(text("a name or an address"), PSN_GROUP, "where PosiStageNet goes"),
      port: setting(whole(1, 65535), PSN_PORT, "port that PosiStageNet goes to"),
    }),
    {},
    "PosiStageNet",
  ),
  sacn: setting(
    v.strictObject({
      enabled: setting(flag(), false, "send signals as channels by sACN (E1.31)"),
      universe: setting(whole(1, 63999), 1, "universe of the channels"),
      host: setting(
        v.nullable(text("a name or an address")),
        null,
        "one receiver for sACN, instead of everybody",
      ),
      priority: setting(whole(0, 200), 100, "priority of the channels, where the highest source wins"),
      channels: setting(v.array(ChannelSchema), [], "which channel follows which signal"),
    }),
    {},
    "sACN",
  ),
  mode: setting(choice(MODES), "shadow", "how the partner dances at first"),
  maxPeople: setting(whole(1, 6), 1, "how many dancers are followed at most"),
  detector: setting(
    choice(["auto", "engine", "page"]),
    "auto",
    "who finds poses, LiteRT in the engine or the official package in the page, where auto takes the faster",
  ),
  detectorSize: setting(
    choice(["auto", ...DETECTOR_SIZES]),
    "auto",
    "size of the pose model, where auto is full if it keeps up, else lite",
  ),
  accelerator: setting(
    choice(["auto", "webgpu", "wasm"]),
    "auto",
    "what LiteRT finds poses with, where auto is WebGPU if there is an adapter",
  ),
  backend: setting(
    choice(["auto", "cuda", "webgpu", "wasm", "cpu"]),
    "auto",
    "what TensorFlow.js predicts with, where auto takes the first that works here",
  ),
  model: setting(text("the path of a model folder"), "models/first", "folder of the continuation model"),
  blend: setting(
    v.array(parsed(parseStyleWeight, STYLE_WEIGHT_FORM)),
    [],
    "styles of the model that the partner dances in, by weight, where none is the dancer's own",
  ),
  temperature: setting(
    dial("temperature"),
    1,
    "how far the partner strays, where 0 is the expected path and 1 the learned variety",
  ),
  holdSeconds: setting(
    number(0.2, 5, "s"),
    0.8,
    "stillness that hands the turn to the partner (answer, options)",
  ),
  answerSeconds: setting(
    v.pipe(
      v.strictObject({
        min: setting(number(0.5, 60, "s"), 2, "shortest answer"),
        max: setting(number(0.5, 60, "s"), 8, "longest answer, and longest phrase that is remembered"),
      }),
      v.check(({ min, max }) => min <= max),
      v.metadata({ expected: "min no larger than max" }),
    ),
    {},
    "length of an answer, within which it is as long as the phrase",
  ),
  answerLength: setting(
    dial("answerLength"),
    0,
    "length of every answer, where 0 is as long as the phrase, within answerSeconds",
  ),
  options: setting(dial("options"), 9, "how many answers there are to choose from (options)"),
  tempo: setting(
    dial("tempo"),
    1,
    "how fast answers and echoes are danced, where 1 is the dancer's own speed and 0.5 half of it",
  ),
  mirror: setting(flag(), false, "let the partner dance as in a mirror"),
  echoDelay: setting(dial("echoDelay"), 2, "how long after the dancer the partner repeats her (echo)"),
  echoRecall: setting(
    dial("echoRecall"),
    0,
    "how many phrases ago the phrase is that comes back, where 0 is the one being danced (echo)",
  ),
  duet: setting(choice(CHOICES.duet), "each", "a partner for each of the dancers, or one for both (duet)"),
  gestures: setting(flag(), true, "let dancers hand over, choose and begin again by gestures"),
  shadowLead: setting(number(0, 1, "s"), 0.5, "how far ahead of the dancer the partner is (shadow)"),
  smoothing: setting(
    v.strictObject({
      enabled: setting(flag(), true, "smooth keypoints with a One-Euro filter"),
      minCutoff: setting(number(0.01, 30, "Hz"), 1, "cutoff at rest, where lower is calmer and later"),
      beta: setting(number(0, 1000), 10, "how fast the cutoff opens with speed, where higher is livelier"),
    }),
    {},
    "One-Euro smoothing of the keypoints",
  ),
  frameSize: setting(
    whole(160, 1920, "pixels"),
    1280,
    "longer side of the pictures that the page sends to the engine",
  ),
  record: setting(v.nullable(text("the path of a .take.ndjson to write")), null, "keep the dance as a take"),
  seed: setting(
    whole(0, 4294967295),
    1,
    "where chance begins, so that the same source and seed dance the same",
  ),
  partnerSide: setting(
    choice(CHOICES.partnerSide),
    "auto",
    "side of the dancer, as the audience sees it, where auto is the one with more room",
  ),
  partnerDistance: setting(dial("partnerDistance"), 1.2, "how far from the dancer the partner stands"),
  partnerWander: setting(
    dial("partnerWander"),
    2,
    "how far the partner may wander from its place beside the dancer",
  ),
  partnerSize: setting(dial("partnerSize"), 1, "size of the partner, where 1 is the dancer's own"),
  look: setting(choice(CHOICES.look), "line", "how figures are drawn"),
  language: setting(
    choice(["auto", ...LANGUAGES]),
    "auto",
    "what the stage speaks, where auto is the browser's",
  ),
});

export type Settings = Readonly<v.InferOutput<typeof SettingsSchema>>;

/** Settings as a file or a command line gives them: any may be missing. */
export type SettingsInput = Readonly<v.InferInput<typeof SettingsSchema>>;
