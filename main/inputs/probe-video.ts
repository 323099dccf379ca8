import { stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { SourceError } from "../system/errors.ts";
import { firstComplaint, inputArguments, isPicture, startFfmpeg } from "./ffmpeg.ts";

/** What ffprobe tells of a video before it is decoded. */
export interface VideoInfo {
  /** Pixels as shown: turned by the rotation that the file asks for, pixels made square. */
  readonly width: number;
  readonly height: number;
  /** Frames a second, on average where the rate varies. */
  readonly fps: number;
  /** Frames, as the file says or as its duration promises; null where it says neither. */
  readonly length: number | null;
}

/** A file that claims more frames a second is not believed: it tells the ticks of its clock instead. */
const FASTEST = 240;

/** The rate is measured on so many frames, about ten seconds: enough, and quickly read also where the file is long. */
const TIMED_FRAMES = 300;

/** An ffprobe that takes longer hangs. */
const PROBED_WITHIN_MS = 30_000;

/** @throws SourceError when ffprobe or the file is missing, or the file holds no video that it can read. */
export async function probeVideo(file: string, withinMs = PROBED_WITHIN_MS): Promise<VideoInfo> {
  const entry = await stat(file).catch(() => null);
  if (!entry?.isFile()) {
    throw new SourceError(`${file}: ${entry ? "not a file" : "no such file"}; expected a video or a picture`);
  }
  const { json, complaint } = await ffprobe(file, withinMs, "-show_format", "-show_streams");
  const answer = v.safeParse(Probe, json);
  if (!answer.success) {
    throw new SourceError(`${file}: not a video that ffmpeg can read (${firstComplaint(complaint)})`);
  }
  const stream = answer.output.streams[0];
  if (!stream) throw new SourceError(`${file}: no video in it; expected a file with a video stream`);
  const average = ratio(stream.avg_frame_rate);
  const believed = average !== null && average <= FASTEST;
  const fps = believed
    ? average
    : ((await timedRate(file, withinMs)) ?? average ?? ratio(stream.r_frame_rate));
  if (!stream.width || !stream.height || !fps) {
    throw new SourceError(`${file}: not a video that ffmpeg can read (${firstComplaint(complaint)})`);
  }
  const wide = stream.width * (ratio(stream.sample_aspect_ratio?.replace(":", "/")) ?? 1);
  const turned = stream.side_data_list.some(({ rotation }) => Math.abs(Math.round(rotation / 90)) % 2 === 1);
  const seconds = stream.duration ?? answer.output.format.duration;
  return {
    width: turned ? stream.height : Math.round(wide),
    height: turned ? Math.round(wide) : stream.height,
    fps,
    length: isPicture(file)
      ? 1
      : ((believed ? stream.nb_frames : undefined) ??
        (seconds === undefined ? null : Math.round(seconds * fps))),
  };
}

/**
 * Frames a second measured by the times of the first ones; null where they have none. A browser's recording (WebM of
 * MediaRecorder) states no rate, and its pictures come as unevenly as a camera gives them: ffprobe then takes the ticks
 * of their clock for frames, and says 200 or 1000 a second of a video that has 30.
 */
async function timedRate(file: string, withinMs: number): Promise<number | null> {
  const { json } = await ffprobe(
    file,
    withinMs,
    ...["-show_entries", "packet=pts_time,dts_time", "-read_intervals", `%+#${TIMED_FRAMES}`],
  );
  const answer = v.safeParse(Packets, json);
  if (!answer.success) return null;
  const times = answer.output.packets.flatMap(({ pts_time, dts_time }) => pts_time ?? dts_time ?? []);
  const rate = (times.length - 1) / (Math.max(...times) - Math.min(...times));
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** What ffprobe answers about the video of a file, as JSON, and its complaints. */
async function ffprobe(
  file: string,
  withinMs: number,
  ...questions: string[]
): Promise<{ json: unknown; complaint: string }> {
  const probe = await startFfmpeg("ffprobe", [
    ...["-v", "error", "-of", "json", "-select_streams", "V:0"],
    ...questions,
    ...inputArguments(file),
  ]);
  const answer = Promise.all([text(probe.output), text(probe.errors), probe.exit]).catch(() => null);
  const [json, complaint] = (await probe.within(withinMs, answer)) ?? ["", ""];
  if (probe.hung) {
    throw new SourceError(
      `${file}: ffprobe gave no answer within ${withinMs / 1000} s; expected a video that can be read at once, from a disk that answers`,
    );
  }
  return { json: parseJson(json), complaint };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** "30000/1001" -> 29.97; null for "0/0" and anything else that is no positive number. */
function ratio(fraction: string | undefined): number | null {
  const [over, under] = (fraction ?? "").split("/").map(Number);
  const value = over! / under!;
  return Number.isFinite(value) && value > 0 ? value : null;
}

const Count = v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1));
const Duration = v.pipe(v.string(), v.transform(Number), v.finite(), v.minValue(0));

const Time = v.fallback(v.optional(v.pipe(v.string(), v.transform(Number), v.finite())), undefined);

const Packets = v.object({ packets: v.array(v.object({ pts_time: Time, dts_time: Time })) });

const Probe = v.object({
  format: v.object({ duration: v.fallback(v.optional(Duration), undefined) }),
  streams: v.array(
    v.object({
      width: v.optional(v.number()),
      height: v.optional(v.number()),
      sample_aspect_ratio: v.optional(v.string()),
      avg_frame_rate: v.optional(v.string()),
      r_frame_rate: v.optional(v.string()),
      nb_frames: v.fallback(v.optional(Count), undefined),
      duration: v.fallback(v.optional(Duration), undefined),
      side_data_list: v.optional(v.array(v.object({ rotation: v.optional(v.number(), 0) })), []),
    }),
  ),
});
