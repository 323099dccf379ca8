/** A turned square of the picture: the part that a network looks at. Pixels; the edge of the picture is 0. */
export interface Region {
  readonly x: number;
  readonly y: number;
  /** Length of a side. */
  readonly size: number;
  /** Radians, clockwise as seen: 0 when the body stands upright in the picture. */
  readonly turn: number;
}

/** How much of the picture around the body is shown, as MediaPipe trained it. */
const MARGIN = 1.25;

/**
 * The square around a body that reaches from its `centre` (middle of the hips) to its `rim` (a point on the circle
 * around the whole body, above the head when it stands), turned so that the body stands upright in it.
 * MediaPipe, AlignmentPointsRectsCalculator and RectTransformationCalculator.
 */
export function regionAround(centreX: number, centreY: number, rimX: number, rimY: number): Region {
  const dx = rimX - centreX;
  const dy = rimY - centreY;
  return { x: centreX, y: centreY, size: 2 * MARGIN * Math.hypot(dx, dy), turn: Math.atan2(dx, -dy) };
}

/** The whole picture and as much beside its shorter side as makes a square. */
export function regionOfPicture(width: number, height: number): Region {
  return { x: width / 2, y: height / 2, size: Math.max(width, height), turn: 0 };
}
