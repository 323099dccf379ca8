import type { ImageJoints, Pose } from "../../../shared/pose.ts";
import type { Figure } from "../../../shared/stage.ts";

/** What of a figure is kept. */
export type RecordedFigure = Pick<Figure, "image" | "body" | "root">;

/**
 * A figure as a take has it; null where there is none.
 * @param widen how much wider its picture is, for its height, than the take's: image points are shares of the picture,
 *   and when its shape changes with the camera, x is scaled to keep proportions
 */
export function recordedPose(id: number, figure: RecordedFigure | null, widen: number): Pose | null {
  if (!figure) return null;
  const { body, root } = figure;
  const image: ImageJoints =
    widen === 1 ? figure.image : figure.image.map((p) => p && { ...p, x: 0.5 + (p.x - 0.5) * widen });
  return { id, image, body, root };
}
