import { CLOSEST, MOST_FIGURES, type TakeFigures } from "../../../shared/desk/pieces.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { flatPose, packPoses } from "../library/poses.ts";
import { pictureOf } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { Followed } from "./followed.ts";

type Flat = NonNullable<ReturnType<typeof flatPose>>;

const NOBODY: Flat = new Array<null>(JOINT_COUNT).fill(null);

/**
 * Figures of one dancer of a take, for the page to draw. They lie farther apart where the take is long.
 * @param person her id; null for whoever is in it first, also under other ids. @throws SourceError naming file and line.
 */
export async function takeFigures(file: string, person: number | null): Promise<TakeFigures> {
  const { header, frames } = await readTake(file, { onDamage: () => {} });
  const { width, height } = pictureOf(header);
  let every: Seconds = CLOSEST;
  let figures: Flat[] = [];
  const followed = new Followed();
  let last: Seconds = 0;
  for await (const { t, people } of frames) {
    last = t;
    const whoever = followed.of(people);
    if (t < figures.length * every - 1e-6) continue;
    const pose = person === null ? whoever : people.find(({ id }) => id === person);
    const figure = (pose && flatPose(pose, width / height)) ?? NOBODY;
    while (figures.length * every <= t + 1e-6) {
      figures.push(figure);
      if (figures.length < MOST_FIGURES) continue;
      // Half of them, and half as many from now on.
      figures = figures.filter((_, index) => index % 2 === 0);
      every *= 2;
    }
  }
  return { every, seconds: last, poses: packPoses(figures) };
}
