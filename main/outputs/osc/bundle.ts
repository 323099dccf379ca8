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
  const least = HEADER.length + sizeOf(head);
  let messages = [...head];
  let size = least;
  const makeRoom = (length: number) => {
    if (messages.length === head.length || size + length <= MAX_PACKET) return;
    bundles.push(bundle(messages, size));
    messages = [...head];
    size = least;
  };
  for (const unit of units) {
    const length = sizeOf(unit);
    const isWhole = least + length <= MAX_PACKET;
    if (isWhole) makeRoom(length);
    for (const message of unit) {
      if (!isWhole) makeRoom(4 + message.length);
      messages.push(message);
      size += 4 + message.length;
    }
  }
  bundles.push(bundle(messages, size));
  return bundles;
}

function sizeOf(messages: readonly Uint8Array[]): number {
  let sum = 0;
  for (const message of messages) sum += 4 + message.length;
  return sum;
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
