import type { MotionFrame } from "../motion-frame.ts";
import type { Random } from "../random.ts";
import { finished } from "../slices.ts";
import { add } from "../vectors.ts";
import { coarseToFine, withEnds } from "./coarse-to-fine.ts";
import { meanProportions, onBodyOf, withFeet } from "./embodied.ts";
import { framesOf, keepPlace, startOf, trackOf } from "./phrase-track.ts";
import { piecesOnTheWay } from "./pieces.ts";

/** How far from its turn a patch of a phrase is avoided, on the way to another phrase: a factor of its distance. */
const OUT_OF_TURN = 3;

/**
 * The way from one phrase to another: it begins as the first does, ends as the second does, and goes over between them
 * where they are alike, on the first dancer's body. Both at an even rate, of at least two frames.
 */
export function wayBetween(
  from: readonly MotionFrame[],
  to: readonly MotionFrame[],
  fps: number,
  frames: number,
  random: Random,
): readonly MotionFrame[] {
  const proportions = meanProportions(from);
  const other = inPlaceOf(from, onBodyOf(to, proportions));
  const way = coarseToFine([trackOf(from, fps), trackOf(other, fps)], fps, {
    frames,
    isLoop: false,
    begin: (level) => piecesOnTheWay(level, random),
    reluctance: (level) => {
      const [, middle, end] = level.example.bounds as [number, number, number];
      const ends = withEnds(level, { first: 0, last: end - 1 });
      return (frame, ofExample) => {
        const share = frame / level.frames;
        return ends(frame, ofExample) * (1 + (OUT_OF_TURN - 1) * (ofExample < middle ? share : 1 - share));
      };
    },
  });
  const found = finished(way);
  const start = startOf(from, fps);
  keepPlace(found, fps, start);
  return finished(withFeet(framesOf(found, fps, start, proportions), frames, fps, 1));
}

/** The phrase danced around the middle of where another is. */
function inPlaceOf(other: readonly MotionFrame[], phrase: readonly MotionFrame[]): readonly MotionFrame[] {
  const middle = (frames: readonly MotionFrame[], axis: "x" | "z") =>
    frames.reduce((sum, { root }) => sum + root[axis], 0) / frames.length;
  const by = {
    x: middle(other, "x") - middle(phrase, "x"),
    y: 0,
    z: middle(other, "z") - middle(phrase, "z"),
  };
  return phrase.map(({ body, root }) => ({ body, root: add(root, by) }));
}
