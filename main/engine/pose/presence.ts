import { mix } from "../../../shared/numbers.ts";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import { type AppearanceDescriptor, describeAppearance } from "./appearance-descriptor.ts";

/** Place, size and pose of a body in one picture. A camera that shakes changes the place, and not the pose. */
export type Form = Pick<AppearanceDescriptor, "x" | "y" | "scale" | "joints">;

/**
 * What a body can claim. dancer: she has moved. unproven: it has not, but is not known for long either. still: it has
 * never moved, as a poster, a mannequin, or a coat on a chair.
 */
export type Claim = "dancer" | "unproven" | "still";

/** A body that has not moved for so long since it was first seen is still. */
export const NEVER_MOVED: Seconds = 5;
/** A dancer at rest for so long, who has not even shifted her weight, is still too: nobody stands like that. */
export const LONGEST_REST: Seconds = 120;

/** Time constant of the mean of a pose: jitter goes, movement stays. */
const SETTLE: Seconds = 0.2;
/** Only so many of the fastest joints count: slow arms alone are dancing too, but one jittering hand is not. */
const FASTEST = 6;
/** Of whom fewer joints are seen nothing can be told. */
const FEWEST = 3;
/** Joints that are seen worse are guessed, and guesses jump. */
const MIN_SCORE = 0.5;
/**
 * The mean pose has changed when those joints are so far from where they were, metres on the body, and farther where
 * they jitter, as those of a picture that is small or hard to make out.
 */
const STIR = { least: 0.05, times: 2, most: 0.12 };
/** Time constant of the mean jitter, which is taken to be large at first. */
const JITTER: Seconds = 1;
const FIRST_JITTER = 0.04;
/** A body has moved when its pose changed again and again for so long; one that was still, only after longer. */
const MOVES = { first: 0.2, still: 0.6 };
/** Changes farther apart are not one movement, */
const LONGEST_PAUSE: Seconds = 3;
/** and a pause counts as movement only so far. */
const LONGEST_STEP: Seconds = 0.5;
/** Joints that are faster, metres a second, have leapt: they were mistaken before, or are now. */
const LEAP = 3;
/** Who has come so far, metres on the body, has walked, however stiff: a camera that is shaken moves a picture by less. */
const TRAVEL = 1;

/** A body is at rest when its pose has not changed for so long. */
const REST: Seconds = 1;
/** Nobody comes back to her pose and place as exactly as a picture does: metres on the body. */
const SAME = { pose: 0.04, place: 0.06, size: 0.06 };
/** For so long somebody may have walked before a picture. What moves for longer has moved, wherever it comes to rest. */
const DISTURBANCE: Seconds = 5;
/** After that, only a long rest makes a place to come back to. */
const LONG_REST: Seconds = 10;
/** While it may have been somebody, it is believed for so long, and for so many times the length of what it did. */
const CREDIT = { least: 2, times: 2 };

/** Where a body was at rest last, and what it had moved and rested until then. */
interface Home {
  readonly form: Form;
  readonly moved: Seconds;
  readonly rested: Seconds;
}

/** null where too little of the body is known. @param aspect width / height of the picture. */
export function formOf({ image, body }: Pose, aspect: number): Form | null {
  if (image) return describeAppearance({ image, body }, aspect);
  if (!body) return null;
  return {
    x: 0,
    y: 0,
    scale: 1,
    joints: body.map((point) => point && { x: point.x, y: -point.y, score: 1 }),
  };
}

/** What is known of how one body has moved by itself, from frame to frame. */
export class Presence {
  #t: Seconds;
  /** As it was seen last and before that, and the mean of late. */
  #seen: Form | null = null;
  #before: Form | null = null;
  #mean: Form | null = null;
  /** The mean since which it has not changed. */
  #since: Form | null = null;
  #changedAt: Seconds = Number.NEGATIVE_INFINITY;
  /** Standard deviation of the joints that jitter most, about. */
  #jitter = FIRST_JITTER;
  /** For how long it has been as it is, while it was seen. */
  #rested: Seconds = 0;
  /** The same, since it last leapt. */
  #calm: Seconds = 0;
  /** For how long it has moved, all in all. */
  #moved: Seconds = 0;
  /** For how much longer it is unproven before it is still. */
  #patience = NEVER_MOVED;
  #home: Home | null = null;
  /** For how long it has been at rest elsewhere, or in another pose. */
  #away: Seconds = 0;

  constructor(t: Seconds) {
    this.#t = t;
  }

