import type { Seconds } from "../../shared/pose.ts";
import { approachFactor, decay } from "../../shared/smoothing.ts";
import { add, mixPoints, scaled, subtract, type Vector, vectorLength } from "./vectors.ts";

/** Time constant of the motion's speed. */
const SPEED_SETTLES: Seconds = 0.05;
/** Near the floor, and off it: heights of the toes over their lowest of late, metres. */
const NEAR = 0.05;
const OFF = 0.08;
/** The lowest is forgotten with this time constant. */
const LOWEST_FORGOTTEN: Seconds = 5;
/** A planted foot steps when the motion's is this far away, metres; so many times as far while the other is off the floor. */
const FARTHEST = 0.14;
const FARTHEST_ON_ONE = 1.4;
/** Only one that is down steps: shown no higher than this above the motion's, metres. */
const DOWN = 0.01;
/** A foot that is farther away than this is not planted yet, metres. */
const NEAREST = 0.1;
/** A step takes so long, and until this share of it may change where it goes: */
const STEP: Seconds = 0.25;
const AIMED = 0.7;
/** to where the motion's foot will be this much later, at most so many metres ahead. */
const AHEAD: Seconds = 0.5;
const FARTHEST_AHEAD = 0.11;
/** How high it lifts the foot: as a share of its length, and metres at most. */
const LIFT = 0.4;
const HIGHEST = 0.08;
/** A foot that is planted comes to rest with this time constant. */
const COMES_TO_REST: Seconds = 0.05;
/** One that is let go returns to the motion's with this half-life; so does the height of one that is planted. */
const HALF_LIFE: Seconds = 0.09;

/** One foot's toes: places in the room, metres, and velocities, metres a second. Never changed once made. */
export interface Foot {
  /** As the motion has it. */
  readonly place: Vector;
  readonly velocity: Vector;
  /** The velocity without its jitter. */
  readonly drift: Vector;
  /** The lowest of late, metres. */
  readonly lowest: number;
  readonly shown: Vector;
  readonly shownVelocity: Vector;
  readonly phase: "free" | "planted" | Step;
}

/** From where, to where, and which share of it is done. */
interface Step {
  readonly from: Vector;
  readonly to: Vector;
  readonly done: number;
}

/** How a motion's feet are held, by how firmly it stands. */
export interface Hold {
  /** Speed of the motion's foot below which it is planted, and above which it is let go, metres a second. */
  readonly plant: number;
  readonly release: number;
  /** How high above its lowest a free foot is at least, metres for each metre a second of its speed. */
  readonly clearance: number;
}

const STILL: Vector = { x: 0, y: 0, z: 0 };

/** A foot that was seen once. */
export const footAt = (place: Vector): Foot => ({
  ...{ place, velocity: STILL, drift: STILL, lowest: place.y },
  ...{ shown: place, shownVelocity: STILL, phase: "free" },
});

/** How fast the motion has it slide along the floor, metres a second. */
export const slidingSpeed = ({ drift }: Foot): number => vectorLength(drift.x, 0, drift.z);

/** The foot when the motion has it elsewhere; shown where it was. */
export function moved(foot: Foot, place: Vector, seconds: Seconds): Foot {
  const velocity = scaled(subtract(place, foot.place), 1 / seconds);
  return {
    ...foot,
    place,
    velocity,
    drift: mixPoints(foot.drift, velocity, approachFactor(seconds, SPEED_SETTLES)),
    lowest: Math.min(
      place.y,
      foot.lowest + (place.y - foot.lowest) * approachFactor(seconds, LOWEST_FORGOTTEN),
    ),
  };
}

