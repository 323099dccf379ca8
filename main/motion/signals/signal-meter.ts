import { clamp } from "../../../shared/numbers.ts";
import type { BodyJoints, BodyPoint } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../../shared/stage.ts";
import { BONE_COUNT } from "../bones.ts";
import { withExtremities } from "../extremities.ts";
import { bodyHeight, proportionsOf } from "../proportions.ts";
import { Novelty } from "./novelty.ts";
import { PictureScale } from "./picture-scale.ts";
import { Pulse } from "./pulse.ts";
import { poseDistance, shapeOf } from "./shape.ts";
import { MODE_VALUES, RESTING, type SignalValues } from "./signal.ts";
import { Travel } from "./travel.ts";

/** Mean keypoint speeds, body heights a second. */
const FULL_ENERGY = 1.2;
const STILL = 0.08;
/** Between the hips, and the mean between the joints, body heights. */
const FAR = 2;
const DIFFERENT = 0.35;
/** Weight of a frame in the running mean of the standing height: measured bones change with the view. */
const LEARN = 0.05;

/** The signals of one dancer, frame by frame and not smoothed. See SIGNALS. */
export class SignalMeter {
  readonly #travel = new Travel();
  readonly #pulse: Pulse;
  readonly #novelty = new Novelty();
  readonly #scaleMeter = new PictureScale();
  readonly #proportions = new Float32Array(BONE_COUNT);
  #stature: number | null = null;
  #pictureScale: number | null = null;
  #values: SignalValues = RESTING;

  /** @param place a different one for each dancer, see Pulse. */
  constructor(place = 0) {
    this.#pulse = new Pulse(place);
  }

  /** A signal that this frame does not show keeps its value. */
  measure(
    { t, mode, width, height }: StageFrame,
    { live, partner, turn, progress }: StagePerson,
  ): SignalValues {
    this.#pictureScale = this.#scaleMeter.measure(live);
    // Hands and feet, which many detectors lack, go on from their limbs.
    const body = whole(withExtremities(live.body, live.root));
    if (body) this.#learn(body);
    const stature = this.#stature;
    const other = partner && whole(partner.body);
    if (body) this.#novelty.remember(t, body);
    const {
      weight,
      height: tall,
      spread,
      symmetry,
    } = body && stature !== null ? shapeOf(body, stature) : this.#values;
    this.#values = {
      energy: clamp(live.energy / FULL_ENERGY),
      stillness: clamp(Math.exp(-live.energy / STILL)),
      ...{ weight, height: tall, spread, symmetry },
      ...this.#travel.measure(t, live.root),
      across: clamp(live.centre.x),
      ...this.#pulse.measure(t, live.energy),
      distance: partner ? this.#distance(live, partner, width / height) : RESTING.distance,
      agreement: body && other && stature ? clamp(1 - poseDistance(body, other) / (DIFFERENT * stature)) : 0,
      novelty: other && stature ? this.#novelty.of(other, stature) : 0,
      progress: clamp(progress),
      turn: turn === "answering" ? 1 : 0,
      mode: MODE_VALUES[mode],
    };
    return this.#values;
  }

  /** Standing height in metres; null until the body was seen whole. */
  get stature(): number | null {
    return this.#stature;
  }

  /** Picture heights a metre at the dancer; null until enough of the body was seen. */
  get pictureScale(): number | null {
    return this.#pictureScale;
  }

  #distance(live: Figure, partner: Figure, aspect: number): number {
    if (this.#pictureScale === null || this.#stature === null) return RESTING.distance;
    const apart = Math.hypot((live.centre.x - partner.centre.x) * aspect, live.centre.y - partner.centre.y);
    return clamp(apart / (FAR * this.#stature * this.#pictureScale));
  }

  #learn(body: readonly BodyPoint[]): void {
    const height = bodyHeight(proportionsOf(body, this.#proportions));
    this.#stature = this.#stature === null ? height : this.#stature + (height - this.#stature) * LEARN;
  }
}

/** The body, when all its joints are known. */
function whole(body: BodyJoints): readonly BodyPoint[] | null {
  if (body.length !== JOINT_COUNT) return null;
  return body.every((point) => point !== null && Number.isFinite(point.x + point.y + point.z))
    ? (body as readonly BodyPoint[])
    : null;
}
