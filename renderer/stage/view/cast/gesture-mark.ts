import { gridCells } from "../../../../shared/grid.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { Gesture, StagePerson } from "../../../../shared/stage.ts";
import { approach } from "../ease.ts";
import type { Actor } from "./actor.ts";
import { POSE_STRIDE } from "./pose-vector.ts";

const APPEAR: Seconds = 0.08;
const VANISH: Seconds = 0.25;
const FLASH: Seconds = 0.5;

/** The progress ring of a gesture that is held: its place and how full it is. It draws nothing. */
export class GestureMark {
  /** Centre and radii of the ring, picture heights. */
  x = 0;
  y = 0;
  rx = 0;
  ry = 0;
  /** 0..1, smoothed. */
  progress = 0;
  presence = 0;
  /** 1 as the gesture takes effect, then back to 0. */
  flash = 0;
  #gesture: Gesture | null = null;
  #held: StagePerson["gesture"] = null;

  update(person: StagePerson | null, aspect: number): void {
    const held = person?.gesture ?? null;
    // The frame in which a gesture takes effect may no longer report it: gone when almost full means done.
    if (this.#held && !held && this.#held.progress > 0.9) this.flash = 1;
    if (held && held.progress < this.progress - 0.3) this.progress = 0;
    this.#held = held;
    if (!held) return;
    this.#gesture = held.gesture;
    if (held.cell !== null && person?.grid) this.#ringCell(person, held.cell, aspect);
  }

  step(dt: Seconds, dancer: Actor): void {
    const held = this.#held;
    this.flash = approach(this.flash, 0, dt, FLASH / 3);
    this.progress = approach(this.progress, held ? held.progress : this.progress, dt, 0.06);
    this.presence = approach(this.presence, held ? 1 : 0, dt, held ? APPEAR : VANISH);
    if (this.presence === 0) this.progress = 0;
    if (this.#gesture === "hand-over") this.#ringFeet(dancer);
    else if (this.#gesture === "restart" || this.#gesture === "keep") this.#ringHands(dancer);
  }

  #ringCell(person: StagePerson, index: number, aspect: number): void {
    const cell = gridCells(person.grid!, person.options.length)[index];
    if (!cell) return;
    const radius = 0.47 * Math.min(cell.width * aspect, cell.height);
    this.#set((1 - cell.x - cell.width / 2) * aspect, cell.y + cell.height / 2, radius, radius);
  }

  /** On the floor around her feet. */
  #ringFeet({ pose, scale, floor }: Actor): void {
    const x = (pose[J.left_ankle * POSE_STRIDE]! + pose[J.right_ankle * POSE_STRIDE]!) / 2;
    this.#set(x, floor.y, 0.62 * scale, 0.1 * scale);
  }

  /** Between the raised hands. */
  #ringHands({ pose, scale }: Actor): void {
    const x = (pose[J.left_wrist * POSE_STRIDE]! + pose[J.right_wrist * POSE_STRIDE]!) / 2;
    const y = (pose[J.left_wrist * POSE_STRIDE + 1]! + pose[J.right_wrist * POSE_STRIDE + 1]!) / 2;
    this.#set(x, y - 0.1 * scale, 0.2 * scale, 0.2 * scale);
  }

  #set(x: number, y: number, rx: number, ry: number): void {
    this.x = x;
    this.y = y;
    this.rx = rx;
    this.ry = ry;
  }
}
