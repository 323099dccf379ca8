import { type Box, gridCells } from "../../../shared/grid.ts";
import type { Music } from "../../../shared/music.ts";
import type { BodyJoints, Pose, Seconds } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { Figure, HeldGesture, StagePerson } from "../../../shared/stage.ts";
import type { GeneratorSet } from "../../generators/generator-set.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { bodyHeight } from "../../motion/proportions.ts";
import type { MomentArchive } from "../partner/archive-dance.ts";
import { Partner, type PartnerControls } from "../partner/partner.ts";
import type { TurnEvent } from "../phrase/turn-taking.ts";
import { fitCamera } from "../pose/camera.ts";
import type { EngineSettings } from "../settings.ts";
import { Crossfade } from "./crossfade.ts";
import { FigureMaker } from "./figure.ts";
import { type GestureRequest, Gestures, isGesture } from "./gestures.ts";
import { LatencyCompensator } from "./latency-compensator.ts";
import { OptionFigures } from "./option-figures.ts";
import { OptionGrid } from "./option-grid.ts";
import { type PartnerAssignment, PartnerPlace } from "./partner-place.ts";
import { RoomView } from "./room-view.ts";

/** Somebody who is lost from sight is still drawn for this long, fading, before she counts as gone. */
const GRACE: Seconds = 1;
/** Shorter within this share of the picture's width from its sides: there she has probably walked out of it. */
const GRACE_AT_EDGE: Seconds = 0.4;
const EDGE = 0.06;
/** Half-life of what separates her picture before a cut from that after it. */
const CROSSFADE: Seconds = 0.12;
/** In a longer gap between two poses a gesture that was held counts as let go. */
const LONGEST_GAP: Seconds = 0.5;

/** One dancer on the stage, with her partner. */
export class Dancer {
  readonly id: number;
  readonly partner: Partner;
  readonly #view = new RoomView();
  readonly #place = new PartnerPlace(this.#view);
  readonly #live = new FigureMaker();
  readonly #crossfade = new Crossfade(CROSSFADE);
  readonly #generators: GeneratorSet;
  #compensator: LatencyCompensator;
  readonly #gestures: Gestures;
  readonly #optionGrid = new OptionGrid();
  readonly #options = new OptionFigures();
  readonly #since: Seconds;
  #controls: PartnerControls;
  /** After a cut nobody has been seen in her place yet. */
  #isAwaited = false;
  #seen: { readonly t: Seconds; readonly pose: Pose; readonly motion: MotionFrame } | null = null;
  #figure: Figure | null = null;
  #grid: Box | null = null;
  /** Her partner's body as it was shown last. */
  #reference: BodyJoints | null = null;

  constructor(
    id: number,
    t: Seconds,
    generators: GeneratorSet,
    settings: EngineSettings,
    controls: PartnerControls,
    archive: MomentArchive | null,
  ) {
    this.id = id;
    this.#since = t;
    this.#controls = controls;
    this.#gestures = new Gestures(settings.keepGesture);
    this.partner = new Partner(generators, settings, archive);
    this.#generators = generators;
    this.#compensator = new LatencyCompensator(generators);
  }

  /** When she was last seen. */
  get lastSeen(): Seconds {
    return this.#seen?.t ?? this.#since;
  }

  /** How long she may be out of sight before she counts as gone; over a cut, as long as her partner answers. */
  get grace(): Seconds {
    if (this.#isAwaited && this.partner.turn !== "listening") return Number.POSITIVE_INFINITY;
    return this.#fading;
  }

  /** How long she is drawn when she is out of sight. */
  get #fading(): Seconds {
    const x = this.#figure?.centre.x ?? 0.5;
    return x < EDGE || x > 1 - EDGE ? GRACE_AT_EDGE : GRACE;
  }

  /** As she was last drawn. */
  get figure(): Figure | null {
    return this.#figure;
  }

  /** Her body in the room, where she was seen at `t`; null where she was not. */
  seenAt(t: Seconds): MotionFrame | null {
    return this.#seen?.t === t ? this.#seen.motion : null;
  }

  /** Picture heights a metre where she is; 0 before she was seen. */
  get scale(): number {
    return this.#view.scale;
  }

  /** What is seen in her place next is elsewhere, or somebody else: nothing of it is a speed. */
  cut(t: Seconds): void {
    this.partner.cut(t);
    this.#live.cut();
    this.#crossfade.cut();
    this.#place.cut();
    this.#view.cut();
    this.#compensator = new LatencyCompensator(this.#generators);
    this.#isAwaited = true;
  }

  observe(t: Seconds, pose: Pose, aspect: number): void {
    const motion = this.partner.observe(t, pose, aspect);
    if (!motion) return;
    this.#isAwaited = false;
    this.#seen = { t, pose, motion };
    const fit = pose.image && fitCamera(pose.image, motion.body, aspect);
    if (fit) this.#view.update(t, fit, motion.root);
    this.#compensator.observe(t, pose, this.#view, aspect);
  }

