import { createWriteStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Seconds } from "../../shared/pose.ts";
import { machineClock } from "../system/clock.ts";
import { UserError } from "../system/errors.ts";
import { whyUnwritable } from "../system/files/paths.ts";
import { pause } from "../system/pause.ts";
import { type ReceiverOptions, receive } from "./receiver.ts";
import { RECORDING_HEADER, recordingLine } from "./recording.ts";

export const RECORDING_ENDING = ".osc.ndjson";

/**
 * Writes what comes to a new file until the signal aborts, or for so many seconds.
 * @returns how many packets. @throws UserError when there is no port to receive on, or the file cannot be written.
 */
export async function recordPackets(
  file: string,
  from: ReceiverOptions,
  seconds: Seconds | undefined,
  signal: AbortSignal,
): Promise<number> {
  if (!file.endsWith(RECORDING_ENDING))
    throw new UserError(`the file is "${file}", expected a name that ends in ${RECORDING_ENDING}`);
  const lines = new PassThrough();
  lines.write(`${JSON.stringify(RECORDING_HEADER)}\n`);
  let begin: Seconds | null = null;
  let packets = 0;
  const receiver = await receive(from, (packet) => {
    const now = machineClock.now();
    begin ??= now;
    packets++;
    lines.write(recordingLine({ t: now - begin, packet }));
  });
  // Only now that the port is open: an empty file would stand in the way of the next try.
  const failure = new AbortController();
  const written = write(lines, file);
  written.catch(() => failure.abort());
  await pause(seconds && seconds * 1000, AbortSignal.any([signal, failure.signal]));
  receiver.close();
  lines.end();
  await written;
  return packets;
}

/** @throws UserError when the file is there already, or cannot be written to its end. */
async function write(lines: PassThrough, file: string): Promise<void> {
  try {
    await pipeline(lines, createWriteStream(file, { flags: "wx" }));
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${whyUnwritable(error)})`);
  }
}
