import type { StageFrame } from "../../shared/stage.ts";
import type { Controls } from "../engine/controls.ts";
import type { Begin } from "./protocol.ts";

/**
 * What the next engine has to know, so that to everybody outside it is one: numbers of frames and people go on, and
 * nobody vanishes without having left.
 */
export class Handover {
  /** How the show is set: only commands change it, and a frame on its way does not know of the newest yet. */
  controls: Controls;
  #last: StageFrame | null = null;
  #highestId = 0;
  #lost: readonly number[] = [];

  constructor(controls: Controls) {
    this.controls = controls;
  }

  /**
   * For an engine that begins now. Somebody who dances alone keeps her number; of several nobody can tell who is who
   * any more, so they get new ones.
   */
  begin(): Begin {
    const ids = this.#last?.people.map(({ id }) => id) ?? [];
    const firstId = ids.length === 1 ? ids[0]! : this.#highestId + 1;
    this.#lost = ids.filter((id) => id !== firstId);
    const firstFrame = this.#last ? this.#last.frame + 1 : 0;
    return { tag: "begin", controls: this.controls, firstFrame, firstId };
  }

  /** Each frame of each engine: as it is, but for those whom the engine before had and this one cannot know. */
  pass(frame: StageFrame): StageFrame {
    const left = this.#lost.filter((lost) => frame.people.every(({ id }) => id !== lost));
    this.#lost = [];
    this.#last = frame;
    for (const { id } of frame.people) this.#highestId = Math.max(this.#highestId, id);
    if (left.length === 0) return frame;
    return { ...frame, events: [...left.map((id) => ({ event: "leave", id }) as const), ...frame.events] };
  }
}
