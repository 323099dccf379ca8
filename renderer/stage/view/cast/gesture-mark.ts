import { gridCells } from "../../../../shared/grid.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { Gesture, StagePerson } from "../../../../shared/stage.ts";
import { approach } from "../ease.ts";
import type { Actor } from "./actor.ts";
import { POSE_STRIDE } from "./pose-vector.ts";

const APPEAR: Seconds = 0.08;
const VANISH: Seconds = 0.25;
const DONE: Seconds = 0.5;

/** The ring that fills while a gesture is held: where it is and how far. It draws nothing. */
export class GestureMark {
  /** Middle and radii of the ring, picture heights. */
  x = 0;
  y = 0;
  rx = 0;
  ry = 0;
  /** 0..1, eased. */
  progress = 0;
  presence = 0;
  /** 1 as the gesture takes effect, then back to 0. */
  flash = 0;
  #gesture: Gesture | null = null;
  #held: StagePerson["gesture"] = null;

  update(person: StagePerson | null, aspect: number): void {
    const held = person?.gesture ?? null;
    // It is whole when it goes as it was about to fill: the frame in which it takes effect may not show it any more.
    if (this.#held && !held && this.#held.progress > 0.9) this.flash = 1;
    if (held && held.progress < this.progress - 0.3) this.progress = 0;
    this.#held = held;
    if (!held) return;
    this.#gesture = held.gesture;
    if (held.cell !== null && person?.grid) this.#surround(person, held.cell, aspect);
  }

  step(dt: Seconds, dancer: Actor): void {
    const held = this.#held;
    this.flash = approach(this.flash, 0, dt, DONE / 3);
    this.progress = approach(this.progress, held ? held.progress : this.progress, dt, 0.06);
    this.presence = approach(this.presence, held ? 1 : 0, dt, held ? APPEAR : VANISH);
    if (this.presence === 0) this.progress = 0;
    if (this.#gesture === "hand-over") this.#around(dancer);
    else if (this.#gesture === "restart") this.#above(dancer);
  }

  #surround(person: StagePerson, index: number, aspect: number): void {
    const cell = gridCells(person.grid!, person.options.length)[index];
    if (!cell) return;
    const radius = 0.47 * Math.min(cell.width * aspect, cell.height);
    this.#put((1 - cell.x - cell.width / 2) * aspect, cell.y + cell.height / 2, radius, radius);
  }

  /** On the floor, round her feet. */
  #around({ pose, scale, floor }: Actor): void {
    const x = (pose[J.left_ankle * POSE_STRIDE]! + pose[J.right_ankle * POSE_STRIDE]!) / 2;
    this.#put(x, floor.y, 0.62 * scale, 0.1 * scale);
  }

  /** Over her head, between the hands. */
  #above({ pose, scale }: Actor): void {
    const x = (pose[J.left_wrist * POSE_STRIDE]! + pose[J.right_wrist * POSE_STRIDE]!) / 2;
    const y = (pose[J.left_wrist * POSE_STRIDE + 1]! + pose[J.right_wrist * POSE_STRIDE + 1]!) / 2;
    this.#put(x, y - 0.1 * scale, 0.2 * scale, 0.2 * scale);
  }

  #put(x: number, y: number, rx: number, ry: number): void {
    this.x = x;
    this.y = y;
    this.rx = rx;
    this.ry = ry;
  }
}
