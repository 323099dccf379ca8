import type { RoomPoint } from "../../../shared/pose.ts";
import { lowestOf } from "../../motion/motion-frame.ts";
import { type JobContext, step } from "../../system/job.ts";
import { csvHeader, csvRow } from "../csv.ts";
import type { TakeFrame } from "../take.ts";

/** Rows that are written at once. */
const ROWS = 500;

/** One person of a take as a table, piece by piece: every frame as it is, and no joint that was not known. */
export async function* csvOf(
  frames: readonly TakeFrame[],
  person: number,
  context: JobContext,
): AsyncGenerator<string> {
  yield csvHeader();
  let isPlaced = true;
  for (let done = 0; done < frames.length; done += ROWS) {
    const rows = frames.slice(done, done + ROWS).map(({ t, people }) => {
      const pose = people.find(({ id }) => id === person);
      if (!pose?.body) return csvRow(t, { body: null }, null);
      if (!pose.root) isPlaced = false;
      return csvRow(t, pose, pose.root ?? standing(pose.body.filter((joint) => joint !== null)));
    });
    yield rows.join("");
    await step(context, {
      phase: "exporting",
      unit: "frame",
      done: done + rows.length,
      total: frames.length,
    });
  }
  if (!isPlaced) context.note("where she is in the room is not known: she stands in its middle");
}

/** Without a place in the room the lowest joint stands on the floor, in the middle. */
const standing = (body: Parameters<typeof lowestOf>[0]): RoomPoint => ({
  x: 0,
  y: body.length > 0 ? -lowestOf(body) : 0,
  z: 0,
});
