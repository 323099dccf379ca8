import { openDemo } from "../../main/inputs/demo.ts";
import { Completion } from "../../main/motion/completion.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";

/** The first seconds of the demo, every joint known, 30 frames a second. */
export async function demoDance(seconds: number): Promise<readonly MotionFrame[]> {
  const [completion, dance]: [Completion, MotionFrame[]] = [new Completion(), []];
  for await (const { t, people } of (await openDemo()).frames()) {
    if (t > seconds) break;
    const frame = people[0] && completion.complete(people[0], 1);
    if (frame) dance.push(frame);
  }
  return dance;
}
