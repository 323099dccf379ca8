import type { Controls } from "../../shared/commands/controls.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageEvent, StageFrame } from "../../shared/stage.ts";
import type { Begin } from "./protocol.ts";

/** Somebody who does not come back so soon after a change of engines has gone. */
const GRACE: Seconds = 1;
/** What was begun, and ends with the engine that began it. */
const ENDS: Partial<Record<StageEvent["event"], StageEvent["event"]>> = {
  "phrase-start": "phrase-end",
  "answer-start": "answer-end",
};

/**
 * What the next engine has to know, so that to everybody outside it is one: numbers of frames and people go on, nobody
 * comes twice or vanishes without having left, and what has begun ends.
 */
export class Continuity {
  /** How the show is set: only commands change it, and a frame on its way does not know of the newest yet. */
  controls: Controls;
  #lastFrame = -1;
  #highestId = 0;
  /** Those who have come and not left, and how that ends which has begun for each. */
  readonly #here = new Map<number, Set<StageEvent["event"]>>();
  /** Those whom the engine before had, until they are seen again. */
  readonly #awaited = new Set<number>();
  /** Who of them may be seen again later than in the first frame, and until when. */
  #kept: number | null = null;
  #until: Seconds | null = null;

  constructor(controls: Controls) {
    this.controls = controls;
  }

  /**
   * For an engine that begins now. Somebody who dances alone keeps her number; of several nobody can tell who is who
   * any more, so they get new ones.
   */
  begin(): Begin {
    const ids = [...this.#here.keys()];
    this.#kept = ids.length === 1 ? ids[0]! : null;
    this.#until = null;
    for (const id of ids) this.#awaited.add(id);
    const firstId = this.#kept ?? this.#highestId + 1;
    return { tag: "begin", controls: this.controls, firstFrame: this.#lastFrame + 1, firstId };
  }

  /** Each frame of each engine: as it is, but for what the engine before began and this one cannot know of. */
  pass(frame: StageFrame): StageFrame {
    this.#lastFrame = frame.frame;
    const owed = this.#awaited.size > 0 ? this.#settle(frame) : [];
    const events = frame.events.filter(({ event, id }) => event !== "enter" || !this.#here.has(id));
    for (const event of events) this.#follow(event);
    if (owed.length === 0 && events.length === frame.events.length) return frame;
    return { ...frame, events: [...owed, ...events] };
  }

  /** Ends what the engine before had begun, and lets go of those who are not seen again. */
  #settle({ t, people, events }: StageFrame): StageEvent[] {
    const owed: StageEvent[] = [];
    this.#until ??= t + GRACE;
    for (const id of this.#awaited) {
      for (const event of this.#here.get(id) ?? []) owed.push({ event, id });
      this.#here.get(id)?.clear();
      const isBack = people.some((person) => person.id === id) || events.some((event) => event.id === id);
      if (!isBack && id === this.#kept && t < this.#until) continue;
      this.#awaited.delete(id);
      if (isBack) continue;
      this.#here.delete(id);
      owed.push({ event: "leave", id });
    }
    return owed;
  }

  #follow({ event, id }: StageEvent): void {
    this.#highestId = Math.max(this.#highestId, id);
    if (event === "enter") this.#here.set(id, new Set());
    if (event === "leave") this.#here.delete(id);
    const open = this.#here.get(id);
    open?.delete(event);
    const end = ENDS[event];
    if (end) open?.add(end);
  }
}
