import { expect } from "vitest";
import type { TakeFrame } from "../../main/archive/take.ts";
import { readTake } from "../../main/archive/take-reader.ts";
import { DEMO_TAKE } from "../../main/inputs/demo.ts";
import { type MotionFrame, mirrored } from "../../main/motion/motion-frame.ts";
import type { PoseFrame } from "../../shared/pose.ts";

/** What of the picture's height a metre takes: near, at some distance, far. */
const DISTANCES = [0.5, 0.36, 0.22];

const ASPECT = 16 / 9;

/**
 * Seconds of people who dance and mean nothing by it, at 30 fps: phrases of dance one after the other, each also
 * mirrored, from three distances, over and over; each is another person.
 */
export async function ordinaryDancing(seconds: number): Promise<Generator<PoseFrame>> {
  const phrases = await demoPhrases();
  return danced(
    phrases.map(({ frames }) => frames),
    seconds,
  );
}

/** Styles of the demo's phrases, as main/archive/import/make-demo.ts strings them together. */
const STYLES = [
  ...["indian", "salsa", "pop", "indian", "salsa", "ballet"],
  ...["indian", "breaking", "salsa", "indian", "indian"],
];

interface DancedPhrase {
  readonly style: string;
  readonly frames: readonly MotionFrame[];
}

/** The phrases of the demo, without the stillness after each. */
export async function demoPhrases(): Promise<readonly DancedPhrase[]> {
  const { frames } = await readTake(DEMO_TAKE, { onDamage: (line) => expect.unreachable(line) });
  const phrases: MotionFrame[][] = [[]];
  let before = "";
  for await (const frame of frames) {
    const now = JSON.stringify(frame.people);
    if (now !== before) phrases.at(-1)!.push(motionOf(frame));
    else if (phrases.at(-1)!.length > 0) phrases.push([]);
    before = now;
  }
  // The last is what follows the last stillness: nothing.
  expect(phrases.pop()).toEqual([]);
  expect(phrases).toHaveLength(STYLES.length);
  return phrases.map((phrase, index) => ({ style: STYLES[index]!, frames: phrase }));
}

const motionOf = ({ people: [pose] }: TakeFrame): MotionFrame => ({
  body: pose!.body!.map((point) => point!),
  root: pose!.root!,
});

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
