import * as v from "valibot";
import { SCREEN_NAME } from "../../shared/picture/picture-address.ts";
import {
  FARTHEST,
  GAMMAS,
  isPossible,
  MASK,
  MOST_SCREENS,
  WIDEST_EDGE,
} from "../../shared/picture/placement.ts";

const share = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const place = share(-FARTHEST, 1 + FARTHEST);
const point = v.strictObject({ x: place, y: place });
const edge = share(0, WIDEST_EDGE);

/** How a picture lies on a screen, as a page or a file says it. */
export const PlacementSchema = v.pipe(
  v.strictObject({
    corners: v.strictTuple([point, point, point, point]),
    turns: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    ...{ flippedAcross: v.boolean(), flippedDown: v.boolean() },
    softEdges: v.strictTuple([edge, edge, edge, edge]),
    gamma: share(GAMMAS.least, GAMMAS.most),
    mask: v.pipe(v.array(point), v.maxLength(MASK.most)),
  }),
  v.check((placement) => isPossible(placement)),
);

export const screenName = v.pipe(v.string(), v.regex(SCREEN_NAME));

export const PlacementsSchema = v.pipe(
  v.record(screenName, PlacementSchema),
  v.check((screens) => Object.keys(screens).length <= MOST_SCREENS),
);
