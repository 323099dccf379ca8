import { clamp } from "../../../shared/numbers.ts";
import { homographyTo, project } from "../../../shared/picture/homography.ts";
import { cornersOfPicture, isUpright, type Placement } from "../../../shared/picture/placement.ts";
import { WHOLE } from "../../../shared/picture/quad.ts";

/** How near to the edge of the screen the middle of the panel may come, in shares of it. */
const NEAREST = 0.3;

/**
 * Where the keys lie while a picture is laid: in its middle, turned and mirrored as it is, so that who stands before the
 * projector can read them; but neither bent nor masked, since most of the way a picture is bent too much to be read.
 * @returns styles of an element that lies at the upper left of the screen
 */
export function panelPlace(
  placement: Placement,
): Readonly<Record<"left" | "top" | "maxWidth" | "transform", string>> {
  const middle = project(homographyTo(placement.corners, 1, 1), { x: 0.5, y: 0.5 });
  const [origin, right, , down] = cornersOfPicture({ ...placement, corners: WHOLE });
  const axes = [right.x - origin.x, right.y - origin.y, down.x - origin.x, down.y - origin.y];
  const share = (at: number) => `${100 * clamp(at, NEAREST, 1 - NEAREST)}%`;
  return {
    ...{ left: share(middle.x), top: share(middle.y) },
    maxWidth: isUpright(placement) ? "92vh" : "92vw",
    transform: `translate(-50%, -50%) matrix(${axes.join(", ")}, 0, 0)`,
  };
}
