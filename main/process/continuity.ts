import type { Controls } from "../../shared/commands/controls.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageEvent, StageFrame } from "../../shared/stage.ts";
import type { Begin } from "./protocol.ts";

/** Somebody who does not come back so soon after a change of engines has gone. */
const GRACE: Seconds = 1;
/** Events that begin something, and the event that ends it: both belong to one engine. */
const ENDS: Partial<Record<StageEvent["event"], StageEvent["event"]>> = {
  "phrase-start": "phrase-end",
  "answer-start": "answer-end",
};

/**
 * Makes a series of engines look like one from outside: frame numbers and ids go on, nobody enters twice or vanishes
 * without a leave event, and every phrase or answer that was started is ended.
 */
export class Continuity {
  /** How the show is set. Kept here, not read off frames: a frame on its way does not know of the newest command yet. */
  controls: Controls;
  /** Number of the pass that is next, or that an engine which ends leaves unfinished. */
  nextPass = 1;
  #lastFrame = -1;
  #highestId = 0;
  /** Ids that have entered and not left, each with the end events that are still due. */
  readonly #present = new Map<number, Set<StageEvent["event"]>>();
  /** Ids that the engine before had, until they are seen again. */
  readonly #expected = new Set<number>();
  /** The one of them that may be seen again later than in the first frame, and until when. */
  #keptId: number | null = null;
  #expectedUntil: Seconds | null = null;

  constructor(controls: Controls) {
    this.controls = controls;
  }

  /**
   * The message for an engine that begins now. A single dancer keeps her id; of several the new engine cannot tell who
   * is who, so they get new ids.
   */
  begin(): Begin {
    const ids = [...this.#present.keys()];
    this.#keptId = ids.length === 1 ? ids[0]! : null;
    this.#expectedUntil = null;
    for (const id of ids) this.#expected.add(id);
    const firstId = this.#keptId ?? this.#highestId + 1;
    return { tag: "begin", controls: this.controls, firstFrame: this.#lastFrame + 1, firstId };
  }

  /** Every frame of every engine passes here: the events that the engine before left open are closed in it. */
  pass(frame: StageFrame): StageFrame {
    this.#lastFrame = frame.frame;
    const { practice } = frame;
    if (practice) this.nextPass = practice.phase === "rest" ? practice.pass + 1 : practice.pass;
    const closing = this.#expected.size > 0 ? this.#closeOpenEvents(frame) : [];
    const events = frame.events.filter(({ event, id }) => event !== "enter" || !this.#present.has(id));
    for (const event of events) this.#track(event);
    if (closing.length === 0 && events.length === frame.events.length) return frame;
    return { ...frame, events: [...closing, ...events] };
  }

  /** The end events that the engine before still owed, and leave events for ids that are not seen again. */
  #closeOpenEvents({ t, people, events }: StageFrame): StageEvent[] {
    const closing: StageEvent[] = [];
    this.#expectedUntil ??= t + GRACE;
    for (const id of this.#expected) {
      for (const event of this.#present.get(id) ?? []) closing.push({ event, id });
      this.#present.get(id)?.clear();
      const isBack = people.some((person) => person.id === id) || events.some((event) => event.id === id);
      if (!isBack && id === this.#keptId && t < this.#expectedUntil) continue;
      this.#expected.delete(id);
      if (isBack) continue;
      this.#present.delete(id);
      closing.push({ event: "leave", id });
    }
    return closing;
  }

  #track({ event, id }: StageEvent): void {
    this.#highestId = Math.max(this.#highestId, id);
    if (event === "enter") this.#present.set(id, new Set());
    if (event === "leave") this.#present.delete(id);
    const due = this.#present.get(id);
    due?.delete(event);
    const end = ENDS[event];
    if (end) due?.add(end);
  }
}
