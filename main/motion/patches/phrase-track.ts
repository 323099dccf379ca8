import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { BONE_COUNT, BONE_NAMES, bodyOf, bonesOfJoints, UPPER_BODY } from "../bones.ts";
import { type Clip, clipOf, ROOT_AT, rowAt } from "../clip.ts";
import { acrossOf, faceForward, type Heading, headingAcross } from "../heading.ts";
import type { MotionFrame } from "../motion-frame.ts";
import { type Proportions, withProportions } from "../proportions.ts";

/*
 * A phrase as patches of it are compared: wherever it is danced, and whichever way it faces. A frame has the bones as
 * seen from the dancer, metres, the height of the hips, and how these move and turn. Velocities stand for the way that
 * they lead within a moment, so that everything is in metres, and the same at every rate.
 */

/** The bones come first, then the height of the hips. */
export const HEIGHT_AT = 3 * BONE_COUNT;
export const WAY_AT = HEIGHT_AT + 1;
export const TURN_AT = WAY_AT + 2;
/** Numbers of a frame that are compared, */
export const COMPARED = TURN_AT + 1; // 58
/** and that it has: where the dancer faces, as cosine and sine, and where she is in the room, go along. */
const FACING_AT = COMPARED;
const PLACE_AT = FACING_AT + 2;
export const WIDTH = PLACE_AT + 2; // 62
/** The moment that velocities are taken for. */
export const MOMENT: Seconds = 0.3;
/** How far a turn moves a body, metres a radian: about half the width of its shoulders. */
export const LEVER = 0.2;

/** Who has come to face, or be, elsewhere than the phrase has her, returns within so long, */
const RETURNS: Seconds = 2;
/** no faster than this: radians, and metres, a second. */
const FASTEST_TURN = 0.4;
const FASTEST_WAY = 0.15;
/** A heading is a mean over so much to either side. */
const STEADY: Seconds = 0.15;
/** Frames, from a loop's first on, at which a seam would show. */
const NEAR_SEAM = [-2, -1, 0, 1];

/** Where a track begins in the room: metres, and the angle of a heading, radians. */
export interface Start {
  readonly x: number;
  readonly z: number;
  readonly angle: number;
}

/** [frames, 62] of at least two frames; the way into the first is that into the second. */
export function trackOf(frames: readonly MotionFrame[], fps: number): Float32Array {
  const clip = clipOf(frames);
  const headings = headingsOf(clip, fps);
  const track = new Float32Array(frames.length * WIDTH);
  const perMoment = MOMENT * fps;
  for (let frame = 0; frame < frames.length; frame++) {
    const row = rowAt(clip, frame);
    const out = track.subarray(frame * WIDTH, (frame + 1) * WIDTH);
    const to = headings[frame]!;
    faceForward(bonesOfJoints(row.subarray(0, ROOT_AT)), to, out);
    out[HEIGHT_AT] = row[ROOT_AT + 1]!;
    out.set([to.cos, to.sin, row[ROOT_AT]!, row[ROOT_AT + 2]!], FACING_AT);
    if (frame === 0) continue;
    const before = rowAt(clip, frame - 1);
    const from = headings[frame - 1]!;
    const [x, z] = [row[ROOT_AT]! - before[ROOT_AT]!, row[ROOT_AT + 2]! - before[ROOT_AT + 2]!];
    out[WAY_AT] = (x * from.cos + z * from.sin) * perMoment;
    out[WAY_AT + 1] = (z * from.cos - x * from.sin) * perMoment;
    const turn = Math.atan2(to.sin * from.cos - to.cos * from.sin, to.cos * from.cos + to.sin * from.sin);
    out[TURN_AT] = turn * LEVER * perMoment;
  }
  track.copyWithin(WAY_AT, WIDTH + WAY_AT, WIDTH + COMPARED);
  return track;
}

/** Where a phrase begins. */
export function startOf(frames: readonly MotionFrame[], fps: number): Start {
  const { cos, sin } = headingsOf(clipOf(frames), fps)[0]!;
  const { x, z } = frames[0]!.root;
  return { x, z, angle: Math.atan2(sin, cos) };
}

