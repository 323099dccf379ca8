import { Socket } from "node:net";

/** File descriptor on which a forked engine gets its pictures; 0 to 2 are the usual ones, 3 is Node's own channel. */
export const PICTURES_FD = 4;

const CHUNK = 256 * 1024;

/**
 * Where pictures come into the engine's process, beside the messages: a picture of a megabyte that is serialized with
 * its message costs both sides four times as much as its bytes on a pipe.
 */
export class PictureInlet {
  #bytes = new Uint8Array(CHUNK);
  #filled = 0;
  #wanted: { readonly size: number; readonly take: (data: Uint8Array) => void } | null = null;

  constructor(fd = PICTURES_FD) {
    const chunk = Buffer.allocUnsafeSlow(CHUNK);
    const onread = {
      buffer: chunk,
      callback: (length: number) => {
        this.#add(chunk.subarray(0, length));
        return true;
      },
    };
    new Socket({ fd, readable: true, writable: false, onread }).on("error", () => {});
  }

  /** Gives the next picture to `take`, once all of it is here. The bytes are overwritten by the picture after it. */
  next(size: number, take: (data: Uint8Array) => void): void {
    this.#wanted = { size, take };
    this.#pass();
  }

  #add(part: Uint8Array): void {
    const size = this.#filled + part.length;
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(this.#bytes.subarray(0, this.#filled));
      this.#bytes = larger;
    }
    this.#bytes.set(part, this.#filled);
    this.#filled = size;
    this.#pass();
  }

  #pass(): void {
    if (!this.#wanted || this.#filled < this.#wanted.size) return;
    const { size, take } = this.#wanted;
    this.#wanted = null;
    this.#filled = 0;
    take(this.#bytes.subarray(0, size));
  }
}
