import type { Pose, Seconds } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { StagePerson } from "../../../shared/stage.ts";
import { bodyHeight } from "../phrase/body.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import { fitCamera } from "../pose/camera.ts";
import type { Mind } from "../predict/mind.ts";
import { Partner } from "../predict/partner.ts";
import type { EngineSettings } from "../settings.ts";
import { Beside } from "./beside.ts";
import { FigureMaker } from "./figure.ts";
import { RoomView } from "./room-view.ts";

/** Somebody who is lost from sight is drawn on for this long, fading, before she counts as gone. */
export const GRACE: Seconds = 1;

/** One dancer on the stage, with her partner beside her. */
export class Dancer {
  readonly id: number;
  readonly partner: Partner;
  readonly #view = new RoomView();
  readonly #beside: Beside;
  readonly #live = new FigureMaker();
  readonly #other = new FigureMaker();
  #seen: { readonly t: Seconds; readonly pose: Pose; readonly motion: MotionFrame } | null = null;
  readonly #since: Seconds;

  constructor(id: number, t: Seconds, mind: Mind, settings: EngineSettings) {
    this.id = id;
    this.#since = t;
    this.partner = new Partner(mind, settings);
    this.#beside = new Beside(settings.partnerSide, settings.partnerDistance);
  }

  /** When she was last seen. */
  get lastSeen(): Seconds {
    return this.#seen?.t ?? this.#since;
  }

  observe(t: Seconds, pose: Pose, aspect: number): void {
    const motion = this.partner.observe(t, pose, aspect);
    if (!motion) return;
    this.#seen = { t, pose, motion };
    const fit = pose.image && fitCamera(pose.image, motion.body, aspect);
    if (fit) this.#view.update(t, fit, motion.root);
  }

  /** Both bodies as they are drawn at `t`; null until she has been seen whole once. */
  show(t: Seconds, aspect: number): StagePerson | null {
    const { partner } = this;
    if (!this.#seen || !partner.proportions) return null;
    const { pose, motion } = this.#seen;
    const height = bodyHeight(partner.proportions);
    const image = faded(pose.image ?? UNSEEN, 1 - (t - this.#seen.t) / GRACE);
    const live = this.#live.make(t, { image, body: pose.body ?? motion.body, motion }, height, aspect);
    return {
      id: this.id,
      live,
      partner: this.#showPartner(t, live.centre.x, height, aspect),
      turn: partner.turn,
      phraseSeconds: partner.phraseSeconds(t),
      progress: partner.progress(t),
      options: [],
      grid: null,
      chosen: null,
      gesture: null,
    };
  }

  #showPartner(t: Seconds, x: number, height: number, aspect: number) {
    if (this.#view.scale === 0) return null;
    const sideways = this.#beside.update(t, x, aspect / this.#view.scale);
    const motion = this.partner.at(t);
    if (!motion) return null;
    const image = this.#view.project(motion, sideways, aspect);
    return this.#other.make(t, { image, body: motion.body, motion }, height, aspect);
  }
}

const UNSEEN: readonly null[] = new Array<null>(JOINT_COUNT).fill(null);

/** The same joints, believed less: `share` of their score. */
function faded(image: NonNullable<Pose["image"]>, share: number): NonNullable<Pose["image"]> {
  if (share >= 1) return image;
  return image.map((point) => point && { ...point, score: point.score * Math.max(0, share) });
}
