import { BODY_PARTS } from "../../../../shared/body-parts.ts";
import { beatInBar } from "../../../../shared/music.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { J, JOINTS } from "../../../../shared/skeleton.ts";
import type { Figure } from "../../../../shared/stage.ts";
import { hipAngle } from "../../../motion/heading.ts";
import { ALL_SIGNALS } from "../../../motion/signals/music-signals.ts";
import { shareOfTurn } from "../../../motion/signals/travel.ts";
import { type Performer, type PerformersFrame, SLOTS, signalOf } from "../../performers/performers.ts";
import { MAX_INT } from "../table/address.ts";
import { meanAgreement, practiceProgress } from "../table/practice.ts";

/** What a custom message is about. */
export interface Scope {
  readonly frame: PerformersFrame;
  /** null for the whole scene, or while nobody is there. */
  readonly performer: Performer | null;
  /** The dancer's body or the partner's. */
  readonly figure: Figure | null;
  /** Index of the body among those of this frame. */
  readonly order: number;
}

/** A measured number that a custom message may hold. */
export interface Quantity {
  readonly min: number;
  readonly max: number;
  readonly description: string;
  readonly smoothing: Seconds;
  readonly circular: boolean;
  /** Not a number while it is not known. */
  read(scope: Scope): number;
}

function quantity(min: number, max: number, description: string, read: Quantity["read"]): Quantity {
  return { min, max, description, read, smoothing: 0, circular: false };
}

const aspect = ({ frame: { stage } }: Scope) => stage.width / stage.height;
const metres = (pictureHeights: number, { frame }: Scope) =>
  frame.pictureScale === null ? 0 : pictureHeights / frame.pictureScale;

const SCENE: Readonly<Record<string, Quantity>> = {
  frame: quantity(0, MAX_INT, "number of the frame", ({ frame }) => frame.stage.frame % (MAX_INT + 1)),
  count: quantity(
    0,
    SLOTS,
    "how many people are there",
    ({ frame }) => frame.performers.filter((performer) => performer !== null).length,
  ),
  "scene.width": quantity(0, 1000, "width of the picture where the dancer is, in metres", (scope) =>
    metres(aspect(scope), scope),
  ),
  "scene.height": quantity(0, 1000, "height of the picture where the dancer is, in metres", (scope) =>
    metres(1, scope),
  ),
  "music.tempo": quantity(
    0,
    1000,
    "beats of the music a minute",
    ({ frame }) => frame.music?.tempo ?? Number.NaN,
  ),
  "music.beat": quantity(0, MAX_INT, "which beat of its bar, from 1", ({ frame: { music } }) =>
    music ? beatInBar(music, Math.floor(music.beat)) : Number.NaN,
  ),
};

const PRACTICE: Readonly<Record<string, Quantity>> = {
  "practice.progress": quantity(0, 1, "how much of what is practised has passed", ({ frame }) =>
    practiceProgress(frame.stage.practice),
  ),
  "practice.agreement": quantity(
    0,
    1,
    "how much the dancer does what the reference does; 0 outside a pass",
    ({ frame }) => meanAgreement(frame.stage.practice),
  ),
  ...Object.fromEntries(
    BODY_PARTS.map((part) => [
      `practice.${part}`,
      quantity(
        0,
        1,
        `the same of the ${part.replace("_", " ")}`,
        ({ frame }) => frame.stage.practice?.agreement?.[part] ?? 0,
      ),
    ]),
  ),
};

const BODY: Readonly<Record<string, Quantity>> = {
  id: quantity(0, MAX_INT, "who it is", ({ performer }) => performer?.person.id ?? 0),
  slot: quantity(0, SLOTS, "slot that the person holds, from 1", ({ performer }) => performer?.slot ?? 0),
  order: quantity(0, SLOTS, "number among the people of this frame, from 0", ({ order }) => order),
  age: quantity(0, 1e6, "seconds since the person came", ({ performer }) => performer?.age ?? 0),
  x: quantity(
    0,
    1,
    "middle of the hips, picture widths from the left",
    ({ figure }) => figure?.centre.x ?? Number.NaN,
  ),
  y: quantity(
    0,
    1,
    "middle of the hips, picture heights from the top",
    ({ figure }) => figure?.centre.y ?? Number.NaN,
  ),
  vx: quantity(
    -10,
    10,
    "its speed to the right, picture widths a second",
    (scope) => (scope.figure?.velocity.x ?? Number.NaN) / aspect(scope),
  ),
  vy: quantity(
    -10,
    10,
    "its speed downwards, picture heights a second",
    ({ figure }) => figure?.velocity.y ?? Number.NaN,
  ),
  acceleration: quantity(
    -100,
    100,
    "how fast that speed grows, picture heights a second squared",
    ({ performer }) => performer?.acceleration ?? 0,
  ),
  heading: quantity(
    0,
    360,
    "where the body faces, degrees on the floor seen from above: 0 to the picture's right, 90 away from the camera",
    ({ figure }) => 360 * shareOfTurn((figure && hipAngle(figure.body)) ?? Number.NaN),
  ),
  tall: quantity(0, 10, "from the lowest to the highest keypoint, metres", ({ figure }) => tallness(figure)),
  "box.x": quantity(0, 1, "middle of the box around the keypoints", ({ figure }) =>
    middle(range(figure, "x")),
  ),
  "box.y": quantity(0, 1, "middle of that box, from the top", ({ figure }) => middle(range(figure, "y"))),
  "box.width": quantity(0, 1, "width of that box, of the picture", ({ figure }) =>
    extent(range(figure, "x")),
  ),
  "box.height": quantity(0, 1, "height of that box, of the picture", ({ figure }) =>
    extent(range(figure, "y")),
  ),
};

const KEYPOINTS: Readonly<Record<string, Quantity>> = Object.fromEntries(
  JOINTS.flatMap((joint) =>
    (["x", "y", "score"] as const).map((part) => [
      `${joint}.${part}`,
      quantity(0, 1, `${part} of the ${joint.replaceAll("_", " ")}`, ({ figure }) =>
        figure ? (figure.image[J[joint]]?.[part] ?? Number.NaN) : Number.NaN,
      ),
    ]),
  ),
);

const SIGNAL_QUANTITIES: Readonly<Record<string, Quantity>> = Object.fromEntries(
  ALL_SIGNALS.map(({ name, definition, smoothing, circular }): [string, Quantity] => [
    name,
    {
      ...{ min: 0, max: 1, description: definition, smoothing, circular },
      read: ({ frame, performer }) => signalOf(frame, performer, name),
    },
  ]),
);

/** By the names that presets and mappings use. */
export const QUANTITIES: Readonly<Record<string, Quantity>> = {
  ...SIGNAL_QUANTITIES,
  ...SCENE,
  ...BODY,
  ...KEYPOINTS,
  ...PRACTICE,
};

/** Those that the reference lists besides the signals. */
export const OTHER_QUANTITIES: Readonly<Record<string, Quantity>> = { ...SCENE, ...BODY, ...PRACTICE };

type Range = readonly [least: number, most: number];

function range(figure: Figure | null, axis: "x" | "y"): Range {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of figure?.image ?? []) {
    if (point === null || point.score === 0) continue;
    least = Math.min(least, point[axis]);
    most = Math.max(most, point[axis]);
  }
  return [least, most];
}

const middle = ([least, most]: Range) => (least + most) / 2;
const extent = ([least, most]: Range) => most - least;

function tallness(figure: Figure | null): number {
  const heights = (figure?.body ?? []).flatMap((point) => point?.y ?? []);
  return Math.max(...heights) - Math.min(...heights);
}
