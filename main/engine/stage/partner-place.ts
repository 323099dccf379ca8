import type { Knobs } from "../../../shared/knobs.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { Partner } from "../partner/partner.ts";
import { FigureMaker } from "./figure.ts";
import type { PartnerAssignment } from "./partner-assignment.ts";
import type { RoomView } from "./room-view.ts";
import { SidePlacement } from "./side-placement.ts";
import { SoftConstraint } from "./soft-constraint.ts";

/** A partner grows and shrinks at this pace. */
const SETTLE: Seconds = 0.5;

/** Puts a partner on the stage: beside its dancer, as near as it has to stay, as large as it is to be. */
export class PartnerPlace {
  readonly #view: RoomView;
  readonly #beside = new SidePlacement();
  readonly #leash = new SoftConstraint();
  readonly #figure = new FigureMaker();
  #size: number | null = null;
  readonly #approach = new Approach(SETTLE);

  /** @param view of the dancer's room. */
  constructor(view: RoomView) {
    this.#view = view;
  }

  /** @param live the dancer as she is drawn. @param height of her body, metres. */
  show(
    t: Seconds,
    partner: Partner,
    knobs: Knobs,
    live: Figure,
    height: number,
    aspect: number,
    company: PartnerAssignment,
  ): Figure | null {
    if (this.#view.scale === 0 || company === "none") return null;
    const sideways = this.#sideways(t, knobs, live.centre.x, aspect / this.#view.scale, company);
    const size = this.#grow(t, knobs.partnerSize);
    const { body, root } = partner.at(t, company === "own" ? null : company.motion) ?? {
      body: null,
      root: null,
    };
    if (!body) return null;
    const motion = { body, root: this.#leash.constrain(t, live.root, root, knobs.partnerWander) };
    const image = this.#view.project(motion, sideways, aspect, size, partner.certainty);
    return this.#figure.make(t, { image, body, motion }, height, aspect);
  }

  #sideways(t: Seconds, knobs: Knobs, x: number, width: number, company: PartnerAssignment): number {
    if (typeof company === "object") return this.#beside.moveTo(t, (company.middle - x) * width);
    return this.#beside.update(t, x, width, knobs.partnerSide, knobs.partnerDistance);
  }

  #grow(t: Seconds, target: number): number {
    const before = this.#size ?? target;
    this.#size = before + (target - before) * this.#approach.share(t);
    return this.#size;
  }
}
