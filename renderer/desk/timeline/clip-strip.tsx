import { useEffect, useRef } from "preact/hooks";
import { PIECE_FPS, type PieceClip, roundFrames } from "../../../shared/piece/piece.ts";
import { drawFigure, type FigureShelf } from "./figures.ts";

/** Pixels from one figure to the next. */
const APART = 34;
/** Pixels of a canvas at the most, in width: a longer clip has its figures wider apart. */
const WIDEST = 4000;

export interface ClipStripProps {
  readonly clip: PieceClip;
  readonly shelf: FigureShelf;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** The figures of a clip in a row, as they are danced: mirrored, slowed, and as often. */
export function ClipStrip({ clip, shelf, width, height }: ClipStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const version = shelf.version.value;
  const figures = shelf.of(clip.take, clip.person);
  const { from, speed, mirrored, times } = clip;
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const shown = Math.min(WIDEST, Math.max(1, width));
    const ratio = Math.min(2, devicePixelRatio);
    element.width = Math.round(shown * ratio);
    element.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    if (!figures) return;
    context.lineWidth = 1.5;
    context.lineCap = "round";
    context.strokeStyle = getComputedStyle(element).color;
    const count = Math.max(1, Math.floor(shown / APART));
    const round = roundFrames(clip) / PIECE_FPS;
    for (let n = 0; n < count; n++) {
      const t = ((n + 0.5) / count) * round * times;
      const pose = figures.poses[Math.round((from + (t % round) * speed) / figures.every)];
      if (pose) drawFigure(context, pose, ((n + 0.5) / count) * shown, height / 2, height / 2, mirrored);
    }
  }, [version, figures, from, speed, mirrored, times, width, height, clip]);
  return <canvas ref={canvas} class="clip-strip" style={{ width: `${width}px`, height: `${height}px` }} />;
}
