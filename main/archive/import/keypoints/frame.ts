import { clamp } from "../../../../shared/numbers.ts";
import { J } from "../../../../shared/skeleton.ts";
import { quote, TakeFault } from "../../take.ts";
import {
  type FoundPerson,
  inSpace,
  isKnown,
  isLayout,
  type Keypoint,
  personOf,
  stage19Of,
} from "./person.ts";

/*
 * One frame of keypoints in JSON. Every program writes it in its own way:
 *
 *     OpenPose     {"people": [{"pose_keypoints_2d": [x, y, score, ...]}]}
 *     tfjs         [{"keypoints": [{"x", "y", "score", "name"}], "keypoints3D": [...], "id"}]
 *     MediaPipe    {"poseLandmarks": [{"x", "y", "z", "visibility"}], "poseWorldLandmarks": [...]}, or a list for each
 *                  person, or such a list alone
 *     others       [[x, y, score], ...], [[x, y, z], ...], [[x, y, z, score], ...]
 */

/** Landmarks in the picture and in the room, by the names that MediaPipe's versions give them. */
const IMAGE_KEYS = ["poseLandmarks", "pose_landmarks", "landmarks", "landmark", "keypoints"];
const WORLD_KEYS = [
  ...["poseWorldLandmarks", "pose_world_landmarks", "worldLandmarks", "world_landmarks"],
  ...["keypoints3D", "keypoints3d", "keypoints_3d"],
];
/** Lists of people. */
export const PEOPLE_KEYS = ["people", "poses", "persons"];
/** Lighting is sent ids as whole numbers of 32 bits; ours count from 1. */
const HIGHEST_ID = 2 ** 31 - 1;
/** The index finger's knuckle among the 21 keypoints of a hand of OpenPose's. */
const KNUCKLE = 5;

type Record = Readonly<{ [key: string]: unknown }>;

export const isRecord = (value: unknown): value is Record =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether it has keypoints at all: what has none is another kind of JSON. */
export const hasKeypoints = (value: unknown): boolean =>
  isRecord(value) && [...PEOPLE_KEYS, ...IMAGE_KEYS, ...WORLD_KEYS].some((key) => key in value);

/** The landmarks of a record that are in the picture, and those in the room, however they are called. */
export const landmarksIn = (value: Record): { readonly image: unknown; readonly world: unknown } => ({
  image: firstOf(value, IMAGE_KEYS),
  world: firstOf(value, WORLD_KEYS),
});

/** Everybody in a frame. @throws TakeFault */
export function peopleOf(frame: unknown): readonly FoundPerson[] {
  if (frame === null || frame === undefined) return [];
  if (Array.isArray(frame))
    return isKeypoints(frame) ? [personOf(keypointsIn(frame), null)] : frame.flatMap(someone);
  return someone(frame);
}

/** A person, or what holds several. */
function someone(value: unknown): readonly FoundPerson[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [personOf(keypointsIn(value), null)];
  if (!isRecord(value)) throw new TakeFault(`${quote(JSON.stringify(value))}, expected somebody's keypoints`);
  const people = firstOf(value, PEOPLE_KEYS);
  if (Array.isArray(people)) return people.flatMap(person);
  return person(value);
}

function person(value: unknown): readonly FoundPerson[] {
  if (Array.isArray(value)) return someone(value);
  if (!isRecord(value))
    throw new TakeFault(`${quote(JSON.stringify(value) ?? "")}, expected somebody's keypoints`);
  if ("pose_keypoints_2d" in value) return openPosePerson(value);
  // Where nobody was found the keys are missing, or have nothing in them.
  const { image, world } = landmarksIn(value);
  if (!isListOfPeople(image ?? world)) return withLandmarks(image, world, idOf(value.id));
  const [images, worlds] = [listOf(image), listOf(world)];
  return (image === undefined ? worlds : images).flatMap((_, index) =>
    withLandmarks(images[index], worlds[index], null),
  );
}

