import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SourceError } from "../../../system/errors.ts";
import { printable } from "../../../system/log/printable.ts";
import { formatHeader, parseHeader, TakeFault, type TakeFrame } from "../../take.ts";
import { LONGEST_PAUSE } from "../../take-reader.ts";
import { readUnpacked } from "../read-unpacked.ts";
import { AIST_ARRAYS, AIST_FPS, danceInPictures, danceInRoom } from "./aist.ts";
import { type KeypointDocument, parseDocument } from "./document.ts";
import { peopleOf } from "./frame.ts";
import type { FoundFrame } from "./identities.ts";
import type { NumpyArray } from "./numpy/array.ts";
import { readNpz } from "./numpy/npz.ts";
import { readPickle } from "./numpy/pickle.ts";
import { frameNumber, framesAmong, isFrameFolder } from "./openpose-folder.ts";
import { type PictureSize, takeOf } from "./take-frames.ts";

/** What the user says of keypoints. */
export interface KeypointOptions {
  /** null leaves it to the file, and then to what is usual for its format. */
  readonly fps: number | null;
  /** Of the picture, where the file does not say it. */
  readonly size: PictureSize | null;
}

/** A take as it was read, without what its header says in words. */
export interface KeypointTake extends Partial<PictureSize> {
  /** Added to the name of the file, which may hold several. */
  readonly suffix: string;
  readonly fps: number;
  readonly frames: readonly TakeFrame[];
}

export interface ReadKeypoints {
  readonly takes: readonly KeypointTake[];
  /** What the file says of itself. */
  readonly source?: string;
  readonly licence?: string;
  /** For the user. */
  readonly notes: readonly string[];
}

const MOST_BYTES = 1 << 28;
const WHOLE = { expected: "keypoints of a dance", mostBytes: MOST_BYTES };
/** Of one frame, with everybody's hands and faces. */
const FRAME = { expected: "a frame of OpenPose's", mostBytes: 1 << 22 };
/** Two hours at 60 a second. */
const MOST_FILES = 432_000;
/** Where neither file nor user says it. */
const USUAL_FPS = 30;
/** First byte of a pickle of protocol 2 and later. */
const PICKLE = 0x80;

/**
 * Keypoints of AIST++ (npz or pickle), OpenPose, MediaPipe and tfjs (JSON) as takes; joints that they lack are null.
 * @param input a file, or a folder of frames as `groupFrames` names it.
 * @throws SourceError naming it, what was found and what was expected.
 */
export async function readKeypoints(input: string, options: KeypointOptions): Promise<ReadKeypoints> {
  return naming(input, async () => {
    if (isFrameFolder(input)) return ofFrames(input, options);
    const data = await readUnpacked(input, WHOLE);
    if (data.toString("latin1", 0, 2) === "PK")
      return ofArrays(await readNpz(data, AIST_ARRAYS, MOST_BYTES), options);
    if (data[0] === PICKLE) return ofArrays(readPickle(data, AIST_ARRAYS), options);
    return ofDocument(parseDocument(data), options);
  });
}

/** AIST++: the dance in the room if it is there, else as each camera saw it. */
function ofArrays(arrays: ReadonlyMap<string, NumpyArray>, { fps, size }: KeypointOptions): ReadKeypoints {
  const rate = fps ?? AIST_FPS;
  const inRoom = danceInRoom(arrays, rate);
  if (inRoom) return { takes: [{ suffix: "", fps: rate, frames: inRoom }], notes: [] };
  const cameras = danceInPictures(arrays, rate);
  if (!cameras)
    throw new TakeFault(`no array ${AIST_ARRAYS.slice(0, 3).join(", ")} in it, expected one of AIST++'s`);
  const blind: number[] = [];
  const takes = cameras.flatMap((frames, camera): KeypointTake[] => {
    if (frames.some(({ people }) => people.length > 0))
      return [{ ...pictured(frames, rate, size).take, suffix: cameras.length > 1 ? `-${camera + 1}` : "" }];
    blind.push(camera + 1);
    return [];
  });
  if (takes.length === 0) throw new TakeFault("nobody in it, expected somebody's keypoints");
  return { takes, notes: blind.length > 0 ? [`nobody is seen by camera ${blind.join(", ")}`] : [] };
}

function ofDocument(document: KeypointDocument, options: KeypointOptions): ReadKeypoints {
  const { source, licence, width, height } = document;
  const fps = options.fps ?? document.fps;
  const frames = document.frames.map((frame, index): FoundFrame => {
    try {
      return { t: index / (fps ?? USUAL_FPS), people: peopleOf(frame) };
    } catch (error) {
      throw error instanceof TakeFault ? new TakeFault(`frame ${index + 1}: ${error.message}`) : error;
    }
  });
  const size = width !== undefined && height !== undefined ? { width, height } : options.size;
  // What the file says of itself has to be what a take's header may say.
  const words = { source: source ?? "", licence: licence ?? "", dancer: "", tags: [] };
  parseHeader(JSON.parse(formatHeader({ fps: fps ?? USUAL_FPS, ...size, ...words })));
  return { ...single(frames, fps, size), ...(source && { source }), ...(licence && { licence }) };
}

/** Frames that are missing are missing in the take. */
async function ofFrames(folder: string, { fps, size }: KeypointOptions): Promise<ReadKeypoints> {
  const names = await readdir(folder);
  const files = framesAmong(
    folder,
    names.map((name) => join(folder, name)),
  );
  if (files.length > MOST_FILES)
    throw new TakeFault(`${files.length} frames, expected at most ${MOST_FILES}`);
  const first = frameNumber(files[0]!);
  const frames: FoundFrame[] = [];
  for (const file of files) {
    const t = (frameNumber(file) - first) / (fps ?? USUAL_FPS);
    if (t - (frames.at(-1)?.t ?? 0) > LONGEST_PAUSE)
      throw new TakeFault(`frames from ${first} to ${frameNumber(file)}, expected those of one video`);
    const people = await naming(file, async () =>
      peopleOf(parseDocument(await readUnpacked(file, FRAME)).frames[0]),
    );
    frames.push({ t, people });
  }
  return single(frames, fps ?? undefined, size);
}

function single(
  frames: readonly FoundFrame[],
  fps: number | undefined,
  size: PictureSize | null,
): ReadKeypoints {
  const { take, leftOut } = pictured(frames, fps ?? USUAL_FPS, size);
  const notes: string[] = [];
  if (fps === undefined)
    notes.push(`the frame rate is not in it, and was taken for ${USUAL_FPS}; --fps says another`);
  if (leftOut)
    notes.push(
      "the size of the picture is not in it, so that places in the picture were left out; see --size",
    );
  return { takes: [take], notes };
}

function pictured(found: readonly FoundFrame[], fps: number, picture: PictureSize | null) {
  const { frames, size, leftOut } = takeOf(found, picture);
  const take: KeypointTake = { suffix: "", fps, ...size, frames };
  return { take, leftOut };
}

/** Faults of what is read, with the file that they are in. */
async function naming<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TakeFault || error instanceof SyntaxError)
      throw new SourceError(`${file}: ${printable(error.message.replace(/\s+/g, " "))}`);
    throw error;
  }
}
