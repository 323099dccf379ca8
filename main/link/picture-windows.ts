import { readPictureAddress } from "../../shared/picture/picture-address.ts";

/** A window of the desktop app that shows a picture. */
export interface PictureWindow {
  /** The screen that it fills: its number from the left, or a part of its name. */
  readonly wanted: string;
  /** Of the page's address, with its question mark. */
  readonly search: string;
}

/** What the stage itself shows: unlike a further window it has the camera, and is there whether its screen is or not. */
export interface StagePicture {
  readonly wanted: string | null;
  readonly search: string;
}

/** A picture that other programs of this machine take as a texture. */
export interface SharedTexture {
  /** By which they find it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly search: string;
}

/** Syphon on macOS, Spout on Windows: installed by whoever wants it. */
export const TEXTURE_PACKAGE = "@napolab/texture-bridge-core";

export const WINDOW_FORM =
  'a window such as "screen=2,show=partner,background=black,look=ink", its screen by number or by a part of its name';
export const STAGE_FORM = 'what the stage shows, such as "show=partner,background=black,look=ink"';
export const TEXTURE_FORM =
  'a texture such as "name=Partner,size=1920x1080,show=partner,background=transparent"';

/** Pixels: what graphics cards take, and more than any wall has. */
const [SMALLEST, LARGEST] = [16, 8192];

/** @throws Error where it is none */
export function parsePictureWindow(text: string): PictureWindow {
  const given = pairs(text);
  const wanted = given.get("screen");
  if (!wanted) throw new Error("no screen");
  return { wanted, search: searchOf(given, "off") };
}

/** @throws Error where it is none */
export function parseStagePicture(text: string): StagePicture {
  const given = pairs(text);
  return { wanted: given.get("screen") ?? null, search: searchOf(given, "on") };
}

/** @throws Error where it is none */
export function parseSharedTexture(text: string): SharedTexture {
  const given = pairs(text);
  const { name, size } = Object.fromEntries(given);
  const [width, height] = (/^(\d{1,5})x(\d{1,5})$/.exec(size ?? "") ?? []).slice(1).map(Number);
  if (!name || name.length > 60 || !width || !height) throw new Error("no name or size");
  if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) throw new Error("size");
  for (const own of ["name", "size"]) given.delete(own);
  return { name, width, height, search: searchOf(given, "off") };
}

/** "a=1,b=2" */
function pairs(text: string): Map<string, string> {
  const given = new Map<string, string>();
  for (const pair of text.split(",")) {
    const at = pair.indexOf("=");
    const key = pair.slice(0, at).trim();
    if (at < 1 || given.has(key)) throw new Error(pair);
    given.set(key, pair.slice(at + 1).trim());
  }
  return given;
}

/**
 * @param camera off: it only shows, since the camera is the stage's. What is a colour only the page can tell, and says
 * where it is none.
 */
function searchOf(given: ReadonlyMap<string, string>, camera: "on" | "off"): string {
  const search = `?${new URLSearchParams({ ...Object.fromEntries(given), camera })}`;
  if (given.has("camera")) throw new Error("camera");
  readPictureAddress(search, () => true);
  return search;
}
