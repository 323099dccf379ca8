import type { Box } from "../../../shared/grid.ts";
import type { ImageJoints, RoomPoint, Seconds } from "../../../shared/pose.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { FigureMaker } from "./figure.ts";

/** A cell's height in body heights, its width in body heights at least, and the share of it under the feet. */
const HIGH = 1.3;
const WIDE = 1;
const FLOOR = 0.06;

/** The options as small figures, each standing on a floor of its own within its cell. */
export class OptionFigures {
  #makers: FigureMaker[] = [];
  /** Where each option starts. */
  #start: RoomPoint[] = [];

  /** @param height of the body, metres. */
  show(
    t: Seconds,
    options: readonly MotionFrame[],
    cells: readonly Box[],
    height: number,
    aspect: number,
  ): readonly Figure[] {
    if (options.length !== this.#makers.length) {
      this.#makers = options.map(() => new FigureMaker());
      this.#start = options.map(({ root }) => root);
    }
    return options.map((motion, index) => {
      const image = project(motion, this.#start[index]!, cells[index]!, height, aspect);
      const body = motion.body.map(({ x, y, z }) => ({ x: rounded(x), y: rounded(y), z: rounded(z) }));
      return this.#makers[index]!.make(t, { image, body, motion }, height, aspect);
    });
  }

  reset(): void {
    this.#makers = [];
  }
}

function project(
  { body, root }: MotionFrame,
  start: RoomPoint,
  cell: Box,
  height: number,
  aspect: number,
): ImageJoints {
  const scale = Math.min(cell.height / (HIGH * height), (cell.width * aspect) / (WIDE * height));
  // A soft limit keeps it in its cell however far it travels.
  const reach = (cell.width * aspect) / scale / 4;
  const x = reach * Math.tanh((root.x - start.x) / reach);
  return body.map((point) => ({
    x: rounded(cell.x + cell.width / 2 + (scale * (x + point.x)) / aspect),
    y: rounded(cell.y + cell.height * (1 - FLOOR) - scale * (root.y + point.y)),
    score: 1,
  }));
}

/** A ten-thousandth of the picture is less than a pixel; fewer digits keep the message of thirty figures small. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
