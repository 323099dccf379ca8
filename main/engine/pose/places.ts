import { type Box, cellAt } from "../../../shared/grid.ts";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import type { IgnoredBody } from "../../../shared/stage.ts";
import { type Claim, type Form, formOf, Presence } from "./presence.ts";

export interface PlacesOptions {
  readonly maxPeople: number;
  /** Parts of the picture in which nobody is followed. */
  readonly ignore: readonly Box[];
}

/** Who is out of sight for longer has left her place, and is nobody who is known when she comes back. */
export const MAX_AGE: Seconds = 1.2;
/** Whoever has just come cannot have moved yet: she yields only after this. */
const ARRIVAL: Seconds = 1;
/** Still bodies that are out of sight are remembered, so many of them, */
const MOST_REMEMBERED = 8;
/** and for so long while they could have been found. */
const REMEMBERED: Seconds = 60;

interface Body {
  readonly pose: Pose;
  readonly visit: Visit;
}

/** What is known of one id. */
interface Visit {
  presence: Presence;
  readonly since: Seconds;
  seen: Seconds;
  /** Whether it was followed in the last picture that it was in. */
  followed: boolean;
  where: { readonly x: number; readonly y: number };
}

/** A body that had not moved when it went out of sight. */
interface Remembered {
  readonly presence: Presence;
  readonly where: Visit["where"];
  missing: Seconds;
}

/**
 * Who of those seen is followed. Whoever has moved keeps her place as long as she is there; what has never moved holds
 * one only while nobody else needs it, and not for long: it may be a poster.
 */
export class Places {
  readonly #options: PlacesOptions;
  readonly #visits = new Map<number, Visit>();
  #remembered: Remembered[] = [];
  #t: Seconds = Number.NEGATIVE_INFINITY;
  #searching = true;
  #ignored: readonly IgnoredBody[] = [];

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  /** Whether a place is free for a dancer, so that others should be looked for. */
  get searching(): boolean {
    return this.#searching;
  }

  /** Who is seen, or was until all places were taken, and is not followed for what it is or where. */
  get ignored(): readonly IgnoredBody[] {
    return this.#ignored;
  }