function withLandmarks(image: unknown, world: unknown, id: number | null): readonly FoundPerson[] {
  const seen = keypointsIn(image);
  const placed = keypointsIn(world).map((point, index) => {
    // Some versions give the score with the landmark in the picture alone.
    const score = Math.min(point?.score ?? 1, seen[index]?.score ?? 1);
    return point && { ...point, score };
  });
  if (seen.length === 0 && placed.length === 0) return [];
  if (placed.length === 0) return [personOf(seen, id)];
  return [
    {
      id,
      image: seen.length === 0 ? null : stage19Of(seen),
      body: inSpace(stage19Of(placed)),
    },
  ];
}

/** The knuckles come from the hands, which are lists of their own; older versions number nobody, newer ones with -1. */
function openPosePerson(value: Record): readonly FoundPerson[] {
  const body = keypointsIn(value.pose_keypoints_2d);
  if (body.length === 0) return [];
  const image = [...stage19Of(body)];
  for (const [joint, key] of [
    [J.left_index, "hand_left_keypoints_2d"],
    [J.right_index, "hand_right_keypoints_2d"],
  ] as const) {
    const knuckle = keypointsIn(value[key])[KNUCKLE];
    image[joint] = knuckle && isKnown(knuckle) ? knuckle : null;
  }
  const id = value.person_id;
  return [{ id: idOf(Array.isArray(id) ? id[0] : id), image, body: null }];
}

const idOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < HIGHEST_ID ? value : null;

function firstOf(value: Record, keys: readonly string[]): unknown {
  const found = value[keys.find((key) => value[key] != null) ?? ""];
  // MediaPipe's protocol buffers, written as JSON, hold the list in an object.
  return isRecord(found) && "landmark" in found ? found.landmark : found;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** One person's keypoints, and no list of people. */
export const isKeypoints = (list: readonly unknown[]): boolean =>
  list.some((one) => isRecord(one) && "x" in one) || (isLayout(list.length) && list.some(isNumbers));

const isNumbers = (value: unknown): boolean => Array.isArray(value) && typeof value[0] === "number";

export const isListOfPeople = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => Array.isArray(one) && !isNumbers(one));

/** @throws TakeFault */
function keypointsIn(value: unknown): readonly (Keypoint | null)[] {
  if (value == null) return [];
  if (!Array.isArray(value))
    throw new TakeFault(`${quote(JSON.stringify(value))}, expected a list of keypoints`);
  const list = typeof value[0] === "number" ? inGroups(value) : value;
  // Of three numbers the last is a score where it can be one for all: depths are below 0, or in pixels.
  const isScore = list.every(
    (one) => !Array.isArray(one) || one.length !== 3 || (one[2] >= 0 && one[2] <= 1),
  );
  return list.map((one) => keypoint(one, isScore));
}

/** A flat list of numbers as one of three or four for each keypoint. */
function inGroups(numbers: readonly unknown[]): readonly (readonly unknown[])[] {
  const size = [3, 4].find((one) => isLayout(numbers.length / one)) ?? 3;
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, index) =>
    numbers.slice(index * size, (index + 1) * size),
  );
}

function keypoint(value: unknown, thirdIsScore: boolean): Keypoint | null {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const [x, y, third, fourth] = value as readonly unknown[];
    const score = thirdIsScore && value.length === 3 ? third : fourth;
    const z = thirdIsScore && value.length === 3 ? null : third;
    return { x: number(x), y: number(y), z: z == null ? null : number(z), score: scoreOf(score), name: "" };
  }
  if (!isRecord(value)) throw new TakeFault(`${quote(JSON.stringify(value) ?? "")}, expected a keypoint`);
  const { x, y, z, score, visibility, confidence, name } = value;
  return {
    ...{ x: number(x), y: number(y), z: z == null ? null : number(z) },
    score: scoreOf(score ?? visibility ?? confidence),
    name: typeof name === "string" ? name : "",
  };
}

/** NaN for what is none, which is a joint that is not known. */
const number = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);

/** Detectors overshoot a little, and COCO's own labels say 2 for visible. */
const scoreOf = (value: unknown): number => (typeof value === "number" ? clamp(value) : 1);
