import { Encoder, Tracker } from "@jwetzell/posistagenet";
import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import type { Sender } from "../osc/wire/sender.ts";
import { besideDancer } from "../performers/beside.ts";
import type { PerformersFrame } from "../performers/performers.ts";

/** The id of a partner's tracker is that of the dancer plus this. */
const PARTNER = 10;

interface Placed {
  readonly t: Seconds;
  readonly at: RoomPoint;
}

/**
 * Positions as PosiStageNet 2.03: trackers 1 to 6 are the dancers by slot, 11 to 16 their partners where the stage shows
 * them; while nobody is there, 11 is the partner that dances alone. Metres, x to the audience's right, y up, z away from
 * the audience.
 */
export class PsnOutput {
  readonly #encoder = new Encoder("Continuo", 2, 3);
  readonly #sender: Sender;
  readonly #before = new Map<number, Placed>();
  #names: readonly Tracker[] = [];

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  frame(frame: PerformersFrame, now: Seconds): void {
    const { width, height, t, alone } = frame.stage;
    const danced = frame.performers.flatMap((performer) => {
      if (!performer) return [];
      const { live, partner } = performer.person;
      const dancer = this.#tracker(performer.slot, `Dancer ${performer.slot}`, t, live.root);
      const beside = partner && besideDancer(performer, width / height);
      if (!beside) return [dancer];
      return [dancer, this.#tracker(performer.slot + PARTNER, `Partner ${performer.slot}`, t, beside)];
    });
    const trackers = alone ? [this.#tracker(1 + PARTNER, "Partner 1", t, alone.root), ...danced] : danced;
    for (const id of this.#before.keys()) if (!trackers.some((one) => one.id === id)) this.#before.delete(id);
    this.#names = trackers;
    this.#send(this.#encoder.getDataPackets(microseconds(now), trackers));
  }

  /** The names of the trackers, in PSN_INFO packets. */
  beat(now: Seconds): void {
    this.#send(this.#encoder.getInfoPackets(microseconds(now), [...this.#names]));
  }

  #tracker(id: number, name: string, t: Seconds, at: RoomPoint): Tracker {
    const tracker = new Tracker(id, name);
    const before = this.#before.get(id);
    const dt = before ? t - before.t : 0;
    tracker.setPos(at.x, at.y, -at.z);
    if (before && dt > 0 && dt < 1)
      tracker.setSpeed((at.x - before.at.x) / dt, (at.y - before.at.y) / dt, -(at.z - before.at.z) / dt);
    tracker.setStatus(1);
    this.#before.set(id, { t, at });
    return tracker;
  }

  #send(packets: readonly Uint8Array[]): void {
    this.#sender.send(
      packets.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    );
  }
}

const microseconds = (seconds: Seconds) => BigInt(Math.round(seconds * 1e6));
