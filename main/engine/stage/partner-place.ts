import type { ParameterValues } from "../../../shared/commands/parameters.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Figure } from "../../../shared/stage.ts";
import type { Partner } from "../partner/partner.ts";
import { Beside } from "./beside.ts";
import { FigureMaker } from "./figure.ts";
import { Leash } from "./leash.ts";
import type { PartnerAssignment } from "./partner-assignment.ts";
import type { RoomView } from "./room-view.ts";

/** A partner grows and shrinks at this pace. */
const SETTLE: Seconds = 0.5;

/** Puts a partner on the stage: beside its dancer, as near as it has to stay, as large as it is to be. */
export class PartnerPlace {
  readonly #view: RoomView;
  readonly #beside = new Beside();
  readonly #leash = new Leash();
  readonly #figure = new FigureMaker();
  #size: number | null = null;
  #at: Seconds = 0;

  /** @param view of the dancer's room. */
  constructor(view: RoomView) {
    this.#view = view;
  }

  /** @param live the dancer as she is drawn. @param height of her body, metres. */
  show(
    t: Seconds,
    partner: Partner,
    parameters: ParameterValues,
    live: Figure,
    height: number,
    aspect: number,
    company: PartnerAssignment,
  ): Figure | null {
    if (this.#view.scale === 0 || company === "none") return null;
    const sideways = this.#sideways(t, parameters, live.centre.x, aspect / this.#view.scale, company);
    const size = this.#grow(t, parameters.partnerSize);
    const { body, root } = partner.at(t, company === "own" ? null : company.motion) ?? {
      body: null,
      root: null,
    };
    if (!body) return null;
    const motion = { body, root: this.#leash.hold(t, live.root, root, parameters.partnerWander) };
    const image = this.#view.project(motion, sideways, aspect, size, partner.certainty);
    return this.#figure.make(t, { image, body, motion }, height, aspect);
  }

  #sideways(
    t: Seconds,
    parameters: ParameterValues,
    x: number,
    width: number,
    company: PartnerAssignment,
  ): number {
    if (typeof company === "object") return this.#beside.moveTo(t, (company.middle - x) * width);
    return this.#beside.update(t, x, width, parameters.partnerSide, parameters.partnerDistance);
  }

  #grow(t: Seconds, target: number): number {
    const before = this.#size ?? target;
    this.#size = before + (target - before) * (1 - Math.exp(-Math.max(0, t - this.#at) / SETTLE));
    this.#at = t;
    return this.#size;
  }
}
