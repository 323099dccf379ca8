import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { convertBvh } from "../../main/archive/import/bvh/convert.ts";
import { type MotionFrame, mirrored } from "../../main/motion/motion-frame.ts";
import type { PoseFrame } from "../../shared/pose.ts";
import { sharedData } from "./shared-data.ts";

/** Half a minute to a minute of each kind of dance, and the true frame rate of its recording. */
const DANCES = [
  ["mocap/cmu/94_06.bvh.gz", 120],
  ["mocap/cmu/135_06.bvh.gz", 120],
  ["mocap/cmu/60_03.bvh.gz", 60],
] as const;

/** What of the picture's height a metre takes: near, at some distance, far. */
const DISTANCES = [0.5, 0.36, 0.22];

const ASPECT = 16 / 9;

/**
 * Seconds of people who dance and mean nothing by it, at 30 fps: recorded dances one after the other, each also
 * mirrored, from three distances, over and over; each is another person. Null where the recordings are missing.
 */
export function ordinaryDancing(seconds: number): Generator<PoseFrame> | null {
  const files = DANCES.map(([path]) => sharedData(path));
  if (files.includes(null)) return null;
  const dances = DANCES.flatMap(([path, fps], index) => {
    const { pieces } = convertBvh(gunzipSync(readFileSync(files[index]!)).toString(), path, fps);
    return pieces.map((piece) =>
      piece.map(({ people: [pose] }): MotionFrame => {
        return { body: pose!.body!.map((point) => point!), root: pose!.root! };
      }),
    );
  });
  return danced(dances, seconds);
}

function* danced(dances: readonly (readonly MotionFrame[])[], seconds: number): Generator<PoseFrame> {
  let frame = 0;
  for (let id = 1; ; id++) {
    const dance = dances[id % dances.length]!;
    const round = Math.floor(id / dances.length);
    const metre = DISTANCES[round % DISTANCES.length]!;
    for (const moment of dance) {
      if (frame >= seconds * 30) return;
      yield seen(frame++ / 30, id, round % 2 === 0 ? moment : mirrored(moment, 0), metre);
    }
  }
}

/** Weak perspective, in the middle of the picture, the floor near its lower edge. */
function seen(t: number, id: number, { body, root }: MotionFrame, metre: number): PoseFrame {
  const image = body.map(({ x, y }) => ({
    x: 0.5 + (metre * x) / ASPECT,
    y: 0.95 - metre * (root.y + y),
    score: 0.9,
  }));
  return { tag: "poses", t, width: 1280, height: 720, people: [{ id, image, body, root }], reason: null };
}
