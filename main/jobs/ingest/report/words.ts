import type { Rejection } from "../../../archive/ingest/shot.ts";

/** Reasons in words. */
export const REASONS: Readonly<Record<Rejection, string>> = {
  nobody: "nobody in it",
  dark: "too dark",
  blurred: "blurred",
  "moving-camera": "the camera moves",
  small: "too small",
  "cut-off": "cut off at the edge",
  unsure: "joints unsure",
  swapped: "two may be swapped",
  short: "too short",
};

/** What is measured of each, where that has a unit. */
export const UNITS: Readonly<Partial<Record<Rejection, string>>> = {
  "moving-camera": "of its longer side a second",
  small: "pixels high",
  "cut-off": "of her joints",
  short: "s",
};

/** "12.3 s", "4 min 5 s", "1 h 2 min". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A time of a film: "1:02:03.4". */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Three digits, without zeros that say nothing. */
export const figure = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "unknown";

/** "1 film", "2 films". */
export const counted = (count: number, unit: string, units = `${unit}s`): string =>
  `${count} ${count === 1 ? unit : units}`;
