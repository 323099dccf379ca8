import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { PictureInlet } from "../../../main/process/picture-inlet.ts";
import { emptyFolder } from "../../support/folder.ts";
import { turns } from "../../support/turns.ts";

/** An inlet at one end of a pipe, and the other end. */
function pipe() {
  const fifo = join(emptyFolder(), "pictures");
  execFileSync("mkfifo", [fifo]);
  const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(fd));
  const inlet = new PictureInlet(openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK));
  return { inlet, write: (bytes: Uint8Array) => expect(writeSync(fd, bytes)).toBe(bytes.length) };
}

const picture = (size: number, seed: number) =>
  Uint8Array.from({ length: size }, (_, index) => (index * 7 + seed) % 251);

test("a picture larger than what a read brings comes whole, whatever the pieces", async () => {
  const { inlet, write } = pipe();
  const sent = picture(1_000_001, 3);
  const taken: Uint8Array[] = [];
  inlet.next(sent.length, (data) => taken.push(data.slice()));
  for (let at = 0; at < sent.length; at += 33_333) {
    expect(taken).toEqual([]);
    write(sent.subarray(at, at + 33_333));
    await turns(2);
  }
  await expect.poll(() => taken.length).toBe(1);
  expect(Buffer.compare(taken[0]!, sent)).toBe(0);
});

test("it does not matter whether a picture or the word of it comes first", async () => {
  const { inlet, write } = pipe();
  const taken: Uint8Array[] = [];
  const next = (size: number) => inlet.next(size, (data) => taken.push(data.slice()));
  const [first, second] = [picture(1000, 1), picture(500, 2)];
  write(first);
  await turns(20);
  expect(taken).toEqual([]);
  next(1000);
  expect(taken).toEqual([first]);
  next(500);
  write(second);
  await expect.poll(() => taken).toEqual([first, second]);
});
