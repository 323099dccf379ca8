import { text } from "node:stream/consumers";
import * as v from "valibot";
import type { Seconds } from "../../shared/pose.ts";
import { kindOf, type MotionKind } from "../archive/import/kinds.ts";
import { SourceError } from "../system/errors.ts";
import { inTime } from "../system/files/in-time.ts";
import { openPlainFile, whyUnreadable } from "../system/files/read-file.ts";
import { firstComplaint, pictureArguments, startFfmpeg, videoArguments } from "./ffmpeg.ts";
import { type Picture, pictureIn } from "./picture.ts";
import { UPRIGHT, uprightByMatrix } from "./upright.ts";

/** What is known of a video before it is played. */
export interface VideoInfo {
  /** What makes ffmpeg read it, and turn nothing by itself. */
  readonly input: readonly string[];
  /** Filters that turn it upright. Old versions of ffmpeg do not know all that can say so, or only of single frames. */
  readonly upright: readonly string[];
  /** Pixels as shown: turned as the file asks for, pixels made square. */
  readonly width: number;
  readonly height: number;
  /** Frames a second, on average where the rate varies. */
  readonly fps: number;
  /** Frames, as the file says or as its duration promises; null where it says neither. */
  readonly length: number | null;
  /** Whether the file counts its frames, so that its length is exact. */
  readonly counted: boolean;
  /** How long it says that it is; where it does not say so of the picture, that may be its sound. */
  readonly duration: Seconds | null;
}

/** A file that claims more frames a second is not believed: it tells the ticks of its clock instead. */
const FASTEST = 240;

/** The rate is measured on so many frames, about ten seconds: enough, and quickly read also where the file is long. */
const TIMED_FRAMES = 300;

/** An ffmpeg or ffprobe that takes longer to look at a file hangs. */
const PROBED_WITHIN_MS = 30_000;

/** Kinds of motion that are told by a file's name. */
const MOTION: readonly (MotionKind | null)[] = ["bvh", "csv", "json", "arrays"];

const EXPECTED = "expected a video, or a picture such as JPEG or PNG";

/** A still picture is a video of one frame. */
const STILL = { fps: 25, length: 1, counted: true, duration: null };

/** @throws SourceError when ffmpeg or the file is missing, or the file holds no video that it can read. */
export async function probeVideo(file: string, withinMs = PROBED_WITHIN_MS): Promise<VideoInfo> {
  const picture = await stillPicture(file);
  if (!picture && MOTION.includes(kindOf(file)))
    throw new SourceError(
      `${file}: a file of motion, and no video; make a take of it with npm run continuo -- import ${file} -o takes`,
    );
  const read = picture ? pictureArguments(file, picture.decoder) : videoArguments(file);
  const stream = picture
    ? { ...STILL, upright: UPRIGHT[picture.orientation] }
    : await streamOf(file, withinMs);
  const input = ["-noautorotate", ...read];
  return { ...stream, input, ...(await shownSize(file, [...input, ...filtered(stream.upright)], withinMs)) };
}

/** Arguments that apply filters, one after the other. */
export const filtered = (filters: readonly string[]): readonly string[] =>
  filters.length > 0 ? ["-vf", filters.join(",")] : [];

/** Frames at the beginning of a video that are in the file and are not to be seen. */
export interface HiddenFrames {
  /** They need frames from before the file begins: they are in front of its first key frame, by place or by time. */
  readonly orphaned: number;
  /** The file itself says so: it was cut without being encoded anew. */
  readonly cutOff: number;
}

/** @param most so many are looked for. */
export async function hiddenFrames(
  file: string,
  most: number,
  withinMs = PROBED_WITHIN_MS,
): Promise<HiddenFrames> {
  const packets = await packetsOf(file, most + TIMED_FRAMES, withinMs);
  const cutOff = packets.filter(({ flags }) => flags[1] === "D").length;
  const first = packets.findIndex(({ flags }) => flags[0] === "K");
  const begin = packets[first]?.pts_time ?? Number.NEGATIVE_INFINITY;
  const isOrphaned = ({ pts_time, flags }: Packet, at: number) =>
    flags[1] !== "D" && (at < first || (pts_time ?? begin) < begin);
  return { orphaned: packets.filter(isOrphaned).length, cutOff };
}

