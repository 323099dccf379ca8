import { type Box, gridCells } from "../../../shared/grid.ts";
import { clamp } from "../../../shared/numbers.ts";
import { BONES, J } from "../../../shared/skeleton.ts";
import type { Figure, StageFrame } from "../../../shared/stage.ts";

const DANCER = "#f2f4f8";
const PARTNER = "#8ecbff";
const OPTION = "#b9c3d6";
const FLOOR = "#2a3140";
/** Around what is seen, in picture heights. */
const MARGIN = 0.06;
/** The view goes no farther than this many picture widths to each side. */
const WIDEST = 1.2;
/** Share of the way to where it should be that the view goes with each frame, so that it does not jump. */
const EASE = 0.25;
/** A joint that is less certain than this is not drawn. */
const LEAST_SCORE = 0.2;

/** What is seen, in picture heights; x as on the stage, which is a mirror. */
interface View {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The stage in small: everybody as a few strokes, dancers light, partners blue, as far as the desk is told. */
export class StageView {
  readonly #context: CanvasRenderingContext2D;
  #view: View | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext("2d", { alpha: false })!;
  }

  /** @param width of the canvas and `height`, device pixels */
  draw(frame: StageFrame, width: number, height: number): void {
    const context = this.#context;
    if (context.canvas.width !== width) context.canvas.width = width;
    if (context.canvas.height !== height) context.canvas.height = height;
    context.fillStyle = "#05070b";
    context.fillRect(0, 0, width, height);
    const aspect = frame.width / frame.height;
    this.#view = eased(this.#view, viewOf(frame, aspect));
    const { left, right, top, bottom } = this.#view;
    const zoom = Math.min(width / (right - left), height / (bottom - top));
    const x = (width - zoom * (right - left)) / 2 - zoom * left;
    const y = (height - zoom * (bottom - top)) / 2 - zoom * top;
    // From here on in picture heights, mirrored.
    context.setTransform(-zoom, 0, 0, zoom, x + zoom * aspect, y);
    context.lineCap = "round";
    context.globalAlpha = frame.blackout ? 0.35 : 1;
    this.#drawAll(frame, aspect);
    context.globalAlpha = 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  #drawAll({ people, alone }: StageFrame, aspect: number): void {
    for (const { live, shown, partner, options, grid, chosen } of people) {
      if (grid && options.length > 0) this.#drawCells(grid, options.length, aspect);
      for (const option of options) this.#drawFigure(option, OPTION, 0.006, aspect);
      this.#drawFigure(shown ?? live, DANCER, 0.014, aspect);
      if (partner && (options.length === 0 || chosen !== null))
        this.#drawFigure(partner, PARTNER, 0.014, aspect);
    }
    if (alone) this.#drawFigure(alone, PARTNER, 0.014, aspect);
  }

  #drawFigure({ image }: Figure, colour: string, thickness: number, aspect: number): void {
    const context = this.#context;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = thickness;
    context.beginPath();
    for (const [from, to] of BONES) {
      const [a, b] = [image[from], image[to]];
      if (!a || !b || Math.min(a.score, b.score) < LEAST_SCORE) continue;
      context.moveTo(a.x * aspect, a.y);
      context.lineTo(b.x * aspect, b.y);
    }
    context.stroke();
    const [nose, left, right] = [image[J.nose], image[J.left_ear], image[J.right_ear]];
    if (!nose || nose.score < LEAST_SCORE) return;
    const ears = left && right ? Math.hypot((left.x - right.x) * aspect, left.y - right.y) / 2 : 0;
    context.beginPath();
    context.arc(nose.x * aspect, nose.y, Math.max(1.6 * thickness, ears), 0, 2 * Math.PI);
    context.fill();
  }

  #drawCells(grid: Box, count: number, aspect: number): void {
    const context = this.#context;
    context.strokeStyle = FLOOR;
    context.lineWidth = 0.004;
    for (const { x, y, width, height } of gridCells(grid, count))
      context.strokeRect(x * aspect, y, width * aspect, height);
  }
}

/** The whole picture, and more where a figure leaves it. */
function viewOf({ people, alone }: StageFrame, aspect: number): View {
  const figures = people.flatMap(({ live, shown, partner, options }) => [shown ?? live, partner, ...options]);
  let [left, right, top, bottom] = [0, aspect, 0, 1];
  for (const figure of [...figures, alone]) {
    for (const joint of figure?.image ?? []) {
      if (!joint || joint.score < LEAST_SCORE) continue;
      const x = (1 - joint.x) * aspect;
      left = Math.min(left, x - MARGIN);
      right = Math.max(right, x + MARGIN);
      top = Math.min(top, joint.y - MARGIN);
      bottom = Math.max(bottom, joint.y + MARGIN);
    }
  }
  return {
    left: clamp(left, -WIDEST * aspect, 0),
    right: clamp(right, aspect, (1 + WIDEST) * aspect),
    top: clamp(top, -0.5, 0),
    bottom: clamp(bottom, 1, 1.5),
  };
}

function eased(from: View | null, to: View): View {
  if (!from) return to;
  const towards = (key: keyof View) => from[key] + EASE * (to[key] - from[key]);
  return { left: towards("left"), right: towards("right"), top: towards("top"), bottom: towards("bottom") };
}
