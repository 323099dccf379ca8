import type { Seconds } from "../../../shared/pose.ts";
import type { HumanoidBone } from "../../motion/humanoid.ts";
import { bodyOfHumanoid, type HumanoidBody, missingOf } from "./humanoid-body.ts";
import type { Transform, VmcMessage } from "./read-vmc.ts";

/** A sender that was silent for so long shows nobody; one that was for longer is forgotten. */
const SILENCE: Seconds = 0.5;
const FORGOTTEN: Seconds = 5;
/** What it leaves out is told of when it has sent for so long. */
const BEGINNING: Seconds = 2;

/** Somebody's suit or tracker: bones come one by one, or some in a packet, and make a body frame by frame. */
export class VmcSender {
  readonly #known = new Map<HumanoidBone | "root", Transform>();
  /** Those of the frame that is coming in. */
  readonly #fresh = new Set<HumanoidBone>();
  /** How many bones the frame before had. */
  #length = 0;
  readonly #begun: Seconds;
  #heardAt: Seconds;
  #loaded = true;
  #body: HumanoidBody | null = null;

  constructor(now: Seconds) {
    this.#begun = now;
    this.#heardAt = now;
  }

  /** Where she is; null while nobody is there. */
  bodyAt(now: Seconds): HumanoidBody | null {
    return this.#loaded && now - this.#heardAt < SILENCE ? this.#body : null;
  }

  isForgotten(now: Seconds): boolean {
    return now - this.#heardAt >= FORGOTTEN;
  }

  /** What her body needs and it does not tell of, once that is sure. */
  missingAt(now: Seconds): readonly HumanoidBone[] {
    return now - this.#begun >= BEGINNING && this.#body === null ? missingOf(this.#known) : [];
  }

  /** Takes in one message. @returns whether a frame is whole by it. */
  receive(message: VmcMessage, now: Seconds): boolean {
    if (message.tag === "loaded") {
      this.#loaded = message.loaded;
      return false;
    }
    const { bone, at, turn } = message;
    this.#heardAt = now;
    // A frame begins with the hips, since they are the first in Unity's list, and is as long as the one before.
    if (bone === "Hips") {
      this.#length = this.#fresh.size;
      this.#fresh.clear();
    }
    this.#known.set(bone, { at, turn });
    if (bone === "root" || this.#fresh.has(bone)) return false;
    this.#fresh.add(bone);
    if (this.#fresh.size !== this.#length || missingOf(this.#known).length > 0) return false;
    this.#body = bodyOfHumanoid(this.#known);
    return true;
  }
}
