import type { Clock } from "../../../shared/clock.ts";
import type { BodyPoint, Pose, PoseFrame, Seconds } from "../../../shared/pose.ts";
import { ANY_PICTURE } from "../../archive/take.ts";
import { lowestOf } from "../../motion/motion-frame.ts";
import { OscFault } from "../../system/osc/read-packet.ts";
import { SenderBuckets } from "../../system/sender-buckets.ts";
import { RoomCamera } from "../room-camera.ts";
import { Floor } from "./floor.ts";
import { readVmc } from "./read-vmc.ts";
import { VmcSender } from "./vmc-sender.ts";

/** Senders that are listened to at once. */
const MOST_SENDERS = 8;
/** Bytes of one machine: twenty times what a suit sends, bone by bone. */
const BYTES = { rate: 4e6, burst: 2e6 };
/** Between two frames at least, and while nobody is there. */
const SHORTEST: Seconds = 1 / 62;
const EMPTY: Seconds = 1 / 30;
/** To each side of where somebody comes in, metres: what the picture shows at first. */
const AROUND = 1.2;
/** Between two lines about what is wrong with what comes. */
const TELL_EVERY: Seconds = 60;

export interface VmcPeopleParts {
  readonly clock: Clock;
  readonly show: (frame: PoseFrame) => void;
  readonly tellOperator: (line: string) => void;
}

interface Person {
  /** Stays the sender's until that is forgotten. */
  readonly id: number;
  readonly sender: VmcSender;
  readonly floor: Floor;
}

/** Everybody who comes by VMC: whoever sends from an address and port of her own is one dancer. */
export class VmcPeople {
  readonly #parts: VmcPeopleParts;
  readonly #people = new Map<string, Person>();
  readonly #buckets: SenderBuckets;
  readonly #aspect = ANY_PICTURE.width / ANY_PICTURE.height;
  /** null while nobody is there. */
  #camera: RoomCamera | null = null;
  #lastId = 0;
  #shownAt: Seconds = Number.NEGATIVE_INFINITY;
  #toldAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(parts: VmcPeopleParts) {
    this.#parts = parts;
    this.#buckets = new SenderBuckets(parts.clock, BYTES);
  }

  /** How many are there. */
  get count(): number {
    const now = this.#parts.clock.now();
    return [...this.#people.values()].filter(({ sender }) => sender.bodyAt(now)).length;
  }

  /** Takes in what came. Never throws. */
  receive(packet: Uint8Array, from: { readonly address: string; readonly port: number }): void {
    if (!this.#buckets.of(from.address).tryTake(packet.length)) return;
    const now = this.#parts.clock.now();
    try {
      let isWhole = false;
      for (const message of readVmc(packet)) {
        const person = this.#personOf(`${from.address} ${from.port}`, message.tag === "bone", now);
        if (person?.sender.receive(message, now)) isWhole = true;
      }
      if (isWhole) this.#show(SHORTEST);
    } catch (error) {
      if (!(error instanceof OscFault)) throw error;
      this.#tell(`VMC: what ${from.address} sends is no OSC (${error.message})`, now);
    }
  }

  /** To be called some thirty times a second: while nobody is there, that is told. */
  tend(): void {
    const now = this.#parts.clock.now();
    for (const [key, { sender }] of this.#people) {
      if (sender.isForgotten(now)) this.#people.delete(key);
      const missing = sender.missingAt(now);
      if (missing.length === 0) continue;
      const what = `${missing.slice(0, 4).join(", ")}${missing.length > 4 ? " ..." : ""}`;
      this.#tell(
        `VMC: ${key.replace(" ", ":")} does not send ${what}, expected all bones that VRM requires`,
        now,
      );
    }
    if (this.count === 0) this.#show(EMPTY);
  }

  #personOf(key: string, isNew: boolean, now: Seconds): Person | null {
    const known = this.#people.get(key);
    if (known || !isNew || this.#people.size >= MOST_SENDERS) return known ?? null;
    const person = { id: ++this.#lastId, sender: new VmcSender(now), floor: new Floor() };
    this.#people.set(key, person);
    return person;
  }

  #show(period: Seconds): void {
    const now = this.#parts.clock.now();
    // A frame that is early by a little is none too many.
    if (now - this.#shownAt < period - 1e-3) return;
    this.#shownAt = now;
    const people = [...this.#people.values()].flatMap((person) => this.#poseOf(person, now));
    if (people.length === 0) this.#camera = null;
    this.#parts.show({
      ...{ tag: "poses", t: now, ...ANY_PICTURE, people },
      reason: people.length === 0 ? "nobody" : null,
    });
  }

  #poseOf({ id, sender, floor }: Person, now: Seconds): Pose[] {
    const found = sender.bodyAt(now);
    if (!found) return [];
    const { body, root } = found;
    const low = lowestOf(body.filter((joint): joint is BodyPoint => joint !== null));
    // Nobody knows how high she is: she stands.
    const lift = found.hasHeight ? floor.shift(root.y + low, now) : -low - root.y;
    const placed = { ...root, y: root.y + lift };
    if (!this.#camera) {
      this.#camera = new RoomCamera(this.#aspect);
      this.#camera.frame(
        [
          { x: -AROUND, y: 0, z: 0 },
          { x: AROUND, y: 0, z: 0 },
        ],
        placed,
      );
    }
    this.#camera.frame(body, placed);
    return [{ id, image: this.#camera.project(body, placed), body, root: placed }];
  }

  #tell(line: string, now: Seconds): void {
    if (now - this.#toldAt < TELL_EVERY) return;
    this.#toldAt = now;
    this.#parts.tellOperator(line);
  }
}
