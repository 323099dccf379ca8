import type { OscMessage } from "../../system/osc/read-packet.ts";
import { writeBundle, writeMessage } from "./write-packet.ts";

/** Largest UDP payload that fits one Ethernet frame on any network on the way, so that none fragments it. */
export const MOST_PACKET_BYTES = 1432;

/** Bytes of a bundle without messages, and of the length before each message in it. */
const HEADER = 16;
const LENGTH = 4;

/** Messages that are sent together. */
export interface Outgoing {
  /** These lead each bundle. */
  readonly head: readonly OscMessage[];
  /** The messages of a unit stay in one bundle, where one can hold them. */
  readonly units: readonly (readonly OscMessage[])[];
}

/** Messages -> packets: as few bundles as hold them, or each message in a packet of its own. */
export function packetsOf({ head, units }: Outgoing, bundled: boolean): readonly Buffer[] {
  const written = { head: head.map(writeMessage), units: units.map((unit) => unit.map(writeMessage)) };
  if (!bundled) return [written.head, ...written.units].flat();
  // A bundle without messages is not sent.
  return [head, ...units].some(({ length }) => length > 0) ? bundlesOf(written.head, written.units) : [];
}

function bundlesOf(head: readonly Buffer[], units: readonly (readonly Buffer[])[]): readonly Buffer[] {
  const start = HEADER + sizeOf(head);
  let [messages, size] = [[...head], start];
  const bundles = [messages];
  const add = (together: readonly Buffer[]) => {
    if (messages.length > head.length && size + sizeOf(together) > MOST_PACKET_BYTES) {
      [messages, size] = [[...head], start];
      bundles.push(messages);
    }
    messages.push(...together);
    size += sizeOf(together);
  };
  for (const unit of units) {
    if (start + sizeOf(unit) <= MOST_PACKET_BYTES) add(unit);
    else for (const message of unit) add([message]);
  }
  return bundles.map(writeBundle);
}

const sizeOf = (messages: readonly Buffer[]) =>
  messages.reduce((sum, { length }) => sum + LENGTH + length, 0);