/** Where the dancer faces, without what hips and shoulders show of it for moments, as when they are on end. */
function headingsOf(clip: Clip, fps: number): readonly Heading[] {
  const reach = Math.round(STEADY * fps);
  const across = Array.from({ length: clip.frames }, (_, frame) => acrossOf(rowAt(clip, frame)));
  return across.map((_, frame) => {
    let [x, z] = [0, 0];
    for (let near = Math.max(0, frame - reach); near <= Math.min(clip.frames - 1, frame + reach); near++) {
      const weight = 1 - Math.abs(near - frame) / (reach + 1);
      x += weight * across[near]!.x;
      z += weight * across[near]!.z;
    }
    return headingAcross(x, z);
  });
}

/** The inverse of `trackOf`, from a place in the room on, as a body of these proportions dances it. */
export function* framesOf(
  track: Float32Array,
  fps: number,
  start: Start,
  proportions: Proportions,
): Generator<MotionFrame, void> {
  let at = start;
  for (let frame = 0; frame < track.length / WIDTH; frame++) {
    if (frame > 0) at = goneOn(at, track, frame, fps);
    const row = track.subarray(frame * WIDTH, (frame + 1) * WIDTH);
    const bones = new Float32Array(3 * BONE_COUNT);
    const back = { cos: Math.cos(at.angle), sin: -Math.sin(at.angle) };
    faceForward(row.subarray(0, HEIGHT_AT), back, bones);
    const body = withProportions(bodyOf(bones), proportions);
    yield { body, root: { x: at.x, y: row[HEIGHT_AT]!, z: at.z } };
  }
}

/** The way into a frame, as seen from the dancer before it, metres, and how far she turns, radians. */
export function wayInto(
  track: Float32Array,
  frame: number,
  fps: number,
): { readonly left: number; readonly ahead: number; readonly turn: number } {
  const perMoment = MOMENT * fps;
  const [left, ahead, turn] = track.subarray(frame * WIDTH + WAY_AT, frame * WIDTH + COMPARED);
  return { left: left! / perMoment, ahead: ahead! / perMoment, turn: turn! / (LEVER * perMoment) };
}

/** Makes the way into a frame, and the turn, so many times longer, in place. */
export function scaleWay(track: Float32Array, frame: number, by: number): void {
  for (let i = frame * WIDTH + WAY_AT; i < frame * WIDTH + COMPARED; i++) track[i]! *= by;
}

/** Copies where one track is in the room, and faces, to another of the same length, in place: see `keepPlace`. */
export function takePlace(from: Float32Array, to: Float32Array): void {
  for (let row = 0; row < to.length; row += WIDTH)
    for (let i = row + FACING_AT; i < row + WIDTH; i++) to[i] = from[i]!;
}

/** Where somebody is after the way into a frame. */
export function goneOn({ x, z, angle }: Start, track: Float32Array, frame: number, fps: number): Start {
  const { left, ahead, turn } = wayInto(track, frame, fps);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    x: x + left * cos - ahead * sin,
    z: z + left * sin + ahead * cos,
    angle: angle + turn,
  };
}

/**
 * Draws a track, in place, to where its frames were danced: in another order ways and turns add up to others, and who
 * danced to the audience, in the middle of the room, would end up elsewhere.
 */
export function keepPlace(track: Float32Array, fps: number, start: Start): void {
  const perMoment = MOMENT * fps;
  const longest = FASTEST_WAY / fps;
  let at = start;
  for (let frame = 1; frame < track.length / WIDTH; frame++) {
    const row = track.subarray(frame * WIDTH, (frame + 1) * WIDTH);
    const next = goneOn(at, track, frame, fps);
    const facing = Math.atan2(row[FACING_AT + 1]!, row[FACING_AT]!) - next.angle;
    const turn = Math.atan2(Math.sin(facing), Math.cos(facing)) / (RETURNS * fps);
    row[TURN_AT]! += clamp(turn, -FASTEST_TURN / fps, FASTEST_TURN / fps) * LEVER * perMoment;
    const [x, z] = [row[PLACE_AT]! - next.x, row[PLACE_AT + 1]! - next.z];
    const share = Math.min(1 / (RETURNS * fps), longest / (Math.hypot(x, z) || 1));
    goBy(row, share * x, share * z, at.angle, fps);
    at = goneOn(at, track, frame, fps);
  }
}

