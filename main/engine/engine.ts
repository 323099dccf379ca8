import type { Clock } from "../../shared/clock.ts";
import type { Controls } from "../../shared/commands/controls.ts";
import { controlsAfter, type EngineCommand } from "../../shared/commands/table.ts";
import { type Music, musicAt } from "../../shared/music.ts";
import type { NoPose, Pose, Seconds, SourceFrame } from "../../shared/pose.ts";
import type { Figure, StageEvent, StageFrame } from "../../shared/stage.ts";
import type { PracticeReference } from "../coaching/practice/reference.ts";
import type { GeneratorSet } from "../generators/generator-set.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import { Ear } from "./music/ear.ts";
import type { MomentArchive } from "./partner/archive-dance.ts";
import type { Partner } from "./partner/partner.ts";
import { extendRollouts } from "./partner/rollout.ts";
import { Script } from "./partner/script.ts";
import { StyleCondition } from "./partner/style-condition.ts";
import type { TurnEvent } from "./phrase/turn-taking.ts";
import { Crossing } from "./pose/crossing.ts";
import { tooDark } from "./pose/darkness.ts";
import type { PoseDetector } from "./pose/detector.ts";
import { People } from "./pose/people.ts";
import { PracticeSession } from "./practice/practice-session.ts";
import type { EngineSettings } from "./settings.ts";
import { AttractMode } from "./stage/attract-mode.ts";
import { Dancer } from "./stage/dancer.ts";
import { Duet } from "./stage/duet.ts";

/** Without a source frame for this long the camera counts as gone; before that its frames are late. */
const CAMERA_GONE: Seconds = 2;
/** A source frame older than the last StageFrame by up to this is late; by more, the source has started over. */
const LATE: Seconds = 1;
/** By which a late frame is put after the last StageFrame. */
const NEXT: Seconds = 0.001;
/** Share of the temperature that is set, for the partner that dances alone. */
const ALONE_TEMPERATURE = 0.5;

export interface EngineParts {
  readonly settings: EngineSettings;
  readonly controls: Controls;
  /** null where every source brings poses of its own. */
  readonly detector: PoseDetector | null;
  readonly generators: GeneratorSet;
  /** What the mode `archive` dances; null or missing where there is none. */
  readonly archive?: MomentArchive | null;
  /** What the partner continues while nobody is there, at the generator's rate; empty: the stage stays empty. */
  readonly phrase: readonly MotionFrame[];
  readonly clock: Clock;
  readonly random: Random;
  /** Number of the first StageFrame: an engine that takes over from another goes on counting. */
  readonly firstFrame: number;
  /** Number of the first person that its own detector finds; 1 when missing. */
  readonly firstId?: number;
}

/** What a source frame shows. */
interface Seen {
  readonly poses: readonly Pose[];
  readonly reason: NoPose | null;
  /** What the source says that the partner dances; null for nothing, missing where no frame came. */
  readonly partner?: Pose | null;
}

/** Who is on the stage. */
type Shown = Pick<StageFrame, "people" | "alone">;

/**
 * The whole flow: Frame -> Pose -> Phrase -> Continuation -> StageFrame. What comes out depends on the frames, their
 * times, the settings, the commands and the random generator alone; the clock only measures how long it took.
 * A frame takes the commands that came before its poses were known; later ones wait for the next frame.
 */
