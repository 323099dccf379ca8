import type { Box } from "../../../shared/grid.ts";
import type { ImageJoints, RoomPoint, Seconds } from "../../../shared/pose.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { FigureMaker } from "./figure.ts";

/** A cell's height in body heights, its width in body heights at least, and the share of it under the feet. */
const HIGH = 1.3;
const WIDE = 1;
const FLOOR = 0.06;

/** The options as small figures, each on a floor of its own within its cell. */
export class OptionFigures {
  #makers: FigureMaker[] = [];
  /** Where each option began. */
  #begun: RoomPoint[] = [];

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
      this.#begun = options.map(({ root }) => root);
    }
    return options.map((motion, index) => {
      const image = project(motion, this.#begun[index]!, cells[index]!, height, aspect);
      const body = motion.body.map(({ x, y, z }) => ({ x: short(x), y: short(y), z: short(z) }));
      return this.#makers[index]!.make(t, { image, body, motion }, height, aspect);
    });
  }

  reset(): void {
    this.#makers = [];
  }
}

function project(
  { body, root }: MotionFrame,
  begun: RoomPoint,
  cell: Box,
  height: number,
  aspect: number,
): ImageJoints {
  const scale = Math.min(cell.height / (HIGH * height), (cell.width * aspect) / (WIDE * height));
  // However far it travels, it stays in its cell.
  const room = (cell.width * aspect) / scale / 4;
  const x = room * Math.tanh((root.x - begun.x) / room);
  return body.map((point) => ({
    x: short(cell.x + cell.width / 2 + (scale * (x + point.x)) / aspect),
    y: short(cell.y + cell.height * (1 - FLOOR) - scale * (root.y + point.y)),
    score: 1,
  }));
}

/** A ten-thousandth of the picture is less than a pixel, and thirty figures have many digits to send. */
const short = (value: number): number => Math.round(value * 1e4) / 1e4;