/** Adds a way through the room, metres, to the way into a frame, of who faces so before it. */
function goBy(row: Float32Array, x: number, z: number, angle: number, fps: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  row[WAY_AT]! += (x * cos + z * sin) * MOMENT * fps;
  row[WAY_AT + 1]! += (z * cos - x * sin) * MOMENT * fps;
}

/**
 * Of a loop, in place: the way into the first frame leads from the last to where the first is, and faces. What is
 * missing of it is spread over all frames.
 */
export function closeLoop(track: Float32Array, fps: number): void {
  const frames = track.length / WIDTH;
  const around = () => {
    let at: Start = { x: 0, z: 0, angle: 0 };
    for (let frame = 1; frame <= frames; frame++) at = goneOn(at, track, frame % frames, fps);
    return at;
  };
  const { angle } = around();
  // The nearest number of whole turns.
  const turn = Math.atan2(Math.sin(angle), Math.cos(angle)) / frames;
  for (let frame = 0; frame < frames; frame++) track[frame * WIDTH + TURN_AT]! -= turn * LEVER * MOMENT * fps;
  const { x, z } = around();
  let at: Start = { x: 0, z: 0, angle: 0 };
  for (let frame = 1; frame <= frames; frame++) {
    const { angle: facing } = at;
    at = goneOn(at, track, frame % frames, fps);
    const row = (frame % frames) * WIDTH;
    goBy(track.subarray(row, row + WIDTH), -x / frames, -z / frames, facing, fps);
  }
}

/** The same loop from where it is accelerated least on, so that its seam is where nobody sees it. */
export function fromCalmest(
  loop: Float32Array,
  fps: number,
  start: Start,
): { readonly loop: Float32Array; readonly start: Start } {
  const frames = loop.length / WIDTH;
  const row = (frame: number) => ((frame + frames) % frames) * WIDTH;
  const accelerations = Array.from({ length: frames }, (_, frame) => {
    let square = 0;
    for (let i = 0; i < COMPARED; i++) {
      const second = loop[row(frame - 1) + i]! - 2 * loop[row(frame) + i]! + loop[row(frame + 1) + i]!;
      square += second * second;
    }
    return square;
  });
  const around = accelerations.map((_, frame) =>
    Math.max(...NEAR_SEAM.map((off) => accelerations[(frame + off + frames) % frames]!)),
  );
  const begin = around.indexOf(Math.min(...around));
  let at = start;
  for (let frame = 1; frame <= begin; frame++) at = goneOn(at, loop, frame, fps);
  const turned = new Float32Array(loop.length);
  turned.set(loop.subarray(begin * WIDTH));
  turned.set(loop.subarray(0, begin * WIDTH), loop.length - begin * WIDTH);
  return { loop: turned, start: at };
}

/** How much is danced: the mean way from one frame to the next, as they are compared. */
export function livelinessOf(track: Float32Array): number {
  const frames = track.length / WIDTH;
  let sum = 0;
  for (let frame = 1; frame < frames; frame++) {
    let square = 0;
    for (let i = frame * WIDTH; i < frame * WIDTH + COMPARED; i++)
      square += (track[i]! - track[i - WIDTH]!) ** 2;
    sum += Math.sqrt(square);
  }
  return sum / Math.max(1, frames - 1);
}

/** Columns of a half of the body; hips, and where they are, go with the legs. */
export type Half = "upper" | "lower";

const LOWER = new Set([
  ...BONE_NAMES.flatMap((_, bone) =>
    UPPER_BODY.includes(bone) ? [] : [3 * bone, 3 * bone + 1, 3 * bone + 2],
  ),
  ...Array.from({ length: WIDTH - HEIGHT_AT }, (_, column) => HEIGHT_AT + column),
]);

/** Copies one half of the body from one track to another of the same length, in place. */
export function keepHalf(half: Half, from: Float32Array, to: Float32Array): void {
  for (let at = 0; at < to.length; at++) if (LOWER.has(at % WIDTH) === (half === "lower")) to[at] = from[at]!;
}
