import { join } from "node:path";
import { readTake } from "../../main/archive/take-reader.ts";
import { writeTake } from "../../main/archive/take-writer.ts";
import { DEMO_TAKE } from "../../main/inputs/demo.ts";
import type { BodyPoint, RoomPoint, Seconds } from "../../shared/pose.ts";
import { J } from "../../shared/skeleton.ts";

const FPS = 30;
/** Seconds of the way of the arms into a gesture. */
const REACH: Seconds = 0.5;

/** Where the hands are held, metres from each shoulder: sideways outwards, and up. */
export interface Arms {
  readonly left: readonly [out: number, up: number];
  readonly right: readonly [out: number, up: number];
}

export const ARMS_UP: Arms = { left: [0.08, 0.6], right: [0.08, 0.6] };
/** A hand in the uppermost row of a grid, the other hanging. */
export const ONE_HAND_UP: Arms = { left: [0.28, 0.24], right: [0.05, -0.55] };

interface Moment {
  readonly body: readonly BodyPoint[];
  readonly root: RoomPoint;
}

/**
 * A take in which somebody dances a phrase, holds still, and then holds her arms as `arms` says.
 * @param phrase seconds of the demo, @param still of stillness before the arms move, @param held how long they are held
 */
export async function gestureTake(
  folder: string,
  arms: Arms,
  { phrase = 4, still, held }: { readonly phrase?: Seconds; readonly still: Seconds; readonly held: Seconds },
): Promise<string> {
  const { header, frames } = await readTake(DEMO_TAKE, { onDamage: () => {} });
  const moments: Moment[] = [];
  for await (const { people } of frames) {
    if (moments.length === phrase * FPS) break;
    const { body, root } = people[0]!;
    moments.push({ body: body as readonly BodyPoint[], root: root! });
  }
  const last = moments.at(-1)!;
  for (let i = 0; i < still * FPS; i++) moments.push(last);
  for (let i = 0; i < (REACH + held) * FPS; i++) {
    moments.push({ ...last, body: holding(last.body, arms, Math.min(1, i / (REACH * FPS))) });
  }
  for (let i = 0; i < REACH * FPS; i++)
    moments.push({ ...last, body: holding(last.body, arms, 1 - i / (REACH * FPS)) });
  const file = join(folder, "gesture.take.ndjson");
  await writeTake(
    file,
    header,
    moments.map(({ body, root }, frame) => ({
      t: frame / FPS,
      people: [{ id: 1, image: null, body, root }],
    })),
  );
  return file;
}

function holding(body: readonly BodyPoint[], arms: Arms, share: number): BodyPoint[] {
  const made = [...body];
  for (const [side, [out, up]] of [
    ["left", arms.left],
    ["right", arms.right],
  ] as const) {
    const shoulder = body[J[`${side}_shoulder`]]!;
    const outwards =
      Math.sign(shoulder.x - body[J[side === "left" ? "right_shoulder" : "left_shoulder"]]!.x) || 1;
    for (const [joint, far] of [
      [J[`${side}_elbow`], 0.5],
      [J[`${side}_wrist`], 0.88],
      [J[`${side}_index`], 1],
    ] as const) {
      const to = { x: shoulder.x + outwards * out * far, y: shoulder.y + up * far, z: shoulder.z + 0.05 };
      const from = body[joint]!;
      made[joint] = {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
        z: from.z + (to.z - from.z) * share,
      };
    }
  }
  return made;
}
