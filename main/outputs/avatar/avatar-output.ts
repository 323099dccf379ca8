import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";
import type { Figure } from "../../../shared/stage.ts";
import { Completion } from "../../motion/completion.ts";
import { packetsOf } from "../osc/bundles.ts";
import { FrameRateLimiter, type Rate } from "../osc/frame-rate-limiter.ts";
import type { Sender } from "../osc/wire/sender.ts";
import { besideDancer } from "../performers/beside.ts";
import type { Performer, PerformersFrame } from "../performers/performers.ts";
import type { Who } from "./avatar-settings.ts";
import { LiveRig } from "./live-rig.ts";
import { aliveMessages, noTurns, vmcPackets } from "./vmc-messages.ts";

/** Without a frame for so long nobody is there. */
const SILENCE: Seconds = 1;
/** Time constant with which a partner goes to the other side of her dancer. */
const ASIDE: Seconds = 0.5;

export interface AvatarOptions {
  readonly who: Who;
  /** Slot, 1 to 6. */
  readonly person: number;
  readonly rate: Rate;
  readonly sender: Pick<Sender, "send">;
}

/** Somebody's skeleton on its way: all of it is of one body. */
class Posing {
  readonly key: string;
  readonly #completion = new Completion();
  readonly #rig = new LiveRig();
  readonly #turns = noTurns();
  readonly #approach = new Approach(ASIDE);
  #aside = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** @param aside where she is shown, to the right of where she dances, metres; null while that is not known. */
  packets({ body, root }: Figure, aside: number | null, t: Seconds, now: Seconds): readonly Buffer[] {
    const frame = this.#completion.complete({ id: 1, image: null, body, root }, 1);
    if (!frame) return [];
    if (aside !== null) this.#aside += (aside - this.#aside) * this.#approach.share(now);
    const placed: RoomPoint = { ...frame.root, x: frame.root.x + this.#aside };
    return vmcPackets(this.#rig.pose({ ...frame, root: placed }, now), placed, t, this.#turns);
  }
}

/** One dancer's or partner's skeleton by VMC: for one avatar, since a receiver has one. */
export class AvatarOutput {
  readonly #options: AvatarOptions;
  readonly #limiter: FrameRateLimiter;
  readonly #begun: Seconds;
  #posing: Posing | null = null;
  #sentAt: Seconds = Number.NEGATIVE_INFINITY;

  /** @param now the sender's time begins then. */
  constructor(options: AvatarOptions, now: Seconds) {
    this.#options = options;
    this.#limiter = new FrameRateLimiter(options.rate);
    this.#begun = now;
  }

  frame(frame: PerformersFrame, now: Seconds): void {
    const shown = this.#shown(frame);
    if (!shown) {
      if (this.#posing) this.#tell(false, now);
      this.#posing = null;
      return;
    }
    if (!this.#limiter.isDue(now)) return;
    if (this.#posing?.key !== shown.key) this.#posing = new Posing(shown.key);
    const packets = this.#posing.packets(shown.figure, shown.aside, now - this.#begun, now);
    if (packets.length === 0) return;
    this.#options.sender.send(packets);
    this.#sentAt = now;
  }

  /** That there is a sender, while no frames come. */
  beat(now: Seconds): void {
    if (now - this.#sentAt >= SILENCE) this.#tell(false, now);
  }

  end(now: Seconds): void {
    this.#tell(false, now);
  }

  #tell(loaded: boolean, now: Seconds): void {
    const units = [aliveMessages(loaded, now - this.#begun)];
    this.#options.sender.send(packetsOf({ head: [], units }, true));
  }

  #shown({ stage, performers }: PerformersFrame): Shown | null {
    const { who, person } = this.#options;
    const performer = performers[person - 1] ?? null;
    if (who === "dancer")
      return performer && { key: `${performer.person.id}`, figure: performer.person.live, aside: 0 };
    if (performer?.person.partner) return partnerOf(performer, stage.width / stage.height);
    const { alone } = stage;
    return alone && person === 1 ? { key: "alone", figure: alone, aside: 0 } : null;
  }
}

interface Shown {
  /** The same for as long as it is the same body. */
  readonly key: string;
  readonly figure: Figure;
  readonly aside: number | null;
}

function partnerOf(performer: Performer, aspect: number): Shown {
  const figure = performer.person.partner!;
  const beside = besideDancer(performer, aspect);
  return { key: `${performer.person.id}`, figure, aside: beside && beside.x - figure.root.x };
}
