import type { Moments } from "../../main/motion/moments/moments.ts";
import { MomentsBuilder } from "../../main/motion/moments/moments-builder.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import { J } from "../../shared/skeleton.ts";
import { sineDance } from "./dances.ts";

/** The same, with the left wrist held up as far as that, metres. */
const lifted = (frames: readonly MotionFrame[], by: number): MotionFrame[] =>
  frames.map(({ body, root }) => ({
    root,
    body: body.map((joint, index) =>
      joint && [J.left_wrist, J.left_elbow].includes(index as never) ? { ...joint, y: joint.y + by } : joint,
    ) as MotionFrame["body"],
  }));

/** Dances of two styles, which hold an arm differently: so many of each, so long. */
export async function twoStyles(dances: number, seconds: number): Promise<Moments> {
  const builder = new MomentsBuilder(30);
  for (let dance = 0; dance < 2 * dances; dance++) {
    const style = dance % 2 === 0 ? "low" : "high";
    const about = {
      take: `${dance}.take.ndjson`,
      person: 1,
      dancer: "nobody",
      style,
      source: "sines",
      begin: 0,
    };
    const frames = sineDance({ seconds, from: 7.3 * dance, facing: dance });
    builder.add(about, style === "high" ? lifted(frames, 0.5) : frames);
  }
  return (await builder.build(async () => {})).moments;
}
