import osc from "osc/src/osc.js";

/** Largest UDP payload that no network on the way cuts into pieces. */
export const MAX_PACKET = 1432;

/** An empty bundle, to be acted on at once. */
const HEADER = osc.writePacket({ timeTag: { raw: [0, 1] }, packets: [] }, { metadata: true });

/**
 * Packs encoded messages into as few bundles as hold them. What belongs together stays in one bundle where one can
 * hold it, and `head` leads each of them.
 */
export function packBundles(
  head: readonly Uint8Array[],
  units: readonly (readonly Uint8Array[])[],
): readonly Buffer[] {
  const bundles: Buffer[] = [];
  let messages: Uint8Array[] = [];
  let size = HEADER.length + sizeOf(head);
  const room = MAX_PACKET - size;
  for (const unit of units.flatMap((one) =>
    sizeOf(one) <= room ? [one] : one.map((message) => [message]),
  )) {
    if (messages.length > 0 && size + sizeOf(unit) > MAX_PACKET) {
      bundles.push(bundle([...head, ...messages], size));
      messages = [];
      size = HEADER.length + sizeOf(head);
    }
    messages.push(...unit);
    size += sizeOf(unit);
  }
  bundles.push(bundle([...head, ...messages], size));
  return bundles;
}

function sizeOf(messages: readonly Uint8Array[]): number {
  return messages.reduce((sum, message) => sum + 4 + message.length, 0);
}

/** A buffer of its own each time, since a socket may still hold the one before. */
function bundle(messages: readonly Uint8Array[], size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  bytes.set(HEADER);
  let offset = HEADER.length;
  for (const message of messages) {
    offset = bytes.writeInt32BE(message.length, offset);
    bytes.set(message, offset);
    offset += message.length;
  }
  return bytes;
}
