import type { LookName } from "../../../shared/commands/parameters.ts";
import type { FilmBackground } from "../../../shared/film.ts";
import { ConfigError } from "../../system/errors.ts";

/** What of a film can be chosen. */
export interface FilmOptions {
  readonly look: LookName;
  /** Pixels; both even, since a film has one colour for two by two of them. */
  readonly size: { readonly width: number; readonly height: number };
  /** Frames a second. */
  readonly fps: number;
  /** null: nothing in a WebM, which can be transparent, and the stage in an MP4, which cannot. */
  readonly background: FilmBackground | null;
  /** A file of sound that begins with the take; null for none. */
  readonly sound: string | null;
  /** The Chromium or Chrome that draws; null for the first that is found. */
  readonly browser: string | null;
}

export const FILM: FilmOptions = {
  ...{ look: "line", size: { width: 1280, height: 720 }, fps: 30 },
  ...{ background: null, sound: null, browser: null },
};

/** Pixels of the smallest and of the largest side. */
export const FILM_SIDES = { least: 16, most: 4096 };
export const FILM_RATES = { least: 1, most: 120 };

/** @throws ConfigError */
export function checkFilm({ size }: FilmOptions): void {
  const { least, most } = FILM_SIDES;
  const isFine = (side: number) => side >= least && side <= most && side % 2 === 0;
  if (isFine(size.width) && isFine(size.height)) return;
  throw new ConfigError(
    `--size is ${size.width}x${size.height}, expected even numbers of pixels from ${least} to ${most}`,
  );
}
