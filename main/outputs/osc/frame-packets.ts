import type { Seconds } from "../../../shared/pose.ts";
import type { StageEvent, StageFrame } from "../../../shared/stage.ts";
import { SLOTS } from "./address.ts";
import { packBundles } from "./bundle.ts";
import { PackedMessage } from "./packed-message.ts";
import { SlotMessages } from "./slot-messages.ts";
import { Slots } from "./slots.ts";
import { EVENTS, FRAME } from "./table/frame.ts";

/** Longer than a body may be hidden, shorter than the engine takes to come back with new ids. */
const KEEP_SLOT: Seconds = 1.5;

/** One StageFrame -> its packets. Keeps the messages from frame to frame, so that only their numbers change. */
export class FramePackets {
  readonly #prefix: string;
  readonly #slots = new Slots(SLOTS, KEEP_SLOT);
  readonly #frame: PackedMessage<{ readonly frame: number; readonly ids: readonly (number | null)[] }>;
  /** One for each slot that was ever taken, and for the first. */
  readonly #messages: SlotMessages[];

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.#frame = new PackedMessage(FRAME, prefix + FRAME.path);
    this.#messages = [new SlotMessages(prefix, 1)];
  }

  /** Packets of at most MAX_PACKET bytes, each with the number of the frame. */
  pack(stage: StageFrame, now: Seconds): readonly Buffer[] {
    const before = stage.events.map(({ id }) => this.#slots.of(id));
    for (const { event, id } of stage.events) if (event === "leave") this.#slots.release(id);
    const held = stage.people.map(({ id }) => this.#slots.take(id, now));
    const events = stage.events.flatMap((event, i) => this.#event(event, before[i] ?? null, now));

    for (let n = this.#messages.length; held.some((slot) => slot !== null && slot >= n); n++)
      this.#messages.push(new SlotMessages(this.#prefix, n + 1));
    const people = this.#messages.map((_, slot) => stage.people[held.indexOf(slot)] ?? null);
    const head = this.#frame.fill({ frame: stage.frame, ids: people.map((person) => person?.id ?? null) });
    const figures = this.#messages.flatMap((messages, slot) => messages.fill(people[slot] ?? null));
    return packBundles([head], [...events, ...figures]);
  }

  /** `held`: the slot before this frame, which is all that somebody who leaves has. */
  #event({ event, id }: StageEvent, held: number | null, now: Seconds): Uint8Array[][] {
    const slot = held ?? (event === "leave" ? null : this.#slots.take(id, now));
    if (slot === null) return [];
    const message = new PackedMessage(EVENTS[event], this.#prefix + EVENTS[event].path);
    return [[message.fill({ slot: slot + 1, id })]];
  }
}
