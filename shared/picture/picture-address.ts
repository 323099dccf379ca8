import { FIGURE_LOOKS, type LookName } from "../commands/parameters.ts";

export const SHOWS = ["both", "partner", "dancer", "alone"] as const;
/** Whose figures a picture has: both with the stage's words, one of them, or both alone, without a word or sign. */
export type Show = (typeof SHOWS)[number];

/** What one page shows of the show, as its address says. */
export interface Picture {
  readonly show: Show;
  /** Behind the figures: the stage's wall and floor, nothing at all, or a colour as CSS writes it. */
  readonly background: string;
  /** The page's own look; null: the show's. */
  readonly look: LookName | null;
  /** Name of the screen that it is seen on: how it lies there is kept under it. */
  readonly screen: string;
  /** Whether it is a stage, which may be asked for its camera; else it only shows. */
  readonly camera: boolean;
}

/** The wall and the floor of the look. */
export const STAGE_GROUND = "stage";
export const TRANSPARENT = "transparent";

/** Of the screens that nobody has named. */
export const FIRST_SCREEN = "stage";
/** Letters of any language, numbers and what stands between them in the names of projectors. */
export const SCREEN_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._#()-]{0,39}$/u;

const ON_OFF = ["on", "off"] as const;
const PARAMETERS = ["show", "background", "look", "screen", "camera"];

/**
 * Whether the picture speaks to whoever stands before it: in words, and in signs such as rings and lines. A page without
 * a camera stands before nobody, unless it shows all that the stage does.
 */
export const speaks = ({ show, camera }: Picture): boolean => show === "both" || (camera && show !== "alone");

/** Whether the figures stand before something else than their wall and floor, and are cut out of their ground for it. */
export const isCutOut = ({ background }: Picture): boolean => background !== STAGE_GROUND;

/**
 * Reads the part of a page's address behind the question mark.
 * @param isColour whether CSS takes a text as a colour
 * @throws Error with the parameter, what was found and what was expected
 */
export function readPictureAddress(search: string, isColour: (text: string) => boolean): Picture {
  const given = new URLSearchParams(search);
  for (const name of given.keys()) {
    if (!PARAMETERS.includes(name))
      throw new Error(`"${name}" is no part of the stage's address, expected ${inWords(PARAMETERS)}`);
    if (given.getAll(name).length > 1) throw new Error(`${name} is given twice, expected once`);
  }
  const background = groundOf(given.get("background") ?? STAGE_GROUND);
  if (background !== STAGE_GROUND && !isColour(background))
    throw unexpected("background", background, "stage, transparent, or a colour such as black or 00b140");
  const screen = given.get("screen") ?? FIRST_SCREEN;
  if (!SCREEN_NAME.test(screen))
    throw unexpected("screen", screen, "a name of at most 40 letters and numbers");
  return {
    show: oneOf("show", given.get("show"), SHOWS) ?? "both",
    background,
    look: oneOf("look", given.get("look"), FIGURE_LOOKS),
    screen,
    // Who asks for a part of the show, or for the stage without words, wants to see it and not to be seen.
    camera: (oneOf("camera", given.get("camera"), ON_OFF) ?? (given.has("show") ? "off" : "on")) === "on",
  };
}

/** In an address # begins another part: colours are written without it too. */
const groundOf = (found: string) => (/^[0-9a-f]{6}$/i.test(found) ? `#${found}` : found);

function oneOf<T extends string>(name: string, found: string | null, names: readonly T[]): T | null {
  if (found === null) return null;
  const known = names.find((each) => each === found);
  if (known === undefined) throw unexpected(name, found, inWords(names));
  return known;
}

/** Shortened: an address may be long. */
function unexpected(name: string, found: string, expected: string): Error {
  const seen = found.length > 40 ? `${found.slice(0, 39)}…` : found;
  return new Error(`${name} is "${seen}", expected ${expected}`);
}

const inWords = (names: readonly string[]) => names.join(", ").replace(/, ([^,]*)$/, " or $1");