  get claim(): Claim {
    if (this.#moved >= (this.#patience > 0 ? MOVES.first : MOVES.still)) return "dancer";
    return this.#patience > 0 ? "unproven" : "still";
  }

  /** For how much longer it may be somebody though it does not move. */
  get patience(): Seconds {
    return this.#patience;
  }

  /** It has given its place to somebody else: without moving it gets none again. */
  yield(): void {
    this.#patience = 0;
  }

  /** @param form null where it cannot be told, which proves nothing. */
  see(t: Seconds, form: Form | null): void {
    const passed = t - this.#t;
    this.#t = t;
    if (!form) return;
    const leapt =
      this.#seen !== null && poseDifference(this.#seen, form) > LEAP * passed + STIR.times * this.#jitter;
    if (this.#seen && this.#before && !leapt) {
      // The second difference of something that jitters has six times its variance; that of a dance is small.
      const jitter = poseDifference(mixed(this.#before, this.#seen, 2), form) / Math.sqrt(6);
      this.#jitter += (jitter - this.#jitter) * approachFactor(passed, JITTER);
    }
    this.#before = this.#seen;
    this.#seen = form;
    if (!this.#mean || !this.#since || leapt) {
      this.#mean = form;
      this.#since = form;
      this.#calm = 0;
      return;
    }
    this.#mean = mixed(this.#mean, form, approachFactor(passed, SETTLE));
    if (hasTravelled(this.#since, this.#mean)) this.#moved += MOVES.still;
    else if (
      poseDifference(this.#since, this.#mean) <= Math.min(STIR.most, STIR.least + STIR.times * this.#jitter)
    ) {
      this.#rest(Math.min(passed, LONGEST_STEP), this.#mean);
      return;
    }
    this.#stir(t, this.#mean);
  }

  /** Whether a body that has just been found is this one, which went out of sight: the same picture as before. */
  isLike(form: Form): boolean {
    return this.#mean !== null && isSame(this.#mean, form, 2);
  }

  /** It is found again, maybe after the source has gone back in time. */
  resume(t: Seconds): void {
    this.#t = t;
    this.#seen = null;
    this.#changedAt = Number.NEGATIVE_INFINITY;
  }

  #stir(t: Seconds, mean: Form): void {
    const pause = t - this.#changedAt;
    if (pause < LONGEST_PAUSE) this.#moved += Math.min(pause, LONGEST_STEP);
    this.#changedAt = t;
    this.#since = mean;
    this.#rested = 0;
    this.#calm = 0;
  }

  #rest(passed: Seconds, mean: Form): void {
    this.#rested += passed;
    if (this.claim !== "dancer") {
      this.#patience -= passed;
      if (this.#rested > LONGEST_PAUSE) this.#moved = 0;
    }
    this.#calm += passed;
    if (this.#calm < REST) return;
    const home = this.#home;
    if (home && isSame(home.form, mean)) {
      if (this.#moved > home.moved) this.#comeHome(home);
      // Slowly: what it looks like while somebody steps before it is not how it was at rest.
      const form = mixed(home.form, mean, approachFactor(passed, REST));
      this.#home = { form, moved: this.#moved, rested: this.#rested };
      this.#away = 0;
    } else if (this.#moved <= DISTURBANCE || this.#rested >= LONG_REST) {
      this.#away += passed;
      if (this.#away < REST) return;
      this.#home = { form: mean, moved: this.#moved, rested: this.#rested };
    }
    if (this.#rested < LONGEST_REST) return;
    this.#moved = 0;
    this.#patience = 0;
  }

  /** What it did since it was in this very place and pose was a disturbance: it does not count. */
  #comeHome({ moved, rested }: Home): void {
    const away = this.#moved - moved;
    if (away > DISTURBANCE) return;
    this.#moved = moved;
    this.#rested += rested;
    if (this.claim !== "dancer")
      this.#patience = Math.max(this.#patience, CREDIT.least + CREDIT.times * away);
  }
}

/** How far the joints that have moved farthest are apart on the body, metres; those that are not seen count as unmoved. */
function poseDifference(a: Form, b: Form): number {
  const ways: number[] = [];
  const guessed: number[] = [];
  for (let joint = 0; joint < a.joints.length; joint++) {
    const [p, q] = [a.joints[joint], b.joints[joint]];
    if (!p || !q) continue;
    const isSeen = Math.min(p.score, q.score) >= MIN_SCORE;
    (isSeen ? ways : guessed).push(Math.hypot(p.x - q.x, p.y - q.y));
  }
  // Of somebody who is seen badly all over, guesses are all there is.
  const known = ways.length < FEWEST ? [...ways, ...guessed] : ways;
  if (known.length < FEWEST) return 0;
  const farthest = known.sort((x, y) => y - x).slice(0, FASTEST);
  return farthest.reduce((sum, way) => sum + way, 0) / FASTEST;
}

function mixed(before: Form, now: Form, share: number): Form {
  return {
    x: mix(before.x, now.x, share),
    y: mix(before.y, now.y, share),
    scale: mix(before.scale, now.scale, share),
    joints: now.joints.map((point, joint) => {
      const last = before.joints[joint];
      return last && point
        ? { x: mix(last.x, point.x, share), y: mix(last.y, point.y, share), score: point.score }
        : point;
    }),
  };
}

function hasTravelled(from: Form, to: Form): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > TRAVEL * Math.max(from.scale, to.scale);
}

function isSame(a: Form, b: Form, tolerance = 1): boolean {
  return (
    Math.hypot(a.x - b.x, a.y - b.y) < tolerance * SAME.place * a.scale &&
    Math.abs(Math.log(b.scale / a.scale)) < tolerance * SAME.size &&
    poseDifference(a, b) < tolerance * SAME.pose
  );
}
