import { DAY_SECONDS, type Epoch, instantOf, localTime, machineZone } from "./zone.ts";

/**
 * When it was this time of day last, at or before a moment of the wall clock.
 * @param time seconds since midnight
 * @param zone null: the machine's
 */
export function lastTimeOfDay(time: number, zone: string | null, at: Epoch): Epoch {
  const where = zone ?? machineZone();
  const { day } = localTime(at, where);
  const today = instantOf({ day, seconds: time }, where);
  return today <= at ? today : instantOf({ day: day - 1, seconds: time }, where);
}

/** Milliseconds of a day without a change of the clocks. */
export const DAY_MS = 1000 * DAY_SECONDS;