export class Engine {
  readonly #parts: EngineParts;
  readonly #people: People;
  /** Whether people come with ids of their own, as a take's do; null before the first. */
  #haveIds: boolean | null = null;
  /** Whether ids now come from elsewhere than before, so that nobody is known by theirs. */
  #idsChanged = false;
  /** The highest id of anybody until now. */
  #lastId: number;
  readonly #dancers = new Map<number, Dancer>();
  readonly #crossing = new Crossing();
  readonly #script = new Script();
  #controls: Controls;
  #shown: Shown = { people: [], alone: null };
  /** Who was there when the stage was frozen; null while it is not. */
  #held: Shown | null = null;
  #frame: number;
  /** Since the last frame. */
  readonly #commands: EngineCommand[] = [];
  #mannerChanged = false;
  readonly #styleCondition: StyleCondition;
  readonly #duet = new Duet();
  readonly #attractMode: AttractMode | null;
  #picture = { width: 16, height: 9 };
  #lastSource: Seconds | null = null;
  #latency: Seconds = 0;
  readonly #ear = new Ear();
  #practice: PracticeSession | null = null;
  #stagedAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(parts: EngineParts) {
    const { firstId = 1 } = parts;
    this.#parts = parts;
    this.#lastId = firstId - 1;
    const { smoothing, ...places } = parts.settings;
    this.#people = new People({ ...places, smoothing: smoothing.enabled ? smoothing : null }, firstId);
    this.#controls = parts.controls;
    this.#styleCondition = new StyleCondition(parts.generators.styles);
    this.#attractMode = parts.phrase.length > 0 ? new AttractMode(parts.generators, parts.phrase) : null;
    this.#frame = parts.firstFrame;
  }

  command(command: EngineCommand): void {
    const before = this.#controls;
    this.#controls = controlsAfter(before, command);
    this.#mannerChanged ||= !isSameManner(before, this.#controls);
    this.#commands.push(command);
  }

  /** What is known of the music from now on; null for nothing. */
  hear(music: Music | null): void {
    this.#ear.hear(music);
  }

  /** What is practised from now on; null for nothing. @param pass number of its next pass */
  practise(reference: PracticeReference | null, pass = 1): void {
    this.#practice = reference && new PracticeSession(reference, pass);
  }

  /** One source frame through the whole flow. One call at a time: the caller waits for it (see FrameLoop). */
  async process(frame: SourceFrame): Promise<StageFrame> {
    const arrived = this.#parts.clock.now();
    if (this.#crossing.follow(frame.cuts ?? 0)) this.#cut();
    const seen = await this.#findPoses(frame);
    const detected = this.#parts.clock.now();
    this.#picture = frame;
    this.#lastSource = frame.t;
    this.#latency = frame.latency ?? 0;
    return this.#stage(frame.t, seen, arrived, detected);
  }

  /** What is shown at `t` though no source frame came: the partners dance on. One call at a time, as of `process`. */
  async idle(t: Seconds): Promise<StageFrame> {
    const now = this.#parts.clock.now();
    const waited = t - (this.#lastSource ?? Number.NEGATIVE_INFINITY);
    const reason = waited > CAMERA_GONE ? "camera-gone" : "frames-late";
    return this.#stage(t, { poses: [], reason }, now, now);
  }

  /** Another source, or the same from elsewhere: whoever is on the stage goes on as whoever is seen there. */
  #cut(): void {
    this.#crossing.cut(this.#dancers.keys());
    this.#haveIds = null;
    this.#people.restart(this.#lastId + 1);
    this.#script.cut();
    for (const dancer of this.#dancers.values()) dancer.cut(this.#stagedAt);
  }

  /** What the source says that the partner dances, in the room that the stage goes on in. */
  #follow(t: Seconds, partner: Pose | null, aspect: number): void {
    const root = partner?.root ?? null;
    this.#script.follow(t, partner && root && { ...partner, root: this.#crossing.inRoom(root) }, aspect);
  }

  /** Idle frames may have gone ahead of a slow source, which does not take the stage back in time. */
  #onwards(t: Seconds): Seconds {
    const isLate = t <= this.#stagedAt && t > this.#stagedAt - LATE;
    return isLate ? this.#stagedAt + NEXT : t;
  }

  async #findPoses(frame: SourceFrame): Promise<Seen> {
    if (frame.tag === "poses") {
      const { partner = null } = frame;
      const poses = this.#identify(frame.t, frame.people, frame.width / frame.height);
      return { poses, partner, reason: poses.length > 0 ? null : (frame.reason ?? "nobody") };
    }
    const { detector } = this.#parts;
    if (!detector) throw new Error("pictures were sent to an engine without a detector");
    this.#identifiedBySource(false);
    const poses = await this.#people.find(detector, frame);
    const partner = null;
    if (poses.length > 0) return { poses, partner, reason: null };
    return { poses, partner, reason: tooDark(frame) ? "too-dark" : "nobody" };
  }

  /** Poses of a source that cannot tell people apart have id 0 and go through the tracker, as detections do. */
  #identify(t: Seconds, people: readonly Pose[], aspect: number): readonly Pose[] {
    const haveIds = people.length > 0 && people.every((pose) => pose.id > 0);
    if (people.length > 0) this.#identifiedBySource(haveIds);
    if (haveIds) return this.#people.choose(t, aspect, people);
    const detections = people.flatMap(({ image, body }) => (image ? [{ image, body }] : []));
    return this.#people.track(t, aspect, detections);
  }

  /** The source's ids and the tracker's are not the same people's: when the one follows the other, all begins anew. */
  #identifiedBySource(haveIds: boolean): void {
    if (haveIds === this.#haveIds) return;
    this.#idsChanged = this.#haveIds !== null;
    this.#haveIds = haveIds;
    if (this.#idsChanged) this.#crossing.forget();
    this.#people.restart(this.#lastId + 1);
  }

  async #stage(
    at: Seconds,
    { poses, partner, reason }: Seen,
    arrived: Seconds,
    detected: Seconds,
  ): Promise<StageFrame> {
    const { width, height } = this.#picture;
    const closed = reason === "closed";
    // One set of controls for the whole frame, whatever is commanded while the generator is awaited.
    const controls = this.#controls;
    const music = this.#ear.followed(this.#latency);
    const aspect = width / height;
    const t = this.#onwards(at);
    this.#stagedAt = t;
    const events = this.#observe(t, poses, aspect, controls, closed);
    if (partner !== undefined) this.#follow(t, partner, aspect);
    const dancers = [...this.#dancers.values()];
    for (const [index, dancer] of dancers.entries())
      dancer.partner.follow(index === 0 ? this.#script.motion : null);
    const asked = this.#commands.some(({ command }) => command === "answer") ? "go-on" : null;
    events.push(...this.#takeTurns(t, dancers, controls, music));
    const again = events.some(({ event, id }) => event === "restart" && id === dancers[0]?.id);
    this.#practiseWith(t, dancers, controls, again ? "restart" : asked);
    if (!closed) await this.#generate(t, dancers, controls, music);
    if (closed) this.#shown = { people: [], alone: null };
    else if (controls.frozen && !isEmpty(this.#shown)) this.#shown = this.#hold();
    else this.#shown = this.#show(t, dancers, aspect, controls);
    if (closed || !controls.frozen) this.#held = null;
    const done = this.#parts.clock.now();
    return {
      ...{ frame: this.#frame++, t, width, height },
      ...controls,
      ...this.#shown,
      ...{ events, reason, ignored: this.#people.ignored },
      music: closed ? null : this.#ear.music && musicAt(this.#ear.music, t),
      practice: controls.mode === "practise" ? (this.#practice?.at(t) ?? null) : null,
      timing: {
        detect: 1000 * (detected - arrived),
        predict: 1000 * (done - detected),
        total: 1000 * (done - arrived),
      },
    };
  }

  /** Who leaves does so before others enter, so that her place is free for them; nobody stays where it is closed. */
  #observe(
    t: Seconds,
    seen: readonly Pose[],
    aspect: number,
    controls: Controls,
    closed: boolean,
  ): StageEvent[] {
    const events: StageEvent[] = [];
    const { generators, settings, archive = null } = this.#parts;
    const placeOf = (id: number) => {
      const dancer = this.#dancers.get(id);
      return dancer && (dancer.figure?.root ?? null);
    };
    const poses = this.#crossing.pass(t, seen, placeOf, this.#lastId);
    const here = new Set(poses.map(({ id }) => id));
    const newcomers = poses.filter(({ id }) => !this.#dancers.has(id)).length;
    let surplus = this.#dancers.size + newcomers - settings.maxPeople;
    for (const { id, lastSeen, grace } of this.#dancers.values()) {
      // A source that starts over goes back in time: whoever was seen after `t` belongs to its last round.
      const gone = closed || this.#idsChanged || t - lastSeen > grace || t < lastSeen;
      // Somebody who is out of sight makes room for somebody who is not.
      if (!gone && (surplus <= 0 || here.has(id))) continue;
      surplus--;
      this.#dancers.delete(id);
      events.push({ event: "leave", id });
    }
    this.#idsChanged = false;
    for (const pose of poses) {
      this.#lastId = Math.max(this.#lastId, pose.id);
      let dancer = this.#dancers.get(pose.id);
      if (!dancer) {
        dancer = new Dancer(pose.id, t, generators, settings, controls, archive);
        this.#dancers.set(pose.id, dancer);
        events.push({ event: "enter", id: pose.id });
      }
      dancer.observe(t, pose, aspect);
    }
    return events;
  }

  /** In options mode the first dancer chooses; the others, whose grids would lie over hers, are shadowed. */
  #takeTurns(t: Seconds, dancers: readonly Dancer[], controls: Controls, music: Music | null): StageEvent[] {
    const events = dancers.flatMap((dancer, index) => {
      const mode = index > 0 && controls.mode === "options" ? "shadow" : controls.mode;
      const happened = [...dancer.takeTurn(t, { ...controls, mode }, music)];
      if (this.#mannerChanged) dancer.partner.changeManner(t);
      for (const command of this.#commands) happened.push(...obey(dancer.partner, t, command));
      return happened.map((event) => ({ event, id: dancer.id }));
    });
    this.#commands.length = 0;
    this.#mannerChanged = false;
    return events;
  }

  /** The first dancer's partner dances the reference, while she may follow it: not while the stage stands still. */
  #practiseWith(
    t: Seconds,
    dancers: readonly Dancer[],
    { mode, parameters, frozen }: Controls,
    asked: "restart" | "go-on" | null,
  ): void {
    const [first] = dancers;
    const { proportions, moving } = first?.partner ?? { proportions: null, moving: false };
    const place = first?.figure?.root;
    const stopped = mode !== "practise" || frozen || this.#script.motion !== null;
    const practises = !stopped && proportions && place;
    const music = this.#ear.followed(0);
    const dancer = practises ? first!.id : null;
    this.#practice?.advance(t, this.#latency, { dancer, stopped, moving, parameters, music }, asked);
    this.#practice?.watch(t, practises ? first!.seenAt(t) : null);
    const motion = practises ? this.#practice?.motion(t, { place, proportions }) : null;
    for (const one of dancers) one.partner.practise(one === first ? (motion ?? null) : null);
  }

  /**
   * Everybody's predictions as one batch, everybody's answers as another. What she is about to do is foreseen from her
   * alone: whether she dances to the music is for her to say.
   */
  async #generate(
    t: Seconds,
    dancers: readonly Dancer[],
    controls: Controls,
    music: Music | null,
  ): Promise<void> {
    const { generators, random } = this.#parts;
    const { temperature, generator } = controls.parameters;
    const styles = this.#styleCondition.weights(t, controls.blend);
    const predictions = dancers.flatMap(({ partner }) => partner.shadowRequest(t) ?? []);
    const answers = dancers.flatMap(({ partner }) => partner.answerRequests(t));
    await extendRollouts(generators, predictions, { temperature: 0, styles }, random);
    await extendRollouts(generators, answers, { temperature, styles }, random);
    if (dancers.length > 0 || !this.#attractMode) return;
    const alone = this.#attractMode.requests(t, generator, music);
    await extendRollouts(generators, alone, { temperature: ALONE_TEMPERATURE * temperature, styles }, random);
  }

  /** As they were shown last; an engine that takes over a frozen stage has to show somebody first. */
  #hold(): Shown {
    this.#held ??= held(this.#shown);
    return this.#held;
  }

  /** The dancers and their partners; while there are none, the partner dancing alone. */
  #show(t: Seconds, dancers: readonly Dancer[], aspect: number, { mode, parameters }: Controls): Shown {
    const shared = mode === "duet" && parameters.duet === "one";
    const assignments = shared ? this.#duet.assignments(t, dancers) : [];
    const people = dancers.flatMap(
      (dancer, index) => dancer.show(t, this.#latency, aspect, assignments[index] ?? "own") ?? [],
    );
    if (people.length > 0) this.#attractMode?.reset();
    if (people.length > 0 || !this.#attractMode) return { people, alone: null };
    return { people, alone: this.#attractMode.show(t, aspect, this.#script.motion) };
  }
}

/** Whether a source frame says that the show is closed: nobody stays, and no partner dances alone. */
export const isClosed = (frame: SourceFrame): boolean => frame.tag === "poses" && frame.reason === "closed";

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

/** Whether continuations are made the same way: a console may say the same again with every frame. */
const isSameManner = (a: Controls, b: Controls): boolean =>
  a.parameters.temperature === b.parameters.temperature &&
  (a.blend === b.blend || JSON.stringify(a.blend) === JSON.stringify(b.blend));

const isEmpty = ({ people, alone }: Shown): boolean => people.length === 0 && alone === null;

/** The same picture of everybody, without motion. */
function held({ people, alone }: Shown): Shown {
  const still = (figure: Figure): Figure => ({ ...figure, velocity: { x: 0, y: 0 }, energy: 0 });
  return {
    alone: alone && still(alone),
    people: people.map((person) => ({
      ...person,
      live: still(person.live),
      shown: person.shown ? still(person.shown) : null,
      partner: person.partner && still(person.partner),
      options: person.options.map(still),
    })),
  };
}