/** Whether it is planted now, free, or begins a step. */
export function inPhase(foot: Foot, other: Foot, { plant, release }: Hold): Foot {
  const { phase, place, shown, lowest } = foot;
  const speed = slidingSpeed(foot);
  const height = place.y - lowest;
  const away = vectorLength(place.x - shown.x, 0, place.z - shown.z);
  if (phase === "free") {
    return speed < plant && height < NEAR && away < NEAREST ? { ...foot, phase: "planted" } : foot;
  }
  if (speed > release || height > OFF) return { ...foot, phase: "free" };
  if (phase !== "planted") return foot;
  const farthest = other.phase === "planted" ? FARTHEST : FARTHEST_ON_ONE * FARTHEST;
  return away > farthest && shown.y - place.y < DOWN
    ? { ...foot, phase: { from: shown, to: place, done: 0 } }
    : foot;
}

/** The foot, shown a moment later as its phase has it. @param before as the motion had it the moment before. */
export function shownAfter(foot: Foot, before: Foot, { clearance }: Hold, seconds: Seconds): Foot {
  if (foot.phase === "free") return returning(foot, before, clearance, seconds);
  if (foot.phase === "planted") return resting(foot, before, seconds);
  return stepping(foot, foot.phase, seconds);
}

/** It returns to the motion's; one that the motion drags fast along the floor is lifted off it. */
function returning(foot: Foot, before: Foot, clearance: number, seconds: Seconds): Foot {
  const cleared = Math.min(HIGHEST, clearance * slidingSpeed(foot)) - (foot.place.y - foot.lowest);
  const raised = { ...STILL, y: Math.max(0, cleared) };
  const offset = subtract(subtract(foot.shown, before.place), raised);
  const left = sprung(offset, subtract(foot.shownVelocity, before.velocity), seconds);
  return {
    ...foot,
    shown: add(add(foot.place, raised), left.offset),
    shownVelocity: add(foot.velocity, left.velocity),
  };
}

/** It comes to rest where it is; its height becomes the motion's. */
function resting(foot: Foot, before: Foot, seconds: Seconds): Foot {
  const { x, z } = scaled(foot.shownVelocity, decay(seconds, COMES_TO_REST));
  const left = sprung(
    { ...STILL, y: foot.shown.y - before.place.y },
    { ...STILL, y: foot.shownVelocity.y - before.velocity.y },
    seconds,
  );
  return {
    ...foot,
    shown: {
      x: foot.shown.x + x * seconds,
      y: foot.place.y + left.offset.y,
      z: foot.shown.z + z * seconds,
    },
    shownVelocity: { x, y: foot.velocity.y + left.velocity.y, z },
  };
}

/** What is left of an offset, and of its velocity: it decays as a critically damped spring does, see inertializer.ts. */
function sprung(offset: Vector, velocity: Vector, seconds: Seconds): { offset: Vector; velocity: Vector } {
  const rate = (2 * Math.LN2) / HALF_LIFE;
  const share = Math.exp(-rate * seconds);
  const pull = add(velocity, scaled(offset, rate));
  return {
    offset: scaled(add(offset, scaled(pull, seconds)), share),
    velocity: scaled(subtract(velocity, scaled(pull, rate * seconds)), share),
  };
}

/** From rest to rest with the least jerk (Flash and Hogan 1985). */
function stepping(foot: Foot, step: Step, seconds: Seconds): Foot {
  const { from } = step;
  const done = Math.min(1, step.done + seconds / STEP);
  const ahead = Math.min(AHEAD, FARTHEST_AHEAD / Math.max(slidingSpeed(foot), 1e-6));
  const to = done < AIMED ? add(foot.place, scaled(foot.drift, (1 - done) * STEP + ahead)) : step.to;
  const share = done ** 3 * (10 - 15 * done + 6 * done ** 2);
  const lift = Math.min(HIGHEST, LIFT * vectorLength(to.x - from.x, 0, to.z - from.z));
  const { x, z } = mixPoints(from, to, share);
  const shown = { x, y: foot.place.y + lift * Math.sin(Math.PI * done) ** 2, z };
  const isOver = done === 1;
  return {
    ...foot,
    shown,
    shownVelocity: isOver
      ? { ...STILL, y: foot.velocity.y }
      : scaled(subtract(shown, foot.shown), 1 / seconds),
    phase: isOver ? "planted" : { from, to, done },
  };
}
