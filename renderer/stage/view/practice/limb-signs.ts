import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { Practice } from "../../../../shared/practice.ts";
import { approach } from "../ease.ts";

/** Slow, so that nothing flickers at the edge of the eye. */
const CHANGE: Seconds = 0.7;

/** How well each of her limbs agrees with the reference's, as it is shown: smoothed. It draws nothing. */
export class LimbSigns {
  /** 0 not shown, 1 shown. */
  presence = 0;
  /** 0..1: 0 agrees, 1 differs. */
  readonly differs: Record<BodyPart, number> = {
    ...{ head: 0, trunk: 0, left_arm: 0, right_arm: 0, left_leg: 0, right_leg: 0 },
  };

  /** @param agreement null where there are no signs to be seen: they fade where they are */
  step(dt: Seconds, agreement: Practice["agreement"]): void {
    const fresh = this.presence < 0.01;
    this.presence = approach(this.presence, agreement === null ? 0 : 1, dt, CHANGE);
    if (agreement === null) return;
    for (const part of BODY_PARTS) {
      const target = 1 - agreement[part];
      this.differs[part] = fresh ? target : approach(this.differs[part], target, dt, CHANGE);
    }
  }
}
