import type { Clock } from "../../shared/clock.ts";
import type { Controls } from "../../shared/commands/controls.ts";
import { controlsAfter, type EngineCommand } from "../../shared/commands/table.ts";
import type { NoPose, Pose, Seconds, SourceFrame } from "../../shared/pose.ts";
import type { Figure, StageEvent, StageFrame } from "../../shared/stage.ts";
import type { Generator } from "../generators/generator.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import type { Partner } from "./partner/partner.ts";
import { growTogether } from "./partner/rollout.ts";
import { StyleCondition } from "./partner/style-condition.ts";
import type { TurnEvent } from "./phrase/turn-taking.ts";
import { tooDark } from "./pose/darkness.ts";
import type { PoseDetector } from "./pose/detector.ts";
import { PoseTracker } from "./pose/tracker.ts";
import type { EngineSettings } from "./settings.ts";
import { AttractMode } from "./stage/attract-mode.ts";
import { Dancer } from "./stage/dancer.ts";
import { Duet } from "./stage/duet.ts";

/** Without a source frame for this long the camera counts as gone; before that its frames are late. */
const CAMERA_GONE: Seconds = 2;
/** A frame may be so much older than what the stage shows already; one that is older still begins anew. */
const LATE: Seconds = 1;
const NEXT: Seconds = 0.001;
/** Share of the temperature at which the partner dances alone. */
const CALM = 0.5;

export interface EngineParts {
  readonly settings: EngineSettings;
  readonly controls: Controls;
  /** null where every source brings poses of its own. */
  readonly detector: PoseDetector | null;
  readonly mind: Generator;
  /** What the partner goes on from while nobody is there, on the mind's grid; empty: the stage stays empty. */
  readonly phrase: readonly MotionFrame[];
  readonly clock: Clock;
  readonly random: Random;
  /** Number of the first StageFrame: an engine that takes over from another goes on counting. */
  readonly firstFrame: number;
  /** Number of the first person that its own eyes find; 1 when missing. */
  readonly firstId?: number;
}

/** Who is on the stage. */
type Shown = Pick<StageFrame, "people" | "alone">;

/**
 * The whole flow: Frame -> Pose -> Phrase -> Prediction -> StageFrame. What comes out depends on the frames, their
 * times, the settings, the commands and the random generator alone; the clock only measures how long it took.
 */
