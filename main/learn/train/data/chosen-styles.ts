import type { DanceTrack } from "../../../archive/tracks.ts";
import { ConfigError } from "../../../system/errors.ts";

/** Which styles of a folder of takes are wanted. */
export interface StyleChoice {
  /** As the user calls it, for example "--leave-out". */
  readonly option: string;
  /** Names of styles; none wants all. */
  readonly styles: readonly string[];
  /** Whether these alone are kept, or all but these. */
  readonly keeps: boolean;
}

/**
 * The tracks of the styles that are wanted, one at a time.
 * @throws ConfigError, when all were read, for a style that no take of the folder has, and where none is left.
 */
export async function* tracksOfStyles(
  folder: string,
  tracks: AsyncIterable<DanceTrack>,
  { option, styles, keeps }: StyleChoice,
): AsyncGenerator<DanceTrack> {
  if (styles.length === 0) return yield* tracks;
  const there = new Set<string>();
  for await (const track of tracks) {
    there.add(track.style);
    if (styles.includes(track.style) === keeps) yield track;
  }
  const known = [...there].sort();
  const unknown = styles.find((style) => !there.has(style));
  if (unknown !== undefined)
    throw new ConfigError(
      `${option} names ${unknown}, which no take in ${folder} has; expected some of ${known.join(", ")}`,
    );
  if (!keeps && known.every((style) => styles.includes(style)))
    throw new ConfigError(`${option} leaves no take of ${folder}, whose styles are ${known.join(", ")}`);
}