  /**
   * Those of `poses` that are followed, in their order. A time before the last is a new beginning: only what has never
   * moved is known again.
   */
  choose(t: Seconds, aspect: number, poses: readonly Pose[]): readonly Pose[] {
    if (t < this.#t) this.reset();
    const passed = t - this.#t;
    this.#t = t;
    const { maxPeople } = this.#options;
    const inAreas = poses.filter((pose) => this.#isInArea(pose, aspect));
    const bodies = poses.filter((pose) => !inAreas.includes(pose)).map((pose) => this.#see(t, pose, aspect));
    this.#forget(t, passed);
    const seats = this.#seats(t, bodies);
    const followed = new Set(seats.slice(0, maxPeople));
    for (const body of bodies) this.#settle(body, followed);
    const dancers = bodies.filter((body) => followed.has(body) && claimOf(body) === "dancer");
    this.#searching = dancers.length < maxPeople;
    this.#ignored = [
      ...inAreas.map((pose): IgnoredBody => ({ why: "area", ...hipsOf(pose, aspect) })),
      ...bodies
        .filter((body) => claimOf(body) === "still")
        .map(({ visit }): IgnoredBody => ({ why: "still", ...visit.where })),
      ...this.#remembered.map(({ where }): IgnoredBody => ({ why: "still", ...where })),
    ];
    return bodies.filter((body) => followed.has(body)).map(({ pose }) => pose);
  }

  /** Ids mean other people from now on. */
  reset(): void {
    for (const visit of this.#visits.values()) this.#remember(visit);
    this.#visits.clear();
    this.#t = Number.NEGATIVE_INFINITY;
  }

  #isInArea(pose: Pose, aspect: number): boolean {
    const { x, y } = hipsOf(pose, aspect);
    return pose.image !== null && cellAt(this.#options.ignore, x, y) !== null;
  }

  #see(t: Seconds, pose: Pose, aspect: number): Body {
    const form = formOf(pose, aspect);
    let visit = this.#visits.get(pose.id);
    if (!visit) {
      visit = { presence: new Presence(t), since: t, seen: t, followed: false, where: { x: 0, y: 0 } };
      this.#visits.set(pose.id, visit);
    }
    // The first looks at a body may be less exact.
    if (form && t - visit.since < ARRIVAL && visit.presence.claim !== "dancer")
      this.#recognize(t, visit, form);
    visit.presence.see(t, form);
    visit.seen = t;
    visit.where = hipsOf(pose, aspect);
    return { pose, visit };
  }

  /** What has never moved is known by its place and pose, whichever id it has now. */
  #recognize(t: Seconds, visit: Visit, form: Form): void {
    const known = this.#remembered.find(({ presence }) => presence.isLike(form));
    if (!known) return;
    this.#remembered = this.#remembered.filter((other) => other !== known);
    known.presence.resume(t);
    visit.presence = known.presence;
  }

  #forget(t: Seconds, passed: Seconds): void {
    for (const [id, visit] of this.#visits) {
      if (t - visit.seen <= MAX_AGE) continue;
      this.#visits.delete(id);
      this.#remember(visit);
    }
    if (!this.#searching || !Number.isFinite(passed)) return;
    for (const each of this.#remembered) each.missing += passed;
    this.#remembered = this.#remembered.filter(({ missing }) => missing < REMEMBERED);
  }

  #remember({ presence, where }: Visit): void {
    if (presence.claim === "dancer") return;
    this.#remembered = [...this.#remembered, { presence, where, missing: 0 }].slice(-MOST_REMEMBERED);
  }

  /** Those who may be followed, who has most right to a place first. */
  #seats(t: Seconds, bodies: readonly Body[]): Body[] {
    const seated = (claim: Claim, followed: boolean, fresh?: boolean) =>
      bodies.filter(
        (body) =>
          claimOf(body) === claim &&
          body.visit.followed === followed &&
          (fresh ?? isFresh(body)) === isFresh(body),
      );
    const isFresh = ({ visit }: Body) => t - visit.since < ARRIVAL;
    const first = [
      ...seated("dancer", true),
      ...seated("unproven", true, true),
      ...seated("dancer", false),
      // Whoever has just come may be somebody; what has been there for longer had its chance to move.
      ...seated("unproven", false, true),
    ];
    const then = [...seated("unproven", true, false), ...seated("unproven", false, false)].sort(
      (a, b) => b.visit.presence.patience - a.visit.presence.patience,
    );
    // The place of a dancer who is out of sight for a moment is not for a poster.
    const free = this.#options.maxPeople - first.length - this.#absent(t);
    return [...first, ...then.slice(0, Math.max(0, free))];
  }

  /** Dancers whose places are kept. */
  #absent(t: Seconds): number {
    return [...this.#visits.values()].filter(
      ({ seen, followed, presence }) => seen < t && followed && presence.claim === "dancer",
    ).length;
  }

  #settle(body: Body, followed: ReadonlySet<Body>): void {
    const { visit } = body;
    const gaveWay = visit.followed && !followed.has(body) && claimOf(body) === "unproven";
    if (gaveWay) visit.presence.yield();
    visit.followed = followed.has(body);
  }
}

const claimOf = ({ visit }: Body) => visit.presence.claim;

/** Middle of the hips in the picture, or of the body where a hip is unknown. */
function hipsOf(pose: Pose, aspect: number): { x: number; y: number } {
  const [left, right] = [pose.image?.[J.left_hip], pose.image?.[J.right_hip]];
  if (left && right) return { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const form = formOf(pose, aspect);
  return { x: (form?.x ?? 0) / aspect, y: form?.y ?? 0 };
}
