import type { GeneratorName } from "../../../../shared/commands/parameters.ts";
import { gridCells } from "../../../../shared/grid.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { StagePerson } from "../../../../shared/stage.ts";
import type { Actor } from "../cast/actor.ts";
import type { GestureMark } from "../cast/gesture-mark.ts";
import { POSE_STRIDE } from "../cast/pose-vector.ts";
import type { StageGroup } from "../cast/stage-group.ts";
import { smoothstep } from "../ease.ts";
import type { LookRenderer } from "../looks/look.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../strokes/stroke-buffer.ts";

/** Strokes of a whole ring. */
const RING = 64;
/** Half of a generator's mark, as a share of an option's cell. */
const MARK = 0.07;
/** Shapes differ for every kind of colour-blind eye: a ring, a square, a triangle, a bar, a star, a cross. */
const SHAPES: Readonly<Record<GeneratorName, Shape>> = {
  model: { corners: 24, every: 1 },
  graph: { corners: 4, every: 1 },
  memory: { corners: 3, every: 1 },
  vary: { corners: 2, every: 1 },
  "phrase-vae": { corners: 5, every: 2 },
  fact: { corners: 4, every: 2 },
};

/** Corners on a circle, and how many on from one the next line ends. */
interface Shape {
  readonly corners: number;
  readonly every: number;
}

/** What every look draws besides bodies: the progress of a phrase, gesture rings, the choosing hands and time left. */
export function drawMarks(group: StageGroup, look: LookRenderer, aspect: number, lines: StrokeBuffer): void {
  drawProgress(group.dancer, look.marks.dancer, lines);
  drawProgress(group.partner, look.marks.partner, lines);
  drawGesture(group.gesture, look.marks.dancer, lines);
  const { person } = group;
  if (person?.turn !== "choosing" || !person.grid) return;
  drawHands(group.dancer, look.marks.dancer, lines);
  const { x, y, width, height } = person.grid;
  const left = person.progress;
  const middle = (1 - x - width / 2) * aspect;
  const reach = (width / 2) * aspect * (1 - left);
  lines.setBrush(BRUSH.solid, look.marks.partner);
  const at = y + height * 1.012;
  lines.stroke(middle - reach, at, 0.0006, 0, middle, at, 0.0022, 0.7);
  lines.stroke(middle, at, 0.0022, 0.7, middle + reach, at, 0.0006, 0);
  drawGenerators(group, person, look.marks.partner, aspect, lines);
}

/** In the upper left of each option that stands among others from elsewhere: the shape of its generator. */
function drawGenerators(
  { options: actors }: StageGroup,
  { options, grid }: StagePerson,
  colour: StrokeColour,
  aspect: number,
  lines: StrokeBuffer,
): void {
  const [first] = options;
  if (options.every(({ generator }) => generator === first?.generator)) return;
  lines.setBrush(BRUSH.solid, colour);
  for (const [index, cell] of gridCells(grid!, options.length).entries()) {
    const { generator } = options[index]!;
    if (!generator) continue;
    const size = MARK * Math.min(cell.width * aspect, cell.height);
    const x = (1 - cell.x - cell.width) * aspect + 2 * size;
    drawPolygon(SHAPES[generator], x, cell.y + 2 * size, size, actors[index]?.presence ?? 0, lines);
  }
}

/** Standing on one of its sides. */
function drawPolygon(
  { corners, every }: Shape,
  x: number,
  y: number,
  size: number,
  light: number,
  lines: StrokeBuffer,
): void {
  const width = 0.16 * size;
  const corner = (index: number) => {
    const angle = ((2 * index + 1) * Math.PI) / corners;
    return [x + size * Math.sin(angle), y + size * Math.cos(angle)] as const;
  };
  for (let index = 0; index < corners; index++) {
    const [[fromX, fromY], [toX, toY]] = [corner(index), corner(index + every)];
    lines.stroke(fromX, fromY, width, light, toX, toY, width, light);
  }
}

/** A line on the floor that widens as the phrase goes on. */
function drawProgress(actor: Actor, colour: StrokeColour, lines: StrokeBuffer): void {
  const { scale, progress, floor, pose } = actor;
  if (progress === 0) return;
  const x = (pose[J.left_ankle * POSE_STRIDE]! + pose[J.right_ankle * POSE_STRIDE]!) / 2;
  const y = floor.y + 0.06 * scale;
  const reach = 0.55 * progress * scale;
  const light = 0.75 * actor.presence * floor.confidence * smoothstep(0, 0.1, progress);
  lines.setBrush(BRUSH.solid, colour);
  lines.stroke(x - reach, y, 0.001 * scale, 0, x, y, 0.006 * scale, light);
  lines.stroke(x, y, 0.006 * scale, light, x + reach, y, 0.001 * scale, 0);
}

/** A faint ring that fills from its top in both directions, and expands when it is full. */
function drawGesture(mark: GestureMark, colour: StrokeColour, lines: StrokeBuffer): void {
  const { presence, flash } = mark;
  if (presence === 0 && flash === 0) return;
  lines.setBrush(BRUSH.solid, colour);
  const width = 0.003 + 0.014 * Math.min(mark.rx, 0.2);
  arc(mark, 1, 0.35 * width, 0.28 * presence, 1, lines);
  arc(mark, mark.progress, width, presence, 1, lines);
  if (flash > 0) arc(mark, 1, width, flash, 1.25 - 0.25 * flash, lines);
}

function arc(
  mark: GestureMark,
  share: number,
  radius: number,
  light: number,
  size: number,
  lines: StrokeBuffer,
): void {
  const { x, y, rx, ry } = mark;
  const steps = Math.ceil(RING / 2);
  for (const side of [-1, 1]) {
    let fromX = x;
    let fromY = y - ry * size;
    for (let i = 1; i <= steps; i++) {
      const angle = (side * Math.PI * share * i) / steps;
      const toX = x + rx * size * Math.sin(angle);
      const toY = y - ry * size * Math.cos(angle);
      lines.stroke(fromX, fromY, radius, light, toX, toY, radius, light);
      fromX = toX;
      fromY = toY;
    }
  }
}

/** The dancer's hands, bright while her body is dimmed behind the options. */
function drawHands({ pose, scale, presence }: Actor, colour: StrokeColour, lines: StrokeBuffer): void {
  lines.setBrush(BRUSH.crescent, colour, 0.007 * scale, 0, 0);
  for (const joint of [J.left_index, J.right_index]) {
    const at = joint * POSE_STRIDE;
    const light = presence * pose[at + 3]!;
    lines.stroke(
      pose[at]!,
      pose[at + 1]!,
      0.03 * scale,
      light,
      pose[at]!,
      pose[at + 1]!,
      0.03 * scale,
      light,
    );
  }
}
