import type { StageEvent } from "../../../../shared/stage.ts";
import { SLOTS } from "../../performers/performers.ts";
import { type Address, int, MAX_INT } from "./address.ts";

const id = int("id", 0, MAX_INT);
const slot = int("n", 1, SLOTS);

export interface FrameSubject {
  readonly frame: number;
  /** Who holds each slot in this frame; null where nobody does. */
  readonly ids: readonly (number | null)[];
}

export const FRAME_ADDRESS: Address<FrameSubject> = {
  path: "/frame",
  group: "frame",
  when: "frame",
  args: [
    int("frame", 0, MAX_INT),
    int("count", 0, SLOTS),
    ...Array.from({ length: SLOTS }, (_, n) => int(`id of ${n + 1}`, 0, MAX_INT)),
  ],
  description:
    "In every bundle of frame data: number of the frame, up by one each time; how many people are there; who they are, 0 for nobody.",
  read: ({ frame, ids }) => [
    frame % (MAX_INT + 1),
    ids.filter((one) => one !== null).length,
    ...Array.from({ length: SLOTS }, (_, n) => ids[n] ?? 0),
  ],
};

export interface EventSubject {
  readonly slot: number;
  readonly id: number;
}

function event(name: StageEvent["event"], description: string): Address<EventSubject> {
  return {
    path: `/event/${name}`,
    group: "events",
    when: "event",
    args: [slot, id],
    description,
    read: (subject) => [subject.slot, subject.id],
  };
}

export const EVENT_ADDRESSES: Readonly<Record<StageEvent["event"], Address<EventSubject>>> = {
  enter: event("enter", "Somebody came and holds slot n from now on."),
  leave: event("leave", "Somebody left; slot n is free."),
  "phrase-start": event("phrase-start", "A phrase began."),
  "phrase-end": event("phrase-end", "A phrase ended."),
  "answer-start": event("answer-start", "The partner begins to answer."),
  "answer-end": event("answer-end", "The answer is over."),
  "choice-start": event("choice-start", "The options are there to choose from."),
  choose: event("choose", "One of the options was chosen."),
  restart: event("restart", "The dancer begins again."),
  keep: event("keep", "The dancer asks to keep what has just happened."),
};
