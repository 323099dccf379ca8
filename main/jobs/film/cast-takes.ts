import { initialControls } from "../../../shared/commands/controls.ts";
import type { LookName } from "../../../shared/commands/parameters.ts";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../../shared/stage.ts";
import type { TakeFrame } from "../../archive/take.ts";
import { loadSettings } from "../../config/load-settings.ts";
import { FigureMaker } from "../../engine/stage/figure.ts";
import { between, packed, unpacked } from "../../inputs/playback/packed-pose.ts";
import { RoomCamera } from "../../inputs/room-camera.ts";
import { Completion } from "../../motion/completion.ts";
import { bodyHeight, proportionsOf } from "../../motion/proportions.ts";

/** Two frames of a take that lie nearer than this are one moment, and those farther apart than `GAP` have nobody between. */
const SAME: Seconds = 1e-3;
const GAP: Seconds = 0.4;

/** What one of two takes is on the stage. */
export const FILM_ROLES = ["dancer", "partner"] as const;
type Role = (typeof FILM_ROLES)[number];

/** Who is in the film, in the order of time. */
export interface FilmCast {
  readonly dancer: readonly TakeFrame[];
  /** Empty where she dances alone. */
  readonly partner: readonly TakeFrame[];
  /** Of the picture that image points refer to, in both. */
  readonly picture: { readonly width: number; readonly height: number };
}

/**
 * Takes as frames of the stage, one for each moment that either has. Where both know where everybody is in the picture
 * they are drawn there; else a camera that stands still shows the room, with the partner beside the dancer, as on the
 * stage.
 */
export function* stageFramesOf(cast: FilmCast, look: LookName): Generator<StageFrame> {
  const { picture } = cast;
  const aspect = picture.width / picture.height;
  const controls = initialControls(loadSettings({ overrides: { look } }));
  const inRoom = roomCamera(cast, aspect, controls.parameters.partnerDistance);
  const names = partnerNames(cast);
  const makers = new Map<string, Drawn>();
  const draw = (role: Role, pose: Pose): Figure | null => {
    const key = `${role} ${pose.id}`;
    const drawn = makers.get(key) ?? new Drawn();
    makers.set(key, drawn);
    return drawn.figure(t, inRoom ? { ...pose, image: inRoom(role, pose) } : pose, aspect);
  };
  let t = 0;
  let count = 0;
  for (t of momentsOf(cast)) {
    const partners = new Map(
      peopleAt(cast.partner, t).map((pose) => [names.get(pose.id) ?? pose.id, draw("partner", pose)]),
    );
    const dancers = new Map(peopleAt(cast.dancer, t).map((pose) => [pose.id, draw("dancer", pose)]));
    const ids = new Set([...dancers.keys(), ...partners.keys()]);
    const people = [...ids].flatMap((id) => {
      const [live, partner] = [dancers.get(id) ?? null, partners.get(id) ?? null];
      return live || partner ? [personOf(id, live ?? UNSEEN, partner)] : [];
    });
    yield {
      ...{ frame: count++, t, ...picture },
      ...{
        ...controls,
        people,
        alone: null,
        events: [],
        reason: null,
        ignored: [],
        music: null,
        practice: null,
      },
      timing: { detect: 0, predict: 0, total: 0 },
    };
  }
}

/** Somebody as she is drawn, over time. */
class Drawn {
  readonly #completion = new Completion();
  readonly #maker = new FigureMaker();
  #height: number | null = null;

  /** null until all her joints are known. */
  figure(t: Seconds, pose: Pose, aspect: number): Figure | null {
    const motion = this.#completion.complete(pose, aspect);
    if (!motion) return null;
    this.#height ??= bodyHeight(proportionsOf(motion.body));
    const { image, body } = pose;
    const seen = { image: image ?? UNSEEN.image, body: body ?? motion.body, motion };
    return this.#maker.make(t, seen, this.#height, aspect);
  }
}

/** Somebody of whom no joint is known: her partner is there without her. */
const UNSEEN: Figure = {
  image: new Array<null>(JOINT_COUNT).fill(null),
  body: new Array<null>(JOINT_COUNT).fill(null),
  root: { x: 0, y: 0, z: 0 },
  centre: { x: 0.5, y: 0.5 },
  velocity: { x: 0, y: 0 },
  energy: 0,
};

const personOf = (id: number, live: Figure, partner: Figure | null): StagePerson => ({
  ...{ id, live, partner, turn: "listening", phraseSeconds: 0, progress: 0, options: [], grid: null },
  ...{ chosen: null, gesture: null, foreseen: null, nextGenerator: "model" },
});

/** A pair of takes of one person each belongs together, whatever their ids. */
function partnerNames({ dancer, partner }: FilmCast): ReadonlyMap<number, number> {
  const [of, by] = [idsOf(partner), idsOf(dancer)];
  return of.size === 1 && by.size === 1 ? new Map([[[...of][0]!, [...by][0]!]]) : new Map();
}

const idsOf = (frames: readonly TakeFrame[]): ReadonlySet<number> =>
  new Set(frames.flatMap(({ people }) => people.map(({ id }) => id)));

/** Times that either take has, each once. */
function* momentsOf({ dancer, partner }: FilmCast): Generator<Seconds> {
  let last = Number.NEGATIVE_INFINITY;
  for (let d = 0, p = 0; d < dancer.length || p < partner.length; ) {
    const [one, other] = [
      dancer[d]?.t ?? Number.POSITIVE_INFINITY,
      partner[p]?.t ?? Number.POSITIVE_INFINITY,
    ];
    const t = Math.min(one, other);
    if (one <= t) d++;
    if (other <= t) p++;
    if (t - last < SAME) continue;
    last = t;
    yield t;
  }
}

/** Who is in a take at a moment, halfway between its frames if need be. */
function peopleAt(frames: readonly TakeFrame[], t: Seconds): readonly Pose[] {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle]!.t <= t + SAME) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [frames[low - 1], frames[low]];
  if (!before || t - before.t > GAP) return [];
  if (!after || t - before.t < SAME || after.t - before.t > GAP) return before.people;
  const share = (t - before.t) / (after.t - before.t);
  return before.people.map((pose) => {
    const next = after.people.find(({ id }) => id === pose.id);
    return next ? unpacked(between(packed(pose), packed(next), share)) : pose;
  });
}

/** null where everybody has a place in the picture, or nobody has a body. */
function roomCamera(
  { dancer, partner }: FilmCast,
  aspect: number,
  apart: number,
): ((role: Role, pose: Pose) => Pose["image"]) | null {
  const all = { dancer, partner };
  const poses = (role: Role) => all[role].flatMap(({ people }) => people);
  const known = FILM_ROLES.flatMap(poses);
  if (known.every(({ image }) => image !== null) || known.every(({ body }) => body === null)) return null;
  const camera = new RoomCamera(aspect);
  const placed = (role: Role, { body, root }: Pose) => {
    // To the camera's left, which is the right of a stage that is a mirror.
    const aside = role === "partner" ? apart : 0;
    const { x, y, z } = root ?? { x: 0, y: -Math.min(...(body ?? []).map((point) => point?.y ?? 0)), z: 0 };
    return { x: x - aside, y, z };
  };
  for (const role of FILM_ROLES)
    for (const pose of poses(role)) if (pose.body) camera.frame(pose.body, placed(role, pose));
  return (role, pose) => (pose.body ? camera.project(pose.body, placed(role, pose)) : pose.image);
}