  /** Whose turn it is from `t` on, by what she does and by the gestures she makes. */
  takeTurn(t: Seconds, controls: PartnerControls, music: Music | null): readonly TurnEvent[] {
    this.#controls = controls;
    const { partner } = this;
    const { parameters } = controls;
    // Hands that are held on the head do not hand over.
    const gestures = parameters.gestures && this.#gestures.held?.gesture !== "keep";
    const events = partner.takeTurn(t, { ...controls, parameters: { ...parameters, gestures } }, music);
    const unseen = t - this.lastSeen;
    // Between two poses of a slow source the gesture is kept as it is.
    if (controls.parameters.gestures && unseen > 0 && unseen < LONGEST_GAP) return events;
    const pose = this.#seen?.t === t && parameters.gestures && !this.#copies ? this.#seen.pose : null;
    const cells = this.#grid && partner.turn === "choosing" ? this.#cells(this.#grid) : [];
    const request = this.#gestures.update(t, pose && { ...pose, moving: partner.moving, cells });
    if (!request) return events;
    return [...events, ...this.#grant(t, request)];
  }

  /** Whether the reference does what would be a gesture: who does as it does asks for nothing. */
  get #copies(): boolean {
    return this.#controls.mode === "practise" && this.#reference !== null && isGesture(this.#reference);
  }

  #grant(t: Seconds, request: GestureRequest): readonly TurnEvent[] {
    if (request.gesture === "choose") return this.partner.choose(t, request.option);
    return request.gesture === "restart" ? this.partner.restart(t) : ["keep"];
  }

  /**
   * Both bodies as they are drawn at `t`; null until all her joints have been seen once.
   * @param latency how long after `t` that is seen; 0 where nobody knows.
   */
  show(t: Seconds, latency: Seconds, aspect: number, assignment: PartnerAssignment): StagePerson | null {
    const { partner } = this;
    if (!this.#seen || !partner.proportions) return null;
    const { pose, motion } = this.#seen;
    const height = bodyHeight(partner.proportions);
    const image = faded(pose.image ?? UNSEEN, 1 - (t - this.#seen.t) / this.#fading);
    const live = this.#live.make(t, { image, body: pose.body ?? motion.body, motion }, height, aspect);
    this.#figure = live;
    // Somebody who holds still is where she was, and only noise would be foreseen.
    const compensated = this.#controls.parameters.latencyCompensation && partner.moving ? latency : 0;
    const shown = this.#compensator.show(t, compensated, image, motion, this.#view, aspect);
    this.#placeGrid(t, live.centre.x, height, aspect);
    const here = shown?.image ?? image;
    const beside = this.#place.show(t, partner, this.#controls.parameters, live, height, aspect, assignment);
    this.#reference = beside?.body ?? null;
    const drawn = this.#crossfade.show(t, here);
    return {
      id: this.id,
      live,
      shown: shown || drawn !== here ? { ...live, ...shown, image: drawn } : null,
      partner: beside,
      turn: partner.turn,
      phraseSeconds: partner.phraseSeconds(t),
      progress: partner.progress(t),
      options: this.#showOptions(t, height, aspect),
      grid: this.#grid,
      chosen: partner.chosen,
      gesture: this.#gestures.held ?? this.#handingOver(t),
      foreseen: partner.foreseen,
      nextGenerator: partner.nextGenerator,
    };
  }

  /** The grid appears with the options, and stays until the chosen one has been danced. */
  #placeGrid(t: Seconds, x: number, height: number, aspect: number): void {
    const { turn, chosen } = this.partner;
    if (turn === "choosing") {
      const { scale, floor } = this.#view;
      this.#grid = this.#optionGrid.place(t, x, floor, height * scale, aspect);
    } else if (chosen === null) {
      this.#grid = null;
      this.#optionGrid.reset();
    }
  }

  #showOptions(t: Seconds, height: number, aspect: number): readonly Figure[] {
    const { partner } = this;
    if (!this.#grid || partner.options.length === 0) {
      this.#options.reset();
      return [];
    }
    const { mirror } = this.#controls.parameters;
    const frames = partner.options.map((motion) => partner.embodied(motion(t), mirror));
    const figures = this.#options.show(t, frames, this.#cells(this.#grid), height, aspect);
    const generators = partner.answeringGenerators;
    return figures.map((figure, index) => ({ ...figure, generator: generators[index]! }));
  }

  #cells(grid: Box): readonly Box[] {
    return gridCells(grid, this.partner.options.length);
  }

  #handingOver(t: Seconds): HeldGesture | null {
    const progress = this.partner.holding(t);
    return progress > 0 ? { gesture: "hand-over", cell: null, progress } : null;
  }
}

const UNSEEN: readonly null[] = new Array<null>(JOINT_COUNT).fill(null);

/** The same joints with `share` of their score. */
function faded(image: NonNullable<Pose["image"]>, share: number): NonNullable<Pose["image"]> {
  if (share >= 1) return image;
  return image.map((point) => point && { ...point, score: point.score * Math.max(0, share) });
}