export class Engine {
  readonly #parts: EngineParts;
  #tracker: PoseTracker;
  /** Whether people come with ids of their own, as a take's do; null before the first. */
  #named: boolean | null = null;
  /** Whether those of this frame are not those of the one before, whatever their ids. */
  #strangers = false;
  /** The highest id of anybody until now. */
  #lastId: number;
  readonly #dancers = new Map<number, Dancer>();
  #controls: Controls;
  #shown: Shown = { people: [], alone: null };
  /** Who was there when the stage was frozen; null while it is not. */
  #held: Shown | null = null;
  #frame: number;
  /** Since the last frame. */
  readonly #asked: EngineCommand[] = [];
  readonly #leaning: StyleCondition;
  readonly #duet = new Duet();
  readonly #alone: AttractMode | null;
  #picture = { width: 16, height: 9 };
  #lastSource: Seconds | null = null;
  #stagedAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(parts: EngineParts) {
    const { firstId = 1 } = parts;
    this.#parts = parts;
    this.#lastId = firstId - 1;
    this.#tracker = this.#newTracker();
    this.#controls = parts.controls;
    this.#leaning = new StyleCondition(parts.mind.styles);
    this.#alone = parts.phrase.length > 0 ? new AttractMode(parts.mind, parts.phrase) : null;
    this.#frame = parts.firstFrame;
  }

  command(command: EngineCommand): void {
    this.#controls = controlsAfter(this.#controls, command);
    this.#asked.push(command);
  }

  /** One source frame through the whole flow. One call at a time: the caller waits for it (see FrameLoop). */
  async process(frame: SourceFrame): Promise<StageFrame> {
    const arrived = this.#parts.clock.now();
    const { poses, reason } = await this.#findPoses(frame);
    const detected = this.#parts.clock.now();
    this.#picture = frame;
    this.#lastSource = frame.t;
    return this.#stage(frame.t, poses, reason, arrived, detected);
  }

  /** What is shown at `t` though no source frame came: the partners dance on. */
  idle(t: Seconds): StageFrame {
    const now = this.#parts.clock.now();
    const waited = t - (this.#lastSource ?? Number.NEGATIVE_INFINITY);
    return this.#stage(t, [], waited > CAMERA_GONE ? "camera-gone" : "frames-late", now, now);
  }

  /** Idle frames may have gone ahead of a slow source, which does not take the stage back in time. */
  #onwards(t: Seconds): Seconds {
    const isLate = t <= this.#stagedAt && t > this.#stagedAt - LATE;
    return isLate ? this.#stagedAt + NEXT : t;
  }

  async #findPoses(frame: SourceFrame): Promise<{ poses: readonly Pose[]; reason: NoPose | null }> {
    if (frame.tag === "poses") {
      const poses = this.#identify(frame.t, frame.people, frame.width / frame.height);
      return { poses, reason: poses.length > 0 ? null : (frame.reason ?? "nobody") };
    }
    const { detector } = this.#parts;
    if (!detector) throw new Error("pictures were sent to an engine without a detector");
    this.#meet(false);
    const detections = await detector.detect(frame);
    const poses = this.#tracker.update(frame.t, frame.width / frame.height, detections);
    if (poses.length > 0) return { poses, reason: null };
    return { poses, reason: tooDark(frame) ? "too-dark" : "nobody" };
  }

  /** Poses whose maker cannot tell people apart come with id 0 and go through the tracker, as ours do. */
  #identify(t: Seconds, people: readonly Pose[], aspect: number): readonly Pose[] {
    const named = people.length > 0 && people.every((pose) => pose.id > 0);
    if (people.length > 0) this.#meet(named);
    if (named) {
      return people.slice(0, this.#parts.settings.maxPeople);
    }
    const detections = people.flatMap(({ image, body }) => (image ? [{ image, body }] : []));
    return this.#tracker.update(t, aspect, detections);
  }

  /** Those who bring their ids are others than those whom our tracker knows by the same ones, and new to it. */
  #meet(named: boolean): void {
    if (named === this.#named) return;
    this.#strangers = this.#named !== null;
    this.#named = named;
    this.#tracker = this.#newTracker();
  }

  #newTracker(): PoseTracker {
    const { maxPeople, smoothing } = this.#parts.settings;
    const firstId = this.#lastId + 1;
    return new PoseTracker({ maxPeople, smoothing: smoothing.enabled ? smoothing : null, firstId });
  }

  #stage(
    at: Seconds,
    poses: readonly Pose[],
    reason: NoPose | null,
    arrived: Seconds,
    detected: Seconds,
  ): StageFrame {
    const { width, height } = this.#picture;
    const aspect = width / height;
    const t = this.#onwards(at);
    this.#stagedAt = t;
    const events = this.#observe(t, poses, aspect);
    const dancers = [...this.#dancers.values()];
    events.push(...this.#takeTurns(t, dancers));
    this.#predict(t, dancers);
    this.#shown =
      this.#controls.frozen && !isEmpty(this.#shown) ? this.#hold() : this.#show(t, dancers, aspect);
    if (!this.#controls.frozen) this.#held = null;
    const done = this.#parts.clock.now();
    return {
      ...{ frame: this.#frame++, t, width, height },
      ...this.#controls,
      ...this.#shown,
      ...{ events, reason },
      timing: {
        detect: 1000 * (detected - arrived),
        predict: 1000 * (done - detected),
        total: 1000 * (done - arrived),
      },
    };
  }

  /** Who leaves does so before others enter, so that her place is free for them. */
  #observe(t: Seconds, poses: readonly Pose[], aspect: number): StageEvent[] {
    const events: StageEvent[] = [];
    const { mind, settings } = this.#parts;
    const here = new Set(poses.map(({ id }) => id));
    const newcomers = poses.filter(({ id }) => !this.#dancers.has(id)).length;
    let surplus = this.#dancers.size + newcomers - settings.maxPeople;
    for (const { id, lastSeen, grace } of this.#dancers.values()) {
      // A source that starts over goes back in time: whoever was seen after `t` belongs to its last round.
      const gone = this.#strangers || t - lastSeen > grace || t < lastSeen;
      // Somebody who is out of sight makes room for somebody who is not.
      if (!gone && (surplus <= 0 || here.has(id))) continue;
      surplus--;
      this.#dancers.delete(id);
      events.push({ event: "leave", id });
    }
    this.#strangers = false;
    for (const pose of poses) {
      this.#lastId = Math.max(this.#lastId, pose.id);
      let dancer = this.#dancers.get(pose.id);
      if (!dancer) {
        dancer = new Dancer(pose.id, t, mind, settings, this.#controls);
        this.#dancers.set(pose.id, dancer);
        events.push({ event: "enter", id: pose.id });
      }
      dancer.observe(t, pose, aspect);
    }
    return events;
  }

  /** In options mode the first dancer chooses; the others, whose grids would lie over hers, are shadowed. */
  #takeTurns(t: Seconds, dancers: readonly Dancer[]): StageEvent[] {
    const events = dancers.flatMap((dancer, index) => {
      const mode = index > 0 && this.#controls.mode === "options" ? "shadow" : this.#controls.mode;
      const happened = [...dancer.takeTurn(t, { ...this.#controls, mode })];
      for (const command of this.#asked) happened.push(...obey(dancer.partner, t, command));
      return happened.map((event) => ({ event, id: dancer.id }));
    });
    this.#asked.length = 0;
    return events;
  }

  /** Everybody's look ahead as one batch, everybody's answers as another. */
  #predict(t: Seconds, dancers: readonly Dancer[]): void {
    const { mind, random } = this.#parts;
    const { temperature } = this.#controls.parameters;
    const weights = this.#leaning.weights(t, this.#controls.blend);
    const foreseen = dancers.flatMap(({ partner }) => partner.wantsForeseen(t) ?? []);
    const answered = dancers.flatMap(({ partner }) => partner.wantsAnswered(t));
    growTogether(mind, foreseen, { temperature: 0, weights }, random);
    growTogether(mind, answered, { temperature, weights }, random);
    if (dancers.length > 0 || !this.#alone) return;
    growTogether(mind, this.#alone.wants(t), { temperature: CALM * temperature, weights }, random);
  }

  /** As they were shown last; an engine that takes over a frozen stage has to show somebody first. */
  #hold(): Shown {
    this.#held ??= held(this.#shown);
    return this.#held;
  }

  /** The dancers and their partners; while there are none, the partner dancing alone. */
  #show(t: Seconds, dancers: readonly Dancer[], aspect: number): Shown {
    const { mode, parameters } = this.#controls;
    const shared = mode === "duet" && parameters.duet === "one";
    const companies = shared ? this.#duet.assignments(t, dancers) : [];
    const people = dancers.flatMap(
      (dancer, index) => dancer.show(t, aspect, companies[index] ?? "own") ?? [],
    );
    if (people.length > 0) this.#alone?.rest();
    return { people, alone: people.length > 0 ? null : (this.#alone?.show(t, aspect) ?? null) };
  }
}

function obey(partner: Partner, t: Seconds, command: EngineCommand): readonly TurnEvent[] {
  switch (command.command) {
    case "answer":
      return partner.answerNow(t);
    case "option":
      return partner.choose(t, command.value - 1);
    case "restart":
      return partner.restart(t);
    default:
      return [];
  }
}

const isEmpty = ({ people, alone }: Shown): boolean => people.length === 0 && alone === null;

/** The same picture of everybody, without motion. */
function held({ people, alone }: Shown): Shown {
  const still = (figure: Figure): Figure => ({ ...figure, velocity: { x: 0, y: 0 }, energy: 0 });
  return {
    alone: alone && still(alone),
    people: people.map((person) => ({
      ...person,
      live: still(person.live),
      partner: person.partner && still(person.partner),
      options: person.options.map(still),
    })),
  };
}
