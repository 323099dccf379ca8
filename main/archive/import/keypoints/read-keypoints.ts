import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SourceError } from "../../../system/errors.ts";
import { printable } from "../../../system/log/printable.ts";
import { formatHeader, parseHeader, TakeFault, type TakeFrame } from "../../take.ts";
import { LONGEST_PAUSE } from "../../take-reader.ts";
import { kindOf } from "../kinds.ts";
import type { Up } from "../orientation.ts";
import { readUnpacked } from "../read-unpacked.ts";
import { AIST_ARRAYS, AIST_FPS, danceInPictures, danceInRoom } from "./aist.ts";
import { type KeypointDocument, parseDocument } from "./document.ts";
import { peopleOf } from "./frame.ts";
import type { FoundFrame } from "./identities.ts";
import type { NumpyArray } from "./numpy/array.ts";
import { NPY, readNpz } from "./numpy/npz.ts";
import { readPickle } from "./numpy/pickle.ts";
import { frameNumber, framesAmong, isFrameFolder } from "./openpose-folder.ts";
import { spatial } from "./room.ts";
import { timingOf } from "./stamps.ts";
import { type PictureSize, type TakeFacts, takeOf } from "./take-frames.ts";

/** What the user says of keypoints. */
export interface KeypointOptions {
  /** null leaves it to the file, and then to what is usual for its format. */
  readonly fps: number | null;
  /** Of the picture, where the file does not say it. */
  readonly size: PictureSize | null;
  /** Axis that points up in bodies and rooms; null leaves it to the bodies. */
  readonly up: Up | null;
  /** Metres a unit of those; null tells it from the bodies. */
  readonly scale: number | null;
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
const ONE_FRAME =
  "one frame alone; the frames of a video, if OpenPose wrote them, are named VIDEO_000000000000_keypoints.json";
/** First byte of a pickle of protocol 2 and later. */
const PICKLE = 0x80;
/** What most files have for up: AIST++ the y axis, and world landmarks the other way, since their y is down. */
const ROOM_UP: Up = "y";
const WORLD_UP: Up = "-y";

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
    if (data.length === 0) throw new TakeFault("empty, expected keypoints");
    const first = data.toString("latin1", 0, 6).trimStart()[0] ?? "";
    if (kindOf(input) === "arrays" && !"[{".includes(first)) throw noArrays(input, data);
    return ofDocument(parseDocument(data), options);
  });
}

/** AIST++: the dance in the room if it is there, else as each camera saw it. */
function ofArrays(
  arrays: ReadonlyMap<string, NumpyArray>,
  { fps, size, up, scale }: KeypointOptions,
): ReadKeypoints {
  const rate = fps ?? AIST_FPS;
  const facts: TakeFacts = { size, axes: { custom: ROOM_UP, up, scale }, inRoom: true };
  const inRoom = danceInRoom(arrays, rate);
  if (inRoom) {
    const { take, notes } = pictured(inRoom, rate, facts);
    return { takes: [take], notes };
  }
  const cameras = danceInPictures(arrays, rate);
  if (!cameras)
    throw new TakeFault(`no array ${AIST_ARRAYS.slice(0, 3).join(", ")} in it, expected one of AIST++'s`);
  const blind: number[] = [];
  const told = new Set<string>();
  const takes = cameras.flatMap((frames, camera): KeypointTake[] => {
    if (!frames.some(({ people }) => people.length > 0)) {
      blind.push(camera + 1);
      return [];
    }
    const seen = pictured(frames, rate, facts);
    for (const note of seen.notes) told.add(note);
    return [{ ...seen.take, suffix: cameras.length > 1 ? `-${camera + 1}` : "" }];
  });
  if (takes.length === 0) throw new TakeFault("nobody in it, expected somebody's keypoints");
  if (blind.length > 0) told.add(`nobody is seen by camera ${blind.join(", ")}`);
  return { takes, notes: [...told] };
}

function ofDocument(document: KeypointDocument, options: KeypointOptions): ReadKeypoints {
  const { source, licence, width, height } = document;
  const { frames, times, fps, notes } = timingOf(document.frames, {
    given: options.fps,
    stated: document.fps,
    usual: USUAL_FPS,
  });
  const found = frames.map((frame, index): FoundFrame => {
    try {
      return { t: times[index]!, people: peopleOf(frame) };
    } catch (error) {
      throw error instanceof TakeFault ? new TakeFault(`frame ${index + 1}: ${error.message}`) : error;
    }
  });
  const size = width !== undefined && height !== undefined ? { width, height } : options.size;
  // What the file says of itself has to be what a take's header may say.
  const words = { source: source ?? "", licence: licence ?? "", dancer: "", tags: [] };
  parseHeader(JSON.parse(formatHeader({ fps: fps ?? USUAL_FPS, ...size, ...words })));
  const room = spatial(found);
  const facts: TakeFacts = {
    size,
    axes: { custom: room ? ROOM_UP : WORLD_UP, up: options.up, scale: options.scale },
    inRoom: room ? true : null,
  };
  const read = single(room ?? found, fps, facts);
  return {
    takes: read.takes,
    notes: [...(frames.length === 1 ? [ONE_FRAME] : []), ...notes, ...read.notes],
    ...(source && { source }),
    ...(licence && { licence }),
  };
}

/** Frames that are missing are missing in the take. */
async function ofFrames(folder: string, { fps, size, up, scale }: KeypointOptions): Promise<ReadKeypoints> {
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
  return single(frames, fps ?? undefined, { size, axes: { custom: WORLD_UP, up, scale }, inRoom: null });
}

function single(frames: readonly FoundFrame[], fps: number | undefined, facts: TakeFacts): ReadKeypoints {
  const { take, leftOut, notes: told } = pictured(frames, fps ?? USUAL_FPS, facts);
  const notes = [...told];
  if (fps === undefined)
    notes.push(`the frame rate is not in it, and was taken for ${USUAL_FPS}; --fps says another`);
  if (leftOut)
    notes.push(
      "the size of the picture is not in it, so that places in the picture were left out; see --size",
    );
  return { takes: [take], notes };
}

function pictured(found: readonly FoundFrame[], fps: number, facts: TakeFacts) {
  const { frames, size, leftOut, notes } = takeOf(found, facts);
  const take: KeypointTake = { suffix: "", fps, ...size, frames };
  return { take, leftOut, notes };
}

/** Why a file is none of NumPy's that can be read. */
function noArrays(input: string, data: Buffer): TakeFault {
  if (data.toString("latin1", 0, 6) === NPY)
    return new TakeFault(
      "one array alone, expected a dictionary of arrays; write it anew with numpy.savez(file, keypoints3d=array)",
    );
  if (/\.npz(?:\.gz)?$/i.test(input)) return new TakeFault("no zip file, expected what numpy.savez writes");
  return new TakeFault(
    "no pickle of protocol 2 to 5, expected one; write it anew with pickle.dump(data, file, protocol=4)",
  );
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