async function stillPicture(file: string): Promise<Picture | null> {
  try {
    const { handle, stats } = await openPlainFile(file);
    try {
      if (stats.size === 0) throw new Error("is empty");
      return await inTime(file, () => pictureIn(handle));
    } finally {
      // Not waited for: closing takes as long as a dead drive likes.
      handle.close().catch(() => {});
    }
  } catch (error) {
    throw new SourceError(`${file}: ${whyUnreadable(error)}; ${EXPECTED}`);
  }
}

/** Rate, length and orientation of the video in a container. */
async function streamOf(
  file: string,
  withinMs: number,
): Promise<Omit<VideoInfo, "input" | "width" | "height">> {
  const { json, complaint } = await ffprobe(file, withinMs, "-show_format", "-show_streams");
  const answer = v.safeParse(Probe, json);
  if (!answer.success) throw unreadable(file, complaint);
  const { streams, format } = answer.output;
  const stream = streams.find(isVideo);
  if (!stream) throw new SourceError(`${file}: no video in it${insteadOf(streams)}; ${EXPECTED}`);
  const average = ratio(stream.avg_frame_rate);
  const believed = average !== null && average <= FASTEST;
  const fps = believed
    ? average
    : ((await timedRate(file, withinMs)) ?? average ?? ratio(stream.r_frame_rate));
  if (!fps) throw unreadable(file, complaint);
  const duration = stream.duration ?? taggedDuration(stream) ?? format.duration ?? null;
  const promised = duration === null ? null : Math.round(duration * fps);
  const count = believed ? stream.nb_frames : undefined;
  const upright = uprightByMatrix((await frameMatrix(file, withinMs)) ?? matrixIn(stream) ?? "");
  return { fps, length: count ?? promised, counted: count !== undefined, duration, upright };
}

/**
 * The display matrix of the first frame, which counts more than the stream's; null where it has none. Encoders give it
 * to one frame in many, and it holds until there is another.
 */
async function frameMatrix(file: string, withinMs: number): Promise<string | null> {
  // One packet is enough, unless the stream begins between two key frames.
  for (const most of [1, TIMED_FRAMES]) {
    const ask = ["-select_streams", "V:0", "-show_frames", "-read_intervals", `%+#${most}`];
    const answer = v.safeParse(Frames, (await ffprobe(file, withinMs, ...ask)).json);
    const frame = answer.success ? answer.output.frames[0] : undefined;
    if (frame) return matrixIn(frame);
  }
  return null;
}

const matrixIn = ({ side_data_list }: v.InferOutput<typeof Turned>): string | null =>
  side_data_list.find(({ displaymatrix }) => displaymatrix !== undefined)?.displaymatrix ?? null;

const isVideo = ({ codec_type, disposition }: ProbedStream) =>
  codec_type === "video" && disposition.attached_pic === 0;

/** Seconds of a stream of Matroska, which has them as words: "00:00:02.003000000". */
function taggedDuration({ tags }: ProbedStream): number | undefined {
  const tag = Object.entries(tags).find(([name]) => name.startsWith("DURATION"))?.[1];
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(String(tag)) ?? [];
  return seconds === undefined ? undefined : 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}

function insteadOf(streams: readonly ProbedStream[]): string {
  if (!streams.some(({ codec_type }) => codec_type === "audio")) return "";
  return streams.some(({ codec_type }) => codec_type === "video")
    ? ", only sound and the picture of a cover"
    : ", only sound";
}

function unreadable(file: string, complaint: string): SourceError {
  const refused = /\[(\S+) @ [^\]]*\] Format not on whitelist/.exec(complaint)?.[1];
  const why = refused === undefined ? firstComplaint(complaint) : `it is of the format ${refused}`;
  return new SourceError(`${file}: not a video that ffmpeg can read (${why}); ${EXPECTED}`);
}

/**
 * Pixels of the first frame as ffmpeg shows it. What the file says of itself is not believed: how it is turned may
 * stand in the file, in the stream or in a frame.
 */
