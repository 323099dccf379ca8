import { type Clip, roomAcceleration, roomDistance, rowAt } from "../../../motion/clip.ts";
import { estimatedRatio } from "../bootstrap.ts";
import type { Continuations } from "../continuations.ts";
import { eachOf, grouped } from "../groups.ts";
import type { Metric } from "../report.ts";

/** Whether continuations are as lively as what the dancers did in the same eight seconds. */
export function lively({ seeds, by }: Continuations): readonly Metric[] {
  const figure = (what: string, value: (clip: Clip) => number): Metric => {
    const found = new Map([...by].map(([name, clips]) => [name, Float64Array.from(clips, value)]));
    const real = found.get("real")!;
    return {
      ...{ of: "lively", what: `${what} over 8 s`, unit: "of the dancer's" },
      ...grouped(seeds, (of) => eachOf(found, (own) => estimatedRatio(own, real, of))),
    };
  };
  return [figure("speed", speedOf), figure("acceleration", accelerationOf)];
}

/** Mean speed of the keypoints in the room, metres a frame. */
function speedOf(clip: Clip): number {
  let sum = 0;
  for (let frame = 1; frame < clip.frames; frame++)
    sum += roomDistance(rowAt(clip, frame - 1), rowAt(clip, frame));
  return sum / (clip.frames - 1);
}

/** Mean acceleration of the keypoints in the room, metres a frame a frame. */
function accelerationOf(clip: Clip): number {
  let sum = 0;
  for (let frame = 2; frame < clip.frames; frame++)
    sum += roomAcceleration(rowAt(clip, frame - 2), rowAt(clip, frame - 1), rowAt(clip, frame));
  return sum / (clip.frames - 2);
}
