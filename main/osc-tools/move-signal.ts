import { setTimeout as sleep } from "node:timers/promises";
import type { Seconds } from "../../shared/pose.ts";
import type { Settings } from "../config/settings.ts";
import { type AnySignalName, MUSIC_SIGNALS } from "../motion/signals/music-signals.ts";
import { completeDestination } from "../outputs/osc/destination/preset.ts";
import { createOscOutput, type OscOutput } from "../outputs/osc/osc-output.ts";
import { machineClock } from "../system/clock.ts";
import { ConfigError, UserError } from "../system/errors.ts";
import type { Log } from "../system/log/log.ts";
import { pause } from "../system/pause.ts";
import { REFUSAL_MS } from "./sender.ts";
import { musicFrame, onlyMusic, onlySignal, signalFrame, triangleWave } from "./wiggle.ts";

export interface MoveSignalOptions extends Pick<Settings, "osc" | "oscPrefix" | "oscInterface"> {
  /** Or all of the music. */
  readonly signal: AnySignalName | "music";
  /** Beats of that music a minute. */
  readonly tempo: number;
  /** Whose, from 1. */
  readonly person: number;
  /** For once up and down. */
  readonly period: Seconds;
  /** How long; without it until the signal aborts. */
  readonly seconds?: Seconds | undefined;
}

/** Frames a second. */
const RATE = 30;
const MUSIC_NAMES: ReadonlySet<string> = new Set(MUSIC_SIGNALS.map(({ name }) => name));

/**
 * Moves one signal up and down, or plays music that nobody hears, and sends nothing else.
 * @throws UserError when no destination is sent the signal, or none took anything.
 */
export async function moveSignal(options: MoveSignalOptions, log: Log, stop: AbortSignal): Promise<void> {
  const { osc, oscPrefix, oscInterface, signal, tempo, person, period, seconds } = options;
  if (osc.length === 0)
    throw new ConfigError("there is no OSC destination, expected one by --osc or in the configuration");
  const destinations = osc.map((one) => {
    const destination = completeDestination(one, oscPrefix, oscInterface);
    return signal === "music" ? onlyMusic(destination) : onlySignal(signal, person, destination);
  });
  const output = createOscOutput({ destinations, log, clock: machineClock });
  const moves =
    signal === "music"
      ? `music of ${tempo} beats a minute`
      : `${signal}${MUSIC_NAMES.has(signal) ? "" : ` of person ${person}`}, up and down every ${period} s`;
  log.info(`${moves}: ${output.description}`);
  const begin = machineClock.now();
  let frame = 0;
  const moving = setInterval(() => {
    const now = machineClock.now();
    const t = now - begin;
    output.send(
      signal === "music"
        ? musicFrame(tempo, frame++, now)
        : signalFrame(signal, triangleWave(t, period), person, frame++, t),
    );
  }, 1000 / RATE);
  try {
    await pause(seconds && seconds * 1000, stop);
    clearInterval(moving);
    await sleep(REFUSAL_MS);
    checkTaken(output);
  } finally {
    clearInterval(moving);
    output.close();
  }
}

/** @throws UserError when none of the destinations took anything. */
function checkTaken(output: OscOutput): void {
  const ways = output.status();
  if (ways.some(({ sent }) => sent > 0)) return;
  const faults = ways.map(
    ({ destination, error }) => `${destination}: ${error ?? "not reached in that time"}`,
  );
  throw new UserError(`nothing was taken by ${faults.join(", ")}`);
}
