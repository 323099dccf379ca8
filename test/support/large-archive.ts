import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { convertBvh, IMPORT_FPS } from "../../main/archive/import/bvh/convert.ts";
import { frameAtIndex } from "../../main/motion/interpolation.ts";
import { MomentsBuilder } from "../../main/motion/moments/moments-builder.ts";
import { type MotionFrame, mirrored } from "../../main/motion/motion-frame.ts";

interface CleanClip {
  readonly clip: string;
  readonly file: string;
  readonly style: string;
}

/** How fast a dance is danced again, each time as it was and in a mirror. */
const SPEEDS = [1, 0.8, 1.25, 0.9, 1.12];

/**
 * Moments of an archive that is as long as wanted: the clean dances, then the same in a mirror, slower, faster.
 * @param folder of the clean dances @returns nothing but the builder, ready to build
 */
export function largeArchive(folder: string, count: number): MomentsBuilder {
  const { clips } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as {
    readonly clips: readonly CleanClip[];
  };
  const dances = clips.map(({ clip, file, style }) => {
    const { pieces } = convertBvh(gunzipSync(readFileSync(join(folder, file))).toString(), file);
    const frames = pieces[0]!.map(({ people }): MotionFrame => {
      const { body, root } = people[0]!;
      return { body: body as MotionFrame["body"], root: root! };
    });
    return { clip, style, frames };
  });
  const builder = new MomentsBuilder(IMPORT_FPS);
  for (const speed of SPEEDS)
    for (const isMirrored of [false, true])
      for (const { clip, style, frames } of dances) {
        const length = Math.min(count - builder.count, Math.floor((frames.length - 1) / speed) + 1);
        const warped = Array.from({ length }, (_, frame) => frameAtIndex(frames, frame * speed));
        const name = `${clip}-${speed}${isMirrored ? "-mirrored" : ""}.take.ndjson`;
        builder.add(
          { take: name, person: 1, dancer: clip.split("_")[0]!, style, source: clip, begin: 0 },
          isMirrored ? warped.map((frame) => mirrored(frame, 0)) : warped,
        );
      }
  return builder;
}
