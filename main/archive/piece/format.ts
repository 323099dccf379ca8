import * as v from "valibot";
import { FARTHEST_BEGIN, isTrackPath } from "../../../shared/music-track.ts";
import {
  AT_ONCE,
  JOIN_WAYS,
  LANES,
  LIMITS,
  laneFrames,
  PIECE_FPS,
  type Piece,
  type PieceClip,
} from "../../../shared/piece/piece.ts";
import { choice, flag, number, whole } from "../../schema/kinds.ts";
import { parse } from "../../schema/parse.ts";
import { ConfigError } from "../../system/errors.ts";
import { oddName } from "../library/names.ts";

/*
 * `*.piece.json`: one readable JSON that names its takes. What is as usual need not be said.
 */

const text = (most: number) =>
  v.pipe(v.string(), v.maxLength(most), v.metadata({ expected: `text of at most ${most} letters` }));
const time = (least: number, most: number) => number(least, most, "seconds");

const Join = v.pipe(
  v.strictObject({ how: choice(JOIN_WAYS), seconds: v.optional(time(0, LIMITS.away), 0) }),
  v.metadata({ expected: "an object with how and seconds" }),
);

const Clip = v.strictObject({
  take: v.pipe(
    v.string(),
    v.check((name) => oddName(name) === null),
    v.metadata({ expected: "the bare name of a take beside the piece" }),
  ),
  person: v.optional(v.nullable(whole(0, 2 ** 31 - 1)), null),
  from: v.optional(time(0, LIMITS.longest), 0),
  to: time(0, LIMITS.longest),
  mirrored: v.optional(flag(), false),
  speed: v.optional(number(...LIMITS.speed), 1),
  times: v.optional(whole(1, LIMITS.times), 1),
  keepsPlace: v.optional(flag(), false),
  join: v.optional(Join, AT_ONCE),
});

const Mark = v.strictObject({
  at: time(0, LIMITS.lane),
  kind: v.optional(choice(["marker", "note"]), "marker"),
  text: text(LIMITS.text),
});

const Music = v.strictObject({
  file: v.pipe(
    v.string(),
    v.check((file) => isTrackPath(file) && !file.includes("/")),
    v.metadata({ expected: "the bare name of a file of sound beside the piece" }),
  ),
  begin: v.optional(time(-FARTHEST_BEGIN, FARTHEST_BEGIN), 0),
});

const rowOfClips = v.optional(
  v.pipe(v.array(Clip), v.maxLength(LIMITS.clips), v.metadata({ expected: `at most ${LIMITS.clips} clips` })),
  [],
);

/** A piece without what says that it is one. */
export const PieceSchema = v.strictObject({
  title: v.optional(text(LIMITS.title), ""),
  seed: v.optional(whole(0, LIMITS.seed), 0),
  dancer: rowOfClips,
  partner: rowOfClips,
  music: v.optional(Music),
  marks: v.optional(
    v.pipe(
      v.array(Mark),
      v.maxLength(LIMITS.marks),
      v.metadata({ expected: `at most ${LIMITS.marks} marks` }),
    ),
    [],
  ),
});

const FileSchema = v.strictObject({
  format: choice(["continuo-piece"]),
  version: v.pipe(v.literal(1), v.metadata({ expected: "1" })),
  ...PieceSchema.entries,
});

/** @throws ConfigError naming the file and the key, what was found and what was expected. */
export function parsePiece(found: unknown, file: string): Piece {
  const isObject = typeof found === "object" && found !== null && !Array.isArray(found);
  if (!isObject || !("format" in found))
    throw new ConfigError(`${file}: no "format", expected a piece ("format": "continuo-piece")`);
  const named = (path: readonly string[]) => `${file}: ${path.join(".")}`;
  const { format, version, ...piece } = parse(FileSchema, found, named, "a key of a piece");
  return checkPiece(piece, file);
}

/** What one key alone does not tell. @throws ConfigError as `parsePiece` does. */
export function checkPiece(piece: Piece, file: string): Piece {
  for (const lane of LANES) {
    for (const [index, { from, to, join }] of piece[lane].entries()) {
      const at = `${file}: ${lane}.${index}`;
      if (to - from < LIMITS.shortest - 1e-9)
        throw new ConfigError(`${at} goes from ${from} to ${to}, expected at least ${LIMITS.shortest} s`);
      const [least, most] = LIMITS.danced;
      if (join.how === "danced" && !(join.seconds >= least && join.seconds <= most))
        throw new ConfigError(
          `${at}.join.seconds is ${join.seconds}, expected a number from ${least} to ${most} for one that is danced`,
        );
    }
    const seconds = laneFrames(piece[lane]) / PIECE_FPS;
    if (seconds > LIMITS.lane)
      throw new ConfigError(`${file}: ${lane} lasts ${seconds} s, expected at most ${LIMITS.lane}`);
  }
  return { ...piece, marks: [...piece.marks].sort((a, b) => a.at - b.at) };
}

/** The text of a file, a clip and a mark a line. */
export function formatPiece({ title, seed, dancer, partner, music, marks }: Piece): string {
  const rows = (name: string, values: readonly object[]) =>
    values.length === 0
      ? `  "${name}": []`
      : `  "${name}": [\n${values.map((value) => `    ${spaced(value)}`).join(",\n")}\n  ]`;
  const lines = [
    '  "format": "continuo-piece"',
    '  "version": 1',
    `  "title": ${JSON.stringify(title)}`,
    `  "seed": ${seed}`,
    ...(music ? [`  "music": ${spaced(music)}`] : []),
    rows("dancer", dancer.map(said)),
    rows("partner", partner.map(said)),
    rows("marks", marks),
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** What is as usual is left out. */
function said({ take, from, to, ...rest }: PieceClip): object {
  const usual: Omit<PieceClip, "take" | "from" | "to"> = {
    ...{ person: null, mirrored: false, speed: 1, times: 1, keepsPlace: false, join: AT_ONCE },
  };
  const other = Object.entries(rest).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key as keyof typeof usual]),
  );
  return { take, from, to, ...Object.fromEntries(other) };
}

/** JSON on one line with room between its parts; what is in strings stays as it is. */
const spaced = (value: object): string => JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
