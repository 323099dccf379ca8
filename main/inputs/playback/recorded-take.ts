import { setImmediate } from "node:timers/promises";
import type { Seconds } from "../../../shared/pose.ts";
import { pictureOf } from "../../archive/take.ts";
import { readTake } from "../../archive/take-reader.ts";
import { pathOfTrack } from "../../archive/track-path.ts";
import { LONGEST_GAP } from "../../motion/resampler.ts";
import { SourceError } from "../../system/errors.ts";
import { RoomCamera } from "../room-camera.ts";
import { between, mirroredPose, type PackedPose, packed, unpacked } from "./packed-pose.ts";
import type { Recorded } from "./recorded.ts";

/** So many poses are held in memory at most: an hour of one dancer, 60 MB. */
const MOST_POSES = 108_000;
/** Nobody waits longer than for so many frames, some milliseconds. */
const CHUNK = 20;
/** So many frames a second are shown: more than the most no camera gives, and fewer than the least look like a fault. */
const SHOWN = { least: 10, most: 60 };

/** A moment of a take. */
interface Moment {
  readonly t: Seconds;
  readonly people: readonly PackedPose[];
}

/** The stretch of a recording that is to be played, seconds of the recording. */
export interface Stretch {
  readonly from: Seconds;
  /** null: to the end. */
  readonly to: Seconds | null;
}

/**
 * A stretch of a take, read into memory as numbers so that it can be played at any speed and from anywhere. It is read
 * piece by piece: the frames of the show go on meanwhile.
 * @param named what it is called, in words.
 * @throws SourceError as the reader does, and where the stretch is empty or holds too much; the signal's reason.
 */
export async function readRecordedTake(
  file: string,
  named: string,
  stretch: Stretch,
  signal: AbortSignal,
): Promise<Recorded> {
  const { header, frames } = await readTake(file, { onDamage: () => {} });
  const picture = pictureOf(header);
  const camera = new RoomCamera(picture.width / picture.height);
  const moments: Moment[] = [];
  let [poses, read, last]: [number, number, Seconds] = [0, 0, 0];
  const { from, to } = stretch;
  for await (const { t, people } of frames) {
    if (++read % CHUNK === 0) await setImmediate();
    signal.throwIfAborted();
    last = t;
    if (t < from - 1e-9) continue;
    if (to !== null && t > to + 1e-9) break;
    for (const { image, body, root } of people) if (image === null && body) camera.frame(body, root);
    moments.push({ t, people: people.map(packed) });
    poses += people.length;
    if (poses <= MOST_POSES) continue;
    const held = `${MOST_POSES} poses from ${from} to ${Math.floor(t)} s`;
    throw new SourceError(
      `${named}: more than ${held}, expected less to be played at once; play a part of it`,
    );
  }
  const [first, end] = [moments[0], moments.at(-1)];
  if (!first || !end || end.t <= first.t) {
    const until = to === null ? "the end" : `${to} s`;
    throw new SourceError(
      `${named}: fewer than two frames from ${from} s to ${until}, expected more of a take that goes to ${last} s`,
    );
  }
  await putInPicture(moments, camera, signal);
  return {
    description: named,
    fps: Math.min(SHOWN.most, Math.max(SHOWN.least, header.fps)),
    ...{ begin: first.t, end: end.t },
    music: header.music && { ...header.music, file: pathOfTrack(file, header.music) },
    at(position, mirrored) {
      const people = peopleAt(moments, position);
      const shown = people.map((pose) => unpacked(mirrored ? mirroredPose(pose) : pose));
      return { tag: "poses", ...picture, people: shown, reason: null };
    },
  };
}

/** Puts those who are known only in the room into the picture. */
async function putInPicture(moments: Moment[], camera: RoomCamera, signal: AbortSignal): Promise<void> {
  for (const [index, { t, people }] of moments.entries()) {
    if (index % CHUNK === 0) await setImmediate();
    signal.throwIfAborted();
    const isShown = people.every((pose) => unpacked(pose).image !== null);
    if (!isShown) moments[index] = { t, people: people.map((pose) => inPicture(pose, camera)) };
  }
}

function inPicture(pose: PackedPose, camera: RoomCamera): PackedPose {
  const seen = unpacked(pose);
  return seen.image || !seen.body ? pose : packed({ ...seen, image: camera.project(seen.body, seen.root) });
}

/** Everybody at that moment, between the two frames around it. */
function peopleAt(moments: readonly Moment[], position: Seconds): readonly PackedPose[] {
  let [low, high] = [0, moments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (moments[middle]!.t <= position) low = middle;
    else high = middle - 1;
  }
  const [before, after] = [moments[low]!, moments[low + 1]];
  if (!after || position <= before.t) return before.people;
  const gap = after.t - before.t;
  // Over a gap nobody knows where she was, and she does not float from its one side to the other.
  if (gap > LONGEST_GAP) return position - before.t < LONGEST_GAP / 2 ? before.people : [];
  const share = gap > 0 ? (position - before.t) / gap : 1;
  return mixPeople(before.people, after.people, share);
}

/** Whoever is in both moves; whoever is in one is there for the half that is nearer to it. */
function mixPeople(
  before: readonly PackedPose[],
  after: readonly PackedPose[],
  share: number,
): readonly PackedPose[] {
  const nearer = share < 0.5 ? before : after;
  const sameOrder = before.length === after.length;
  return nearer.map((pose, index) => {
    // Where people have no ids they are known by their order.
    const same = ({ id }: PackedPose, at: number) =>
      pose.id > 0 ? id === pose.id : sameOrder && at === index;
    const [a, b] = [before.find(same), after.find(same)];
    return a && b ? between(a, b, share) : pose;
  });
}
