import { dirname, sep } from "node:path";
import { SourceError } from "../../../system/errors.ts";

/** OpenPose writes a file for each frame of a video: the video's name, the frame's number, and what it is. */
const FRAME = /(?:^|[/\\])((?!\.)[^/\\]*?)(\d+)_keypoints\.json(?:\.gz)?$/;

const isFrame = (file: string): boolean => FRAME.test(file);

/** Number of a frame in its video. */
export const frameNumber = (file: string): number => Number(FRAME.exec(file)?.[2]);

/** Whether an input is a folder of frames, as `groupFrames` names it. */
export const isFrameFolder = (input: string): boolean => input.endsWith(sep);

/** Files, of which the frames of a video are one: named by their folder, with a separator at the end. */
export function groupFrames(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((file) => (isFrame(file) ? dirname(file) + sep : file)))];
}

/** The frames among the files of a folder, in their order. @throws SourceError where they are of several videos. */
export function framesAmong(folder: string, files: readonly string[]): readonly string[] {
  const frames = files.filter(isFrame).sort((a, b) => frameNumber(a) - frameNumber(b));
  const videos = [...new Set(frames.map((file) => FRAME.exec(file)![1]!))];
  if (videos.length <= 1) return frames;
  throw new SourceError(
    `${folder}: frames of ${videos.length} videos (${videos.slice(0, 3).join(", ")}), expected those of one`,
  );
}
