import type { FileHandle } from "node:fs/promises";
import type { Orientation } from "./upright.ts";

/** A still picture, by what is in the file and not by its name. */
export interface Picture {
  /** ffmpeg's decoder. */
  readonly decoder: "mjpeg" | "png" | "webp" | "bmp";
  readonly orientation: Orientation;
}

/** Chunks of a file that are looked through: more than any picture has that is to be tracked. */
const MOST_CHUNKS = 100_000;
/** Bytes of EXIF that are read: the orientation is in its first table. */
const MOST_EXIF = 1 << 16;
const ORIENTATION_TAG = 0x0112;
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx"];

/**
 * The still picture in a file; null where there is none: a video, or anything else.
 * @throws Error whose message is what was found, where ffmpeg would not show it as it is meant.
 */
export async function pictureIn(file: FileHandle): Promise<Picture | null> {
  const head = await bytes(file, 0, 32);
  const text = head.toString("latin1");
  if (text.startsWith("\xff\xd8\xff")) return { decoder: "mjpeg", orientation: await inJpeg(file) };
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return inPng(file);
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return inWebp(file);
  if (text.startsWith("BM") && head.length > 18 && head.readUInt32LE(14) <= 124)
    return { decoder: "bmp", orientation: 1 };
  if (text.slice(4, 8) === "ftyp" && isHeic(text.slice(8)))
    throw new Error("is a HEIC picture, of which ffmpeg reads pieces only");
  return null;
}

/** @param brands the main brand, a version, and further brands. */
function isHeic(brands: string): boolean {
  if (HEIC_BRANDS.includes(brands.slice(0, 4))) return true;
  return brands.startsWith("mif1") && HEIC_BRANDS.some((brand) => brands.includes(brand));
}

/** JPEG: segments of a marker and a length; EXIF is in one of the first. */
async function inJpeg(file: FileHandle): Promise<Orientation> {
  let at = 2;
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const head = await bytes(file, at, 10);
    const marker = head.length < 10 ? 0 : head.readUInt16BE(0);
    // From the start of the scan on there are no more tables.
    if (marker < 0xffc0 || marker === 0xffda) break;
    const length = head.readUInt16BE(2);
    if (marker === 0xffe1 && head.toString("latin1", 4, 10) === "Exif\0\0")
      return orientationIn(await bytes(file, at + 10, length - 8));
    at += 2 + length;
  }
  return 1;
}

/** PNG: chunks of a length, a name, the content and a sum. null: animated, and so a video. */
async function inPng(file: FileHandle): Promise<Picture | null> {
  let orientation: Orientation = 1;
  let at = 8;
  let seenPixels = false;
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const head = await bytes(file, at, 8);
    if (head.length < 8) break;
    const length = head.readUInt32BE(0);
    const name = head.toString("latin1", 4);
    if (name === "acTL" && !seenPixels) return null;
    if (name === "IDAT") seenPixels = true;
    if (name === "eXIf") orientation = orientationIn(await bytes(file, at + 8, length));
    if (name === "IEND" || name === "eXIf") break;
    at += 12 + length;
  }
  return { decoder: "png", orientation };
}

/** WebP: chunks of a name, a length and the content, padded to even lengths. */
async function inWebp(file: FileHandle): Promise<Picture> {
  let at = 12;
  for (let count = 0; count < MOST_CHUNKS; count++) {
    const head = await bytes(file, at, 8);
    if (head.length < 8) break;
    const name = head.toString("latin1", 0, 4);
    const length = head.readUInt32LE(4);
    if (name === "ANIM") throw new Error("is an animated WebP picture, which ffmpeg does not read");
    if (name === "EXIF")
      return { decoder: "webp", orientation: orientationIn(await bytes(file, at + 8, length)) };
    at += 8 + length + (length % 2);
  }
  return { decoder: "webp", orientation: 1 };
}

/** The orientation in EXIF, which is a TIFF file of its own: byte order, then a table of tags. */
function orientationIn(exif: Buffer): Orientation {
  // Some write the name of JPEG's segment before it everywhere.
  const tiff = exif.toString("latin1", 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif;
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const short = (at: number) => {
    if (at + 2 > tiff.length) return 0;
    return isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  };
  if (tiff.length < 8) return 1;
  const table = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(table); entry++) {
    const at = table + 2 + 12 * entry;
    if (short(at) !== ORIENTATION_TAG) continue;
    const found = short(at + 8);
    return found >= 1 && found <= 8 ? (found as Orientation) : 1;
  }
  return 1;
}

/** As many of the bytes as there are, and no more than EXIF needs. */
async function bytes(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const size = Math.max(0, Math.min(length, MOST_EXIF));
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, at);
  return buffer.subarray(0, bytesRead);
}