async function shownSize(
  file: string,
  input: readonly string[],
  withinMs: number,
): Promise<Pick<VideoInfo, "width" | "height">> {
  const ask = [
    "-v",
    "error",
    "-nostdin",
    ...input,
    "-map",
    "0:V:0",
    "-frames:v",
    "1",
    "-f",
    "framecrc",
    "pipe:1",
  ];
  const { output, complaint } = await outputOf("ffmpeg", ask, file, withinMs);
  const [, width, height] = /^#dimensions 0: (\d+)x(\d+)$/m.exec(output) ?? [];
  if (!/^0,/m.test(output) || width === undefined) throw unreadable(file, complaint);
  const [, over, under] = /^#sar 0: (\d+)\/(\d+)$/m.exec(output) ?? [];
  const wide = Math.round(Number(width) * (ratio(`${over}/${under}`) ?? 1));
  return { width: Math.max(1, wide), height: Number(height) };
}

/**
 * Frames a second measured by the times of the first ones; null where they have none. A browser's recording (WebM of
 * MediaRecorder) states no rate, and its pictures come as unevenly as a camera gives them: ffprobe then takes the ticks
 * of their clock for frames, and says 200 or 1000 a second of a video that has 30.
 */
async function timedRate(file: string, withinMs: number): Promise<number | null> {
  const packets = await packetsOf(file, TIMED_FRAMES, withinMs);
  const times = packets.flatMap(({ pts_time, dts_time }) => pts_time ?? dts_time ?? []);
  const rate = (times.length - 1) / (Math.max(...times) - Math.min(...times));
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** The first packets of the video, as they lie in the file. */
async function packetsOf(file: string, most: number, withinMs: number): Promise<readonly Packet[]> {
  const { json } = await ffprobe(
    file,
    withinMs,
    ...["-select_streams", "V:0", "-show_entries", "packet=pts_time,dts_time,flags"],
    ...["-read_intervals", `%+#${most}`],
  );
  const answer = v.safeParse(Packets, json);
  return answer.success ? answer.output.packets : [];
}

/** What ffprobe answers about a file, as JSON, and its complaints. */
async function ffprobe(
  file: string,
  withinMs: number,
  ...questions: string[]
): Promise<{ readonly json: string; readonly complaint: string }> {
  const ask = ["-v", "error", "-of", "json", ...questions, ...videoArguments(file)];
  const { output, complaint } = await outputOf("ffprobe", ask, file, withinMs);
  return { json: output, complaint };
}

/** What a program prints, and its complaints. @throws SourceError when that takes too long. */
async function outputOf(
  program: "ffmpeg" | "ffprobe",
  args: readonly string[],
  file: string,
  withinMs: number,
): Promise<{ readonly output: string; readonly complaint: string }> {
  const running = await startFfmpeg(program, args);
  const answer = Promise.all([text(running.output), text(running.errors), running.exit]).catch(() => null);
  const [output, complaint] = (await running.within(withinMs, answer)) ?? ["", ""];
  if (running.hung) {
    throw new SourceError(
      `${file}: ${program} gave no answer within ${withinMs / 1000} s; expected a video that can be read at once, from a disk that answers`,
    );
  }
  return { output, complaint };
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

const Packet = v.object({ pts_time: Time, dts_time: Time, flags: v.optional(v.string(), "") });
type Packet = v.InferOutput<typeof Packet>;

const json = <S extends v.GenericSchema>(schema: S) => v.pipe(v.string(), v.parseJson(), schema);

const Packets = json(v.object({ packets: v.array(Packet) }));

const Turned = v.object({
  side_data_list: v.optional(v.array(v.object({ displaymatrix: v.optional(v.string()) })), []),
});

const Frames = json(v.object({ frames: v.array(Turned) }));

const ProbedStream = v.object({
  ...Turned.entries,
  codec_type: v.optional(v.string()),
  disposition: v.optional(v.object({ attached_pic: v.optional(v.number(), 0) }), { attached_pic: 0 }),
  avg_frame_rate: v.optional(v.string()),
  r_frame_rate: v.optional(v.string()),
  nb_frames: v.fallback(v.optional(Count), undefined),
  tags: v.optional(v.record(v.string(), v.unknown()), {}),
  duration: v.fallback(v.optional(Duration), undefined),
});
type ProbedStream = v.InferOutput<typeof ProbedStream>;

const Probe = json(
  v.object({
    format: v.object({ duration: v.fallback(v.optional(Duration), undefined) }),
    streams: v.array(ProbedStream),
  }),
);
