import { PageDetector } from "../../../renderer/stage/detector/page-detector.ts";
import type { PoseFrame } from "../../../shared/pose.ts";

/** A picture as it reaches the page: I420, its bytes as base64. */
export interface Picture {
  readonly t: number;
  readonly width: number;
  readonly height: number;
  readonly data: string;
}

declare global {
  var look: (picture: Picture) => Promise<PoseFrame>;
  var forget: () => Promise<void>;
}

const detector = await PageDetector.load("full");
const canvas = document.createElement("canvas");
const context = canvas.getContext("2d")!;

let tracking = false;

/**
 * An empty picture: the official package's own reset builds its graph anew, which takes seconds without a GPU. Whoever
 * follows nobody has nothing to forget.
 */
globalThis.forget = async () => {
  if (!tracking) return;
  tracking = false;
  context.clearRect(0, 0, canvas.width, canvas.height);
  await detector.detect(canvas, 0, canvas.width, canvas.height);
};

globalThis.look = async ({ t, width, height, data }) => {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const init = { format: "I420" as const, codedWidth: width, codedHeight: height, timestamp: 1e6 * t };
  const frame = new VideoFrame(bytes, init);
  canvas.width = width;
  canvas.height = height;
  context.drawImage(frame, 0, 0);
  frame.close();
  const found = await detector.detect(canvas, t, width, height);
  tracking = found.people.length > 0;
  return found;
};
