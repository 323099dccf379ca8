import type { Seconds } from "../../shared/pose.ts";
import type { Transport } from "../outputs/osc/wire/wire.ts";
import { machineClock } from "../system/clock.ts";
import { pause } from "../system/pause.ts";
import { loopLength, readRecording } from "./recording.ts";
import { type OscSender, type Target, withSender } from "./sender.ts";

export interface ReplayOptions {
  readonly file: string;
  readonly to: Target;
  readonly transport: Transport;
  /** How many times as fast as it was recorded. */
  readonly speed: number;
  /** Over and over. */
  readonly loop: boolean;
}

/**
 * Sends recorded packets again, with their timing, until the signal aborts.
 * @returns how many. @throws UserError when the file cannot be read, or the receiver does not take a packet.
 */
export async function replayPackets(options: ReplayOptions, signal: AbortSignal): Promise<number> {
  const { to, transport, speed, loop } = options;
  let packets = 0;
  await withSender(to, transport, async (sender) => {
    do {
      const begin = machineClock.now();
      const played = await playOnce(options, sender, signal);
      packets += played.packets;
      if (loop && packets > 0)
        await pauseUntil(begin + loopLength(played.packets, played.last) / speed, signal);
    } while (loop && packets > 0 && !signal.aborted);
  });
  return packets;
}

interface Played {
  readonly packets: number;
  /** Time of the last packet in the recording. */
  readonly last: Seconds;
}

async function playOnce(
  { file, speed }: ReplayOptions,
  { send }: OscSender,
  signal: AbortSignal,
): Promise<Played> {
  const begin = machineClock.now();
  let [packets, last] = [0, 0];
  for await (const { t, packet } of readRecording(file)) {
    await pauseUntil(begin + t / speed, signal);
    if (signal.aborted) break;
    await send(packet);
    packets++;
    last = Math.max(last, t);
  }
  return { packets, last };
}

async function pauseUntil(t: Seconds, signal: AbortSignal): Promise<void> {
  const early = t - machineClock.now();
  if (early > 0) await pause(early * 1000, signal);
}
