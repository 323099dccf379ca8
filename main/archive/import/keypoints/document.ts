import { parseJson } from "../../../system/files/json.ts";
import { TakeFault } from "../../take.ts";
import { hasKeypoints, isKeypoints, isListOfPeople, isRecord, landmarksIn, PEOPLE_KEYS } from "./frame.ts";
import { isStamped } from "./stamps.ts";

/** A file of JSON, taken apart into frames. */
export interface KeypointDocument {
  /** What it says of itself; undefined where it does not. */
  readonly fps: number | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly source: string | undefined;
  readonly licence: string | undefined;
  /** See frame.ts. */
  readonly frames: readonly unknown[];
}

/** An hour of two people has 10 million. */
const MOST_VALUES = 40_000_000;
const [COMMA, BRACKET, BRACE] = [0x2c, 0x5b, 0x7b];

/** One JSON document, or one a line. @throws TakeFault, or SyntaxError where it is none. */
export function parseDocument(data: Buffer): KeypointDocument {
  // Each takes up to ten times its own bytes in memory.
  let values = 0;
  for (const byte of data) if (byte === COMMA || byte === BRACKET || byte === BRACE) values++;
  if (values > MOST_VALUES)
    throw new TakeFault(`more than ${MOST_VALUES} values, expected the keypoints of a dance`);
  const text = data.toString("utf8").trimEnd();
  const whole = wholeOrLines(text);
  if (whole instanceof Lines) return ofLines(whole.values);
  if (Array.isArray(whole)) return about({}, isKeypoints(whole) ? [whole] : whole);
  if (!isRecord(whole)) throw new TakeFault("no list of frames");
  return about(whole, framesOf(whole));
}

/** Documents, one a line; a blank line is a frame with nobody in it. */
class Lines {
  readonly values: readonly unknown[];

  constructor(lines: readonly string[]) {
    this.values = lines.map((line, index) => {
      try {
        return line.trim() === "" ? null : parsed(line);
      } catch (error) {
        throw new TakeFault(`line ${index + 1}: ${(error as Error).message}`);
      }
    });
  }
}

function wholeOrLines(text: string): unknown {
  try {
    return parsed(text);
  } catch (error) {
    const end = text.indexOf("\n");
    // A line that is a document of its own: else one document is damaged.
    if (end < 0 || !isParsed(text.slice(0, end))) throw error;
    return new Lines(text.split("\n"));
  }
}

function isParsed(text: string): boolean {
  try {
    parsed(text);
    return true;
  } catch {
    return false;
  }
}

function ofLines(values: readonly unknown[]): KeypointDocument {
  const [first] = values;
  // Some begin with a line about the rest.
  if (isRecord(first) && !hasKeypoints(first)) return about(first, values.slice(1));
  return about({}, values);
}

function framesOf(document: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { frames } = document;
  if (Array.isArray(frames)) return frames;
  const people = PEOPLE_KEYS.map((key) => document[key]).find(Array.isArray);
  // Recorders write a list of poses over time, where detectors write those of a moment.
  if (
    people?.some((one) =>
      Array.isArray(one) ? isListOfPeople(one) || (one.some(isRecord) && !isKeypoints(one)) : isStamped(one),
    )
  )
    return people;
  if (!hasKeypoints(document))
    throw new TakeFault(
      "no keypoints in it, expected those of OpenPose, MediaPipe, tfjs or a list of frames",
    );
  const { image, world } = landmarksIn(document);
  if (!isListOfPeople(image ?? world)) return [document];
  // A list for each frame, and not for each person, since one frame is no dance.
  const [images, worlds] = [image ?? world, world] as readonly (readonly unknown[] | undefined)[];
  return images!.map((_, index) => ({
    ...(image !== undefined && { landmarks: images![index] }),
    ...(world !== undefined && { worldLandmarks: worlds?.[index] }),
    ...(Array.isArray(document.timestamps) && { timestamp: document.timestamps[index] }),
  }));
}

function about(document: Readonly<Record<string, unknown>>, frames: readonly unknown[]): KeypointDocument {
  const number = (value: unknown) => (typeof value === "number" && value > 0 ? value : undefined);
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    fps: number(document.fps ?? document.frame_rate ?? document.frameRate),
    width: number(document.width ?? document.videoWidth),
    height: number(document.height ?? document.videoHeight),
    source: text(document.source),
    licence: text(document.licence ?? document.license),
    frames,
  };
}

/** Python writes what is missing as NaN, which is no JSON. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!/[[,:]\s*-?(?:NaN|Infinity)/.test(text)) throw error;
    return parseJson(text.replace(/([[,:]\s*)-?(?:NaN|Infinity)\b/g, "$1null"));
  }
}
