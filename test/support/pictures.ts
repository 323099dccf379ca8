import { openVideo } from "../../main/inputs/video.ts";
import type { ImageFrame, Seconds } from "../../shared/pose.ts";

/** A still picture as the source decodes it. */
export async function readStill(file: string): Promise<ImageFrame> {
  for await (const frame of (await openVideo(file)).frames()) return frame;
  throw new Error(`${file} holds no picture`);
}

/** The same picture at another moment. */
export function at(t: Seconds, picture: ImageFrame): ImageFrame {
  return { ...picture, t };
}

/** A picture in which there is nothing: studio-range luma 16 is black, 235 white. */
export function emptyPicture(luma: number, width = 640, height = 480): ImageFrame {
  const luminance = width * height;
  const data = new Uint8Array(luminance * 1.5).fill(luma, 0, luminance).fill(128, luminance);
  return { tag: "image", t: 0, width, height, data };
}
