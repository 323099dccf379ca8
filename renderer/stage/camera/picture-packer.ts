import { i420Bytes } from "../../../shared/i420.ts";
import type { ImageFrame, Seconds } from "../../../shared/pose.ts";
import { isReadable, type Planes, packI420, type ReadableFormat } from "./i420.ts";
import { fitSize, shrinkI420 } from "./scale-i420.ts";

interface RawPicture {
  readonly format: ReadableFormat;
  readonly planes: Planes;
  readonly data: Uint8Array;
}

/**
 * VideoFrame -> ImageFrame: I420, scaled down. Buffers are reused: a frame is valid until the next one is packed.
 */
export class PicturePacker {
  #raw = new Uint8Array(0);
  #full = new Uint8Array(0);
  #small = new Uint8Array(0);

  /** The frame's bytes as they are, in a format that we can convert; valid as long. */
  async read(frame: VideoFrame): Promise<RawPicture> {
    const format = isReadable(frame.format) ? frame.format : "RGBA";
    const options: VideoFrameCopyToOptions = format === frame.format ? {} : { format: "RGBA" };
    const length = frame.allocationSize(options);
    this.#raw = atLeast(this.#raw, length);
    const planes = await frame.copyTo(this.#raw, options);
    return { format, planes, data: this.#raw.subarray(0, length) };
  }

  /** @param longest upper limit of the longer side, pixels */
  async pack(frame: VideoFrame, t: Seconds, longest: number): Promise<ImageFrame> {
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const { format, planes, data } = await this.read(frame);
    const size = i420Bytes(width, height);
    this.#full = atLeast(this.#full, size);
    packI420(format, data, planes, width, height, this.#full);
    const fitted = fitSize(width, height, longest);
    if (fitted.width === width && fitted.height === height) {
      return { tag: "image", t, width, height, data: this.#full.subarray(0, size) };
    }
    const smallSize = i420Bytes(fitted.width, fitted.height);
    this.#small = atLeast(this.#small, smallSize);
    shrinkI420(this.#full, { width, height }, this.#small, fitted);
    return { tag: "image", t, ...fitted, data: this.#small.subarray(0, smallSize) };
  }
}

function atLeast(buffer: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  return buffer.length >= length ? buffer : new Uint8Array(length);
}
