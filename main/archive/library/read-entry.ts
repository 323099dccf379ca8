import type { TakeEntry } from "../../../shared/desk/library.ts";
import { PREVIEW_FPS, PREVIEW_SECONDS } from "../../../shared/desk/library.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";
import { pictureOf, type TakeFrame, type TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { pathOfTake } from "./names.ts";
import { EvenPoses, flatPose, packPoses } from "./poses.ts";

/** What the index keeps of a take's content. */
export type ReadEntry = Pick<
  TakeEntry,
  "dancer" | "tags" | "note" | "source" | "seconds" | "frames" | "people" | "strip" | "fault"
>;

const FIGURES = 8;
/** Letters and tags in the index; the file has the rest. */
const MOST = { text: 300, note: 2000, tag: 60, tags: 50 } as const;

/** What could not be read has no content but what is wrong with it. */
export const faulty = (fault: string): ReadEntry => ({
  ...{ dancer: "", tags: [], note: "", source: "", seconds: 0, frames: 0, people: 0, strip: "" },
  fault,
});

/**
 * Reads a take for the list, a frame at a time, however long it is. A take that is not what it should be has a fault;
 * never throws for one.
 */
export async function readEntry(folder: string, name: string): Promise<ReadEntry> {
  const poses = new EvenPoses(FIGURES);
  let [frames, people, first, last]: [number, number, Seconds | null, Seconds] = [0, 0, null, 0];
  const summed = (about: TakeHeader, fault: string | null): ReadEntry => ({
    ...textsOf(about),
    ...{ seconds: last - (first ?? last), frames, people, strip: packPoses(poses.chosen()), fault },
  });
  let header: TakeHeader | null = null;
  try {
    const take = await readTake(pathOfTake(folder, name), { onDamage: () => {} });
    header = take.header;
    const aspect = aspectOf(header);
    for await (const frame of take.frames) {
      frames++;
      first ??= frame.t;
      last = frame.t;
      people = Math.max(people, frame.people.length);
      if (!poses.wants(frame.t)) continue;
      const pose = shownOf(frame, aspect);
      if (pose) poses.add(frame.t, pose);
    }
    return summed(header, frames === 0 ? "has no frame" : null);
  } catch (error) {
    const fault = faultOf(error, folder);
    return header ? summed(header, fault) : faulty(fault);
  }
}

/** The whole header, and the first seconds to be played. @throws SourceError without the folder's path. */
export async function readPreview(
  folder: string,
  name: string,
): Promise<{ readonly header: TakeHeader; readonly preview: string }> {
  try {
    const { header, frames } = await readTake(pathOfTake(folder, name), { onDamage: () => {} });
    const aspect = aspectOf(header);
    const poses: ReturnType<typeof flatPose>[] = [];
    let begun: Seconds | null = null;
    for await (const frame of frames) {
      const pose = shownOf(frame, aspect);
      if (begun === null && !pose) continue;
      begun ??= frame.t;
      const due = (frame.t - begun) * PREVIEW_FPS;
      if (due >= PREVIEW_SECONDS * PREVIEW_FPS) break;
      // Where nothing was seen, the figure waits.
      while (poses.length <= due) poses.push(pose ?? poses.at(-1)!);
    }
    return { header, preview: packPoses(poses.filter((pose) => pose !== null)) };
  } catch (error) {
    throw new SourceError(faultOf(error, folder));
  }
}

/** Of the person who comes first in a frame. */
function shownOf({ people }: TakeFrame, aspect: number): ReturnType<typeof flatPose> {
  for (const person of people) {
    const pose = flatPose(person, aspect);
    if (pose) return pose;
  }
  return null;
}

function aspectOf(header: TakeHeader): number {
  const { width, height } = pictureOf(header);
  return width / height;
}

function textsOf({
  dancer,
  tags,
  note = "",
  source,
}: TakeHeader): Pick<ReadEntry, "dancer" | "tags" | "note" | "source"> {
  return {
    dancer: printable(dancer, MOST.text),
    tags: tags.slice(0, MOST.tags).map((tag) => printable(tag, MOST.tag)),
    note: note.slice(0, MOST.note),
    source: printable(source, MOST.text),
  };
}

/** In one line, and without the folder: where it lies is nobody's business who only has the list. */
export function faultOf(error: unknown, folder: string): string {
  const { message } = error as Error;
  const line = error instanceof SourceError ? message : `cannot be read (${message})`;
  return printable(line.replaceAll(`${folder}/`, "").replaceAll(`${folder}\\`, ""), 300);
}
