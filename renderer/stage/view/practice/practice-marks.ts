import type { Seconds } from "../../../../shared/pose.ts";
import type { PracticeMessage } from "../../../../shared/practice.ts";
import type { Cast } from "../cast/cast.ts";
import type { DrawContext, LookRenderer } from "../looks/look.ts";
import { drawMark } from "./draw-mark.ts";
import { type FindingMark, marksAt } from "./finding-marks.ts";
import { LimbSigns } from "./limb-signs.ts";
import { drawOutlines } from "./outlines.ts";

/** What is drawn on the figures of whoever practises: how her limbs agree, and where the last pass was different. */
export class PracticeMarks {
  readonly #signs = new LimbSigns();
  #last: PracticeMessage | null = null;
  #marks: readonly FindingMark[] = [];

  /** What is said of the last pass: marked in the next one. */
  receive(message: PracticeMessage): void {
    this.#last = message;
  }

  step(dt: Seconds, { frame, playoutTime }: Cast): void {
    const practice = frame?.practice ?? null;
    this.#signs.step(dt, frame?.parameters.practiceSigns ? (practice?.agreement ?? null) : null);
    if (frame === null || practice === null) this.#marks = [];
    else {
      const position = practice.position + (playoutTime - frame.t) * practice.speed;
      this.#marks = marksAt(practice, position, this.#last);
    }
  }

  /** The reference dances beside whoever came first. */
  draw(cast: Cast, look: LookRenderer, { pen, lines }: DrawContext): void {
    const [first] = cast.frame?.people ?? [];
    const group = first && cast.groups.get(first.id);
    if (!group) return;
    const share = lines.share;
    for (const actor of [group.dancer, group.partner]) {
      if (actor.presence === 0) continue;
      const { x, y, scale } = actor.transform;
      lines.setTransform(x, y, scale);
      for (const mark of this.#marks) drawMark(actor, mark, look.marks[actor.role], lines);
      if (actor.role !== "dancer" || this.#signs.presence === 0) continue;
      pen.begin(actor);
      lines.share = share * this.#signs.presence;
      drawOutlines(pen, this.#signs, look.signs, lines);
      lines.share = share;
    }
  }
}
