import { basename } from "node:path";
import type { Seconds } from "../../../shared/pose.ts";
import { readScale } from "../../archive/coaching/scale-file.ts";
import { readWeights } from "../../archive/coaching/weights-file.ts";
import { pathOfTrack } from "../../archive/track-path.ts";
import { type Assessed, type Assessment, assessing, ROUNDS } from "../../coaching/assess/assess.ts";
import type { Measure } from "../../coaching/assess/measures/measure.ts";
import { MEASURES } from "../../coaching/assess/measures/measures.ts";
import { noiseIn } from "../../coaching/assess/noise.ts";
import { isTold } from "../../coaching/assess/scale.ts";
import { scoreOf } from "../../coaching/assess/score.ts";
import { hiddenFrom } from "../../coaching/assess/seen.ts";
import { hearFile } from "../../inputs/music/hear-file.ts";
import { ConfigError, SourceError } from "../../system/errors.ts";
import { replaceFile } from "../../system/files/replace-file.ts";
import { type JobContext, step } from "../../system/job.ts";
import { printable } from "../../system/log/printable.ts";
import { assessmentPage } from "./assessment-page.ts";
import { checkReportFile } from "./report-file.ts";
import { FPS, readSeenTake, type SeenStretch, type SeenTake } from "./seen-take.ts";
import type { TakeAssessment } from "./take-assessment.ts";

export interface AssessOptions {
  readonly take: string;
  /** File of the scale. */
  readonly scale: string;
  /** File of the weights of a score; null for none. */
  readonly score: string | null;
  /** Style of the scale that she is laid beside; null for all of them. */
  readonly style: string | null;
  /** File of the page; null for none. */
  readonly output: string | null;
  /** Whether another file may be written over. */
  readonly force: boolean;
}

/** Seconds: a shorter stretch is hardly a dance. */
const SHORTEST: Seconds = 4;

/**
 * Measures the dancer who is longest in a take.
 * @throws UserError when the take, the scale or the weights are not what they should be; the signal's reason.
 */
export async function assessTake(
  { take, scale: scaleFile, score, style, output, force }: AssessOptions,
  context: JobContext,
): Promise<TakeAssessment> {
  const scale = await readScale(scaleFile);
  const weights = score === null ? null : await readWeights(score, scale);
  if (style !== null && !(style in scale.stretches))
    throw new ConfigError(
      `--style is ${printable(style, 40)}, expected ${Object.keys(scale.stretches).join(", ")}`,
    );
  if (output !== null) checkReportFile(output, force);
  const seen = await readSeenTake(take, SHORTEST, context);
  const beats = await beatsOf(take, seen, context);
  const leftOut: { measure: string; why: string }[] = [];
  const told = MEASURES.filter((measure) => {
    const own = scale.measures[measure.name];
    // What no camera can tell is said in the documents, and not of every take again.
    if (!own || !isTold(own)) return false;
    const why = hiddenFrom({ ...seen.seen, music: beats.length > 0 ? 1 : 0 }, measure);
    if (why !== null) leftOut.push({ measure: measure.name, why });
    return why === null;
  });
  const parts: { readonly seconds: Seconds; readonly assessment: Assessment }[] = [];
  for (const [index, stretch] of seen.stretches.entries()) {
    const assessment = await assessStretch(told, stretch, beats, [index, seen.stretches.length], context);
    parts.push({ seconds: stretch.clip.frames / FPS, assessment });
  }
  const assessment = together(told, parts);
  for (const { name } of told)
    if (!assessment.has(name))
      leftOut.push({ measure: name, why: "she moves too little for it, or the take is too short" });
  const longest = seen.stretches.reduce((most, one) => (one.clip.frames > most.clip.frames ? one : most));
  const result: TakeAssessment = {
    take: basename(take),
    dancer: seen.header.dancer,
    seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
    noise: noiseIn(longest.clip),
    assessment,
    leftOut,
    score: weights && scoreOf(assessment, scale, weights),
    scale,
    style,
  };
  if (output !== null) await replaceFile(output, assessmentPage(result));
  return result;
}

async function assessStretch(
  measures: readonly Measure[],
  { clip, begin }: SeenStretch,
  beats: readonly Seconds[],
  [index, of]: readonly [index: number, of: number],
  context: JobContext,
): Promise<Assessment> {
  const from = beats.map((beat) => beat - begin).filter((beat) => beat >= 0 && beat * FPS < clip.frames);
  const rounds = assessing(measures, { clip, fps: FPS, beats: from });
  for (let done = index * ROUNDS; ; done++) {
    const round = rounds.next();
    if (round.done) return round.value;
    await step(context, { phase: "measuring", unit: "round", done, total: of * ROUNDS });
  }
}

/** Of several stretches the means, each with the weight of its length; their noise is independent. */
function together(
  measures: readonly Measure[],
  parts: readonly { readonly seconds: Seconds; readonly assessment: Assessment }[],
): Assessment {
  return new Map(
    measures.flatMap(({ name }) => {
      let [seconds, sum, below, above] = [0, 0, 0, 0];
      for (const part of parts) {
        const own: Assessed | undefined = part.assessment.get(name);
        if (!own) continue;
        seconds += part.seconds;
        sum += part.seconds * own.value;
        below += (part.seconds * (own.value - own.low)) ** 2;
        above += (part.seconds * (own.high - own.value)) ** 2;
      }
      const value = sum / seconds;
      return seconds === 0
        ? []
        : [
            [
              name,
              { value, low: value - Math.sqrt(below) / seconds, high: value + Math.sqrt(above) / seconds },
            ] as const,
          ];
    }),
  );
}

/** When the beats of the take's music are, seconds of the take; none where it names none, or it cannot be heard. */
async function beatsOf(take: string, { header }: SeenTake, context: JobContext): Promise<readonly Seconds[]> {
  const { music } = header;
  if (!music) return [];
  try {
    const heard = await hearFile(pathOfTrack(take, music), context.signal);
    return Array.from(heard.beats, (beat) => beat - music.begin);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    context.note(`not heard: ${error.message}`);
    return [];
  }
}
