import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import * as v from "valibot";
import type { Seconds } from "../../shared/pose.ts";
import { UserError } from "../system/errors.ts";

/*
 * OSC on disk, `*.osc.ndjson`: one JSON value a line, the header first, then a packet a line.
 */

export const RECORDING_HEADER = { format: "continuo-osc", version: 1 } as const;

export interface RecordedPacket {
  /** Seconds from the first packet. */
  readonly t: Seconds;
  readonly packet: Uint8Array;
}

const Header = v.object({
  format: v.literal(RECORDING_HEADER.format),
  version: v.literal(RECORDING_HEADER.version),
});
const Line = v.object({ t: v.pipe(v.number(), v.minValue(0)), packet: v.pipe(v.string(), v.base64()) });

/** A shorter recording is of a single cue: the gaps between its packets say nothing about how often it repeats. */
const LONGEST_CUE: Seconds = 0.1;
const CUE_INTERVAL: Seconds = 1;

/**
 * Period of a recording that is replayed in a loop. Between its last packet and its first comes the mean gap of its
 * packets, or a second where it is a single cue.
 * @param last time of the last packet.
 */
export function loopLength(packets: number, last: Seconds): Seconds {
  const isCue = packets <= 1 || last < LONGEST_CUE;
  return last + (isCue ? CUE_INTERVAL : last / (packets - 1));
}

export function recordingLine({ t, packet }: RecordedPacket): string {
  return `${JSON.stringify({ t: Number(t.toFixed(6)), packet: Buffer.from(packet).toString("base64") })}\n`;
}

/**
 * The packets of a file, one after the other. A damaged last line, as a crash leaves it, is skipped.
 * @throws UserError naming file and line.
 */
export async function* readRecording(file: string): AsyncGenerator<RecordedPacket> {
  let number = 0;
  let damage: string | null = null;
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (damage !== null) throw new UserError(damage);
      number++;
      const found = parse(line);
      if (number === 1) {
        if (!v.is(Header, found))
          throw new UserError(`${file}:1: found no header, expected ${JSON.stringify(RECORDING_HEADER)}`);
        continue;
      }
      if (v.is(Line, found)) yield { t: found.t, packet: Buffer.from(found.packet, "base64") };
      else damage = `${file}:${number}: "${line.slice(0, 40)}" is no packet of a recording`;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file}: cannot be read (${(error as Error).message})`);
  }
  if (number === 0) throw new UserError(`${file}: empty, expected a recording of OSC`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
