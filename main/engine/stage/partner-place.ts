import type { ParameterValues } from "../../../shared/commands/parameters.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { Motion } from "../partner/inertializer.ts";
import type { Partner } from "../partner/partner.ts";
import { Crossfade } from "./crossfade.ts";
import { FigureMaker } from "./figure.ts";
import type { RoomView } from "./room-view.ts";
import { ShownFeet } from "./shown-feet.ts";
import { SidePlacement } from "./side-placement.ts";
import { SoftConstraint } from "./soft-constraint.ts";

/** The partner that a dancer has: her own, none, or one that she shares, which dances `motion` in the middle. */
export type PartnerAssignment = "own" | "none" | { readonly motion: Motion | null; readonly middle: number };

/** Time constant of a change of size. */
const SETTLE: Seconds = 0.5;
/** Half-life of the way from its place before a cut to that after it. */
const CROSSFADE: Seconds = 0.4;

/** Places a partner on the stage, beside its dancer, and scales it. */
export class PartnerPlace {
  readonly #view: RoomView;
  readonly #crossfade = new Crossfade(CROSSFADE);
  #side = new SidePlacement();
  readonly #constraint = new SoftConstraint();
  readonly #feet = new ShownFeet();
  readonly #figure = new FigureMaker();
  #size: number | null = null;
  readonly #approach = new Approach(SETTLE);

  /** @param view of the dancer's room. */
  constructor(view: RoomView) {
    this.#view = view;
  }

  /** Its dancer is elsewhere from now on: it goes there. */
  cut(): void {
    this.#crossfade.cut();
    this.#side = new SidePlacement();
  }

  /** @param live the dancer as she is drawn. @param height of her body, metres. */
  show(
    t: Seconds,
    partner: Partner,
    parameters: ParameterValues,
    live: Figure,
    height: number,
    aspect: number,
    assignment: PartnerAssignment,
  ): Figure | null {
    if (this.#view.scale === 0 || assignment === "none") return null;
    const sideways = this.#sideways(t, parameters, live.centre.x, aspect / this.#view.scale, assignment);
    const size = this.#resize(t, parameters.partnerSize);
    const danced = partner.at(t, assignment === "own" ? null : assignment.motion);
    if (!danced) return null;
    const root = this.#constraint.constrain(t, live.root, danced.root, parameters.partnerWander);
    const motion = this.#feet.hold(t, { body: danced.body, root }, size);
    const there = this.#view.project(motion, sideways, aspect, size, partner.certainty);
    const image = this.#crossfade.show(t, there);
    const figure = this.#figure.make(t, { image, body: motion.body, motion }, height, aspect);
    return { ...figure, generator: partner.generator };
  }

  #sideways(
    t: Seconds,
    parameters: ParameterValues,
    x: number,
    width: number,
    assignment: PartnerAssignment,
  ): number {
    if (typeof assignment === "object") return this.#side.moveTo(t, (assignment.middle - x) * width);
    return this.#side.update(t, x, width, parameters.partnerSide, parameters.partnerDistance);
  }

  #resize(t: Seconds, target: number): number {
    const before = this.#size ?? target;
    this.#size = before + (target - before) * this.#approach.share(t);
    return this.#size;
  }
}
