import type { OscPacket, OscReceiver } from "./osc-receiver.ts";

/** What one bundle of frame data says. */
export interface Cue {
  readonly frame: number;
  readonly people: number;
  readonly person: boolean;
  readonly partner: boolean;
}

const value = (packet: OscPacket, address: string): number | undefined =>
  packet.messages.find((message) => message.address === `/continuo${address}`)?.values[0];

/** The frames that a desk has been told of, in the order in which they came. */
export function cues({ packets }: Pick<OscReceiver, "packets">): Cue[] {
  const byFrame = new Map<number, Cue>();
  for (const packet of packets) {
    const message = packet.messages.find(({ address }) => address === "/continuo/frame");
    if (!message) continue;
    const [frame = -1, people = 0] = message.values;
    // A frame that is too long for one packet comes in several, each with its number.
    const before = byFrame.get(frame);
    const person = before?.person || value(packet, "/person/1/presence") === 1;
    const partner = before?.partner || value(packet, "/partner/1/presence") === 1;
    byFrame.set(frame, { frame, people, person, partner });
  }
  return [...byFrame.values()];
}

/** When frames were told of. */
export function frameTimes(packets: readonly OscPacket[]): number[] {
  return packets.filter((packet) => value(packet, "/frame") !== undefined).map(({ at }) => at);
}

/** When the partner was on the stage: the moments in which it was told of. */
export function partnerTimes(packets: readonly OscPacket[]): number[] {
  return packets.filter((packet) => value(packet, "/partner/1/presence") === 1).map(({ at }) => at);
}

/** The host's own, whatever its engine does. */
export const HEARTBEATS_PER_SECOND = 2;

/** How many a desk has heard. */
export const heartbeats = ({ packets }: Pick<OscReceiver, "packets">): number =>
  packets.filter(({ messages }) => messages.some(({ address }) => address.endsWith("/heartbeat"))).length;

/** A host that had no processor for so long sends no more than the last of what piled up, and its numbers jump. */
export const SLEPT_MS = 1000;
const CATCHING_UP_MS = 5000;

/** Numbers that are missing, but for those that a host which slept kept back. @param packets of one host. */
export function lostFrames(packets: readonly OscPacket[]): number[] {
  const times = frameTimes(packets);
  const isExcused = (at: number) =>
    times.some((to, n) => to - (times[n - 1] ?? to) > SLEPT_MS && at >= to && at < to + CATCHING_UP_MS);
  return gaps(cues({ packets })).filter((frame) => {
    const after = packets.find((packet) => (value(packet, "/frame") ?? -1) > frame)!;
    return !isExcused(after.at);
  });
}

/** Numbers that are missing between the first and the last frame. */
export function gaps(told: readonly Cue[]): number[] {
  const seen = new Set(told.map(({ frame }) => frame));
  const [first = 0, last = -1] = [told[0]?.frame, told.at(-1)?.frame];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter((frame) => !seen.has(frame));
}
