import * as v from "valibot";
import type { NumberArgument } from "../../shared/commands/argument.ts";
import { PARAMETERS } from "../../shared/commands/parameters.ts";
import { parseStyleWeight, STYLE_WEIGHT_FORM } from "../../shared/commands/style-weight.ts";
import { MODES } from "../../shared/stage.ts";
import { choice, flag, number, parsed, setting, whole } from "../schema/kinds.ts";
import { AREA_FORM, parseArea } from "./pose/area.ts";
import { MOST_PEOPLE } from "./pose/detector.ts";

function inRange({ min, max, unit, whole: isWhole }: NumberArgument) {
  return isWhole ? whole(min, max) : number(min, max, unit);
}

/** Settings of the flow itself; the parameters as they are at first. */
export const ENGINE_SETTINGS = {
  mode: setting(choice(MODES), "shadow", "how the partner dances at first"),
  maxPeople: setting(whole(1, MOST_PEOPLE), 1, "how many dancers are followed at most"),
  ignore: setting(
    v.array(parsed(parseArea, AREA_FORM)),
    [],
    "parts of the picture, as the camera sees it, in which nobody is followed",
  ),
  blend: setting(
    v.array(parsed(parseStyleWeight, STYLE_WEIGHT_FORM)),
    [],
    "styles of the model that the partner dances in, by weight, where none is the dancer's own",
  ),
  generator: setting(
    choice(PARAMETERS.generator.argument.names),
    "model",
    "what dances on: the model, a graph of the poses of the archive, the memory of what she danced herself, variations of her last phrase, phrases near it, or a transformer that hears the music",
  ),
  mixedOptions: setting(flag(), false, "let options come from every generator in turn (options)"),
  temperature: setting(
    inRange(PARAMETERS.temperature.argument),
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
    inRange(PARAMETERS.answerLength.argument),
    0,
    "length of every answer, where 0 is as long as the phrase, within answerSeconds",
  ),
  options: setting(
    inRange(PARAMETERS.options.argument),
    9,
    "how many answers there are to choose from (options)",
  ),
  tempo: setting(
    inRange(PARAMETERS.tempo.argument),
    1,
    "how fast answers and echoes are danced, where 1 is the dancer's own speed and 0.5 half of it",
  ),
  mirror: setting(flag(), false, "let the partner dance as in a mirror"),
  echoDelay: setting(
    inRange(PARAMETERS.echoDelay.argument),
    2,
    "how long after the dancer the partner repeats her (echo)",
  ),
  echoRecall: setting(
    inRange(PARAMETERS.echoRecall.argument),
    0,
    "how many phrases ago the phrase is that comes back, where 0 is the one being danced (echo)",
  ),
  duet: setting(
    choice(PARAMETERS.duet.argument.names),
    "each",
    "a partner for each of the dancers, or one for both (duet)",
  ),
  gestures: setting(flag(), true, "let dancers hand over, choose and begin again by gestures"),
  keepGesture: setting(
    flag(),
    false,
    "let both hands on the head, held for a second, keep the last phrase and its answer",
  ),
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
  latencyCompensation: setting(
    flag(),
    true,
    "show the dancer where she is by the time she is drawn, not where the camera saw her",
  ),
  partnerSide: setting(
    choice(PARAMETERS.partnerSide.argument.names),
    "auto",
    "side of the dancer, as the audience sees it, where auto is the one with more room",
  ),
  partnerDistance: setting(
    inRange(PARAMETERS.partnerDistance.argument),
    1.2,
    "how far from the dancer the partner stands",
  ),
  partnerWander: setting(
    inRange(PARAMETERS.partnerWander.argument),
    2,
    "how far the partner may wander from its place beside the dancer",
  ),
  partnerSize: setting(
    inRange(PARAMETERS.partnerSize.argument),
    1,
    "size of the partner, where 1 is the dancer's own",
  ),
  ears: setting(
    flag(),
    false,
    "listen to the music in the room, through the stage page's microphone or line-in",
  ),
  look: setting(choice(PARAMETERS.look.argument.names), "line", "how figures are drawn"),
  language: setting(
    choice(PARAMETERS.language.argument.names),
    "auto",
    "what the stage speaks, where auto is the browser's",
  ),
  audioDescription: setting(
    flag(),
    false,
    "let the stage's page say aloud what happens, for those who do not see it, where the browser has a voice",
  ),
  reducedMotion: setting(
    flag(),
    false,
    "let nothing but the dance itself move quickly; a page whose system asks for reduced motion does so anyway",
  ),
  practiceSpeed: setting(
    inRange(PARAMETERS.practiceSpeed.argument),
    1,
    "how fast the reference is danced, where 1 is its own speed (practise)",
  ),
  countIn: setting(
    inRange(PARAMETERS.countIn.argument),
    4,
    "how many beats are counted in before a pass (practise)",
  ),
  practiceRest: setting(
    inRange(PARAMETERS.practiceRest.argument),
    6,
    "how long the rest between two passes is, unless the dancer moves off before (practise)",
  ),
  practiceFaster: setting(flag(), false, "let the speed rise by itself when a pass is good (practise)"),
  practiceSigns: setting(flag(), true, "show on the stage which limbs do as the reference does (practise)"),
} as const;

const schema = v.strictObject(ENGINE_SETTINGS);

export type EngineSettings = Readonly<v.InferOutput<typeof schema>>;
