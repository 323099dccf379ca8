import { basename } from "node:path";
import type { Pose, PoseFrame } from "../../shared/pose.ts";
import { pictureOf } from "../archive/take.ts";
import { readTake } from "../archive/take-reader.ts";
import { pathOfTrack } from "../archive/track-path.ts";
import { RoomCamera } from "./room-camera.ts";
import type { Source } from "./source.ts";

/** A source that knows the poses already. */
export interface PoseSource extends Source {
  frames(): AsyncIterable<PoseFrame>;
}

/**
 * A take as a source of poses. It is read through once beforehand, so that a damaged one is refused before the show,
 * and so that somebody known only in the room can be put into the picture.
 * @param onDamage is told when the last line is damaged and was skipped.
 * @throws SourceError naming file and line.
 */
export async function openTake(file: string, onDamage: (message: string) => void): Promise<PoseSource> {
  const { header, frames } = await readTake(file, { onDamage });
  const { width, height } = pictureOf(header);
  const camera = new RoomCamera(width / height);
  let length = 0;
  for await (const frame of frames) {
    for (const { image, body, root } of frame.people) if (image === null && body) camera.frame(body, root);
    length++;
  }
  const { fps } = header;
  const shown = (pose: Pose): Pose =>
    pose.image === null && pose.body ? { ...pose, image: camera.project(pose.body, pose.root) } : pose;
  return {
    description: `take ${basename(file)} (${length} frames, ${fps} fps)`,
    fps,
    length,
    music: header.music && { ...header.music, file: pathOfTrack(file, header.music) },
    async *frames() {
      const again = await readTake(file, { onDamage: () => {} });
      for await (const { t, people } of again.frames) {
        yield { tag: "poses", t, width, height, people: people.map(shown), reason: null };
      }
    },
    async close() {},
  };
}
