import { i420Bytes } from "./i420.ts";
import type { HostMessage, PageMessage } from "./messages.ts";
import type { ImageFrame } from "./pose.ts";

/**
 * How messages look on a wire that carries text and bytes (WebSocket): JSON, and for pictures a header of 16 bytes
 * followed by the I420 planes. Little-endian:
 *
 *     0 u8 kind = 1   1 u8 0   2 u16 width   4 u16 height   6 u16 0   8 f64 t (s)   16 ... I420
 */
const HEADER = 16;
const IMAGE = 1;

/** Path of the WebSocket on the server that the page came from. */
export const LINK_PATH = "/link";

/** Asks a page for a sign of life, and its answer: a page that is busy or gone answers nothing, its browser might. */
export const PING = '{"tag":"ping"}';
export const PONG = '{"tag":"pong"}';

/** Longer side of the largest picture that is accepted, pixels. */
export const MAX_SIDE = 1920;

/** Bytes of the largest message that is accepted: a square picture of `MAX_SIDE`. */
export const MAX_MESSAGE_BYTES = HEADER + i420Bytes(MAX_SIDE, MAX_SIDE);

/** Characters of the longest text that is accepted: ten times a StageFrame of six people, three times thirty options. */
const MAX_TEXT = 256 * 1024;

/**
 * Encoder of one connection. Pictures are written into one buffer that the next picture overwrites: hand the bytes
 * to a sender that copies them (a browser's `WebSocket.send` does) before encoding another.
 */
export function createEncoder(): (message: PageMessage | HostMessage) => string | Uint8Array<ArrayBuffer> {
  let scratch = new Uint8Array(0);
  return (message) => {
    if (message.tag !== "image") return JSON.stringify(message);
    const size = HEADER + message.data.byteLength;
    if (scratch.byteLength < size) scratch = new Uint8Array(size);
    const view = new DataView(scratch.buffer);
    view.setUint8(0, IMAGE);
    view.setUint16(2, message.width, true);
    view.setUint16(4, message.height, true);
    view.setFloat64(8, message.t, true);
    scratch.set(message.data, HEADER);
    return scratch.subarray(0, size);
  };
}

/** Text or bytes to an unvalidated value; null when it is neither JSON nor a picture. A picture's data is a view. */
export function decode(wire: string | Uint8Array): unknown {
  if (typeof wire !== "string") return decodeImage(wire);
  if (wire.length > MAX_TEXT) return null;
  try {
    return JSON.parse(wire);
  } catch {
    return null;
  }
}

function decodeImage(bytes: Uint8Array): ImageFrame | null {
  if (bytes.byteLength < HEADER || bytes[0] !== IMAGE) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  return {
    tag: "image",
    width: view.getUint16(2, true),
    height: view.getUint16(4, true),
    t: view.getFloat64(8, true),
    data: new Uint8Array(bytes.buffer, bytes.byteOffset + HEADER, bytes.byteLength - HEADER),
  };
}
