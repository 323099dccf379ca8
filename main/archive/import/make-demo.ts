/**
 * ENTRY: makes the bundled demo take anew, from the CMU takes as `import --split` leaves them:
 *
 *     node main/archive/import/make-demo.ts <archive>/train assets/demo.take.ndjson.gz
 *
 * Phrases of several dances, turned to the camera. After each the dancer eases into its last pose and holds it; the
 * next phrase eases out of that pose, and the first out of the last phrase's, so that the take loops without a seam.
 */
import { join } from "node:path";
import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { turned } from "../../motion/heading.ts";
import { lowestOf, type MotionFrame } from "../../motion/motion-frame.ts";
import { proportionsOf, withProportions } from "../../motion/proportions.ts";
import { legScale } from "../../motion/standard-body.ts";
import { mixPoints, subtract } from "../../motion/vectors.ts";
import type { TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { writeTake } from "../take-writer.ts";

/** Take, from and to second. */
const PHRASES: readonly (readonly [string, Seconds, Seconds])[] = [
  ["94_13", 3.0, 9.4],
  ["61_09", 4.3, 8.7],
  ["131_03", 0.8, 6.8],
  ["94_04", 18.4, 25.17],
  ["61_07", 27.0, 32.7],
  ["05_13", 2.2, 8.0],
  ["94_06", 12.4, 17.4],
  ["85_03", 1.8, 7.5],
  ["61_04", 3.0, 9.3],
  ["94_13", 9.4, 14.1],
  ["94_08", 17.0, 21.4],
];
/** Which phrase's dancer is seen in all of them. */
const DANCER = 1;
const HOLD: Seconds = 1.2;
const EASE: Seconds = 0.7;
const FPS = 30;

const [archive, output] = process.argv.slice(2);
if (archive === undefined || output === undefined) {
  console.error("usage: node main/archive/import/make-demo.ts <folder of CMU takes> <out.take.ndjson.gz>");
  process.exit(1);
}

const phrases: (readonly MotionFrame[])[] = [];
const headers: TakeHeader[] = [];
for (const [name, from, to] of PHRASES) {
  const { header, frames } = await readTake(join(archive, `${name}.take.ndjson.gz`), {
    onDamage: console.warn,
  });
  const phrase: MotionFrame[] = [];
  for await (const { t, people } of frames) {
    const [person] = people;
    if (t >= from && t <= to)
      phrase.push({ body: person!.body as readonly BodyPoint[], root: person!.root! });
  }
  phrases.push(facingTheCamera(phrase));
  headers.push(header);
}
const [dancer] = phrases[DANCER]!;
const frames = centred(joined(phrases.map((phrase) => ofOneBody(phrase, dancer!))));
const unique = (values: readonly string[]) => [...new Set(values)];
const header: TakeHeader = {
  ...headers[0]!,
  dancer: unique(headers.map((one) => one.dancer)).join(", "),
  tags: unique(headers.flatMap((one) => one.tags)),
};
await writeTake(
  output,
  header,
  frames.map(({ body, root }, i) => ({ t: i / FPS, people: [{ id: 1, image: null, body, root }] })),
);
console.log(`${output}: ${PHRASES.length} phrases, ${(frames.length / FPS).toFixed(1)} s`);

/** The phrase on the body of another frame's dancer. */
function ofOneBody(phrase: readonly MotionFrame[], { body: other }: MotionFrame): readonly MotionFrame[] {
  const proportions = proportionsOf(other);
  const scale = legScale(proportionsOf(phrase[0]!.body), { length: proportions });
  return phrase.map((frame) => {
    const body = withProportions(frame.body, proportions);
    const { x, z } = frame.root;
    return { body, root: { x: scale * x, y: scale * lowest(frame) - lowestOf(body), z: scale * z } };
  });
}

/** Turned about the vertical so that the hips face the camera on average, beginning at x = z = 0. */
function facingTheCamera(phrase: readonly MotionFrame[]): MotionFrame[] {
  const across = phrase.map(({ body }) => subtract(body[J.left_hip]!, body[J.right_hip]!));
  const sum = (value: (p: BodyPoint) => number) => across.reduce((total, p) => total + value(p), 0);
  const angle = Math.atan2(
    sum((p) => p.z),
    sum((p) => p.x),
  );
  const heading = { cos: Math.cos(angle), sin: Math.sin(angle) };
  const start = turned(phrase[0]!.root, heading);
  return phrase.map(({ body, root }) => {
    const { x, y, z } = turned(root, heading);
    return { body: body.map((point) => turned(point, heading)), root: { x: x - start.x, y, z: z - start.z } };
  });
}

/** One phrase after the other from where the last one ended, with eases and holds between them. */
function joined(pieces: readonly (readonly MotionFrame[])[]): MotionFrame[] {
  const ends = pieces.map((phrase) => phrase.at(-1)!.root);
  const total = pieces.reduce((sum, phrase) => sum + phrase.length, 0);
  // The distance that all phrases cover together is subtracted evenly, so that the loop closes.
  const drift = {
    x: ends.reduce((sum, p) => sum + p.x, 0) / total,
    z: ends.reduce((sum, p) => sum + p.z, 0) / total,
  };
  const last = pieces.at(-1)!.at(-1)!;
  let held: MotionFrame = { ...last, root: { x: 0, y: last.root.y, z: 0 } };
  const out: MotionFrame[] = [];
  for (const phrase of pieces) {
    const { x, z } = held.root;
    const placed = phrase.map(({ body, root }, i) => ({
      body,
      root: { x: x + root.x - drift.x * (i + 1), y: root.y, z: z + root.z - drift.z * (i + 1) },
    }));
    const end = placed.at(-1)!;
    for (const [i, frame] of placed.entries()) {
      const eased = between(held, frame, (i + 1) / FPS / EASE);
      out.push(between(end, eased, (placed.length - 1 - i) / FPS / EASE));
    }
    for (let i = 0; i < HOLD * FPS; i++) out.push(end);
    held = end;
  }
  return out;
}

/** Minimum-jerk interpolation between two poses, with the bone lengths of the second. */
function between(a: MotionFrame, b: MotionFrame, share: number): MotionFrame {
  if (share >= 1) return b;
  const s = share ** 3 * (10 - 15 * share + 6 * share ** 2);
  const mixed = b.body.map((point, joint) => mixPoints(a.body[joint]!, point, s));
  const body = withProportions(mixed, proportionsOf(b.body));
  const root = mixPoints(a.root, b.root, s);
  // Bones of full length reach farther than interpolated ones: keeps the feet above the floor.
  const sole = Math.min(lowest(a), lowest(b));
  return {
    body,
    root: { ...root, y: Math.max(root.y, sole - lowestOf(body)) },
  };
}

function lowest({ body, root }: MotionFrame): number {
  return root.y + lowestOf(body);
}

/** The middle of the path in the middle of the room. */
function centred(path: readonly MotionFrame[]): MotionFrame[] {
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const [x, z] = [middle(path.map(({ root }) => root.x)), middle(path.map(({ root }) => root.z))];
  return path.map(({ body, root }) => ({ body, root: { x: root.x - x, y: root.y, z: root.z - z } }));
}
