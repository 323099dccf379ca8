import type { MomentArchive } from "../../main/engine/partner/archive-dance.ts";
import { AXES, type MomentTrack } from "../../main/motion/moments/moments.ts";
import { MomentsBuilder } from "../../main/motion/moments/moments-builder.ts";
import { PoseIndex } from "../../main/motion/moments/pose-index.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";

/** The moments of dances at 30 frames a second, each a take of its own. */
export async function archiveOf(
  dances: Readonly<Record<string, readonly MotionFrame[]>>,
): Promise<MomentArchive> {
  const builder = new MomentsBuilder(30);
  const about: Omit<MomentTrack, "first" | "count" | "take"> = {
    ...{ person: 1, dancer: "Ada", style: "sway", source: "made for a test", begin: 0 },
  };
  for (const [take, frames] of Object.entries(dances)) builder.add({ ...about, take }, frames);
  const { moments, tree } = await builder.build(() => Promise.resolve());
  return { ...moments, index: new PoseIndex(moments.points, AXES, tree) };
}
