import { join } from "node:path";
import { PARTNER_PART, TAKE_ENDINGS } from "../../../shared/desk/library.ts";
import { SourceError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";

/** Bytes of the longest name that file systems take. */
const LONGEST_NAME = 255;
/** No name on Windows, or none that a shell, a page and a log all show as it is. */
const FORBIDDEN = /[<>:"/\\|?*]|(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** On Windows these are devices, whatever comes after the first dot. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i;

/** Whether a file is one of the library's by its ending. */
export const hasTakeEnding = (name: string): boolean => TAKE_ENDINGS.some((ending) => name.endsWith(ending));

/** Why it is the name of no take, in words; null where it is. */
export function oddName(name: string): string | null {
  if (!hasTakeEnding(name)) return `expected a name that ends in ${TAKE_ENDINGS.join(" or ")}`;
  if (/[. ]$/.test(stemOf(name))) return "expected a name without a dot or a space before its ending";
  return oddFileName(name);
}

/** Why it is no bare name of a file that every system takes, in words; null where it is. */
export function oddFileName(name: string): string | null {
  if (Buffer.byteLength(name) > LONGEST_NAME) return `expected a name of at most ${LONGEST_NAME} bytes`;
  if (FORBIDDEN.test(name)) return `expected a file name without folders and without < > : " / \\ | ? *`;
  if (name.startsWith(".") || name.startsWith(" "))
    return "expected a name that begins with no dot and no space";
  if (DEVICE.test(name)) return "expected a name that is no device of Windows";
  return null;
}

/** Any text as the beginning of a file's name, at most so many bytes; "unnamed" where nothing of it can be in one. */
export function asFileName(text: string, mostBytes: number): string {
  const possible = text
    .normalize("NFC")
    .replace(new RegExp(FORBIDDEN, "gu"), "-")
    .replace(/^[. ]+/, "");
  const letters = [...possible.slice(0, mostBytes)];
  while (Buffer.byteLength(letters.join("")) > mostBytes) letters.pop();
  const name = letters.join("").replace(/[. ]+$/, "");
  if (name === "") return "unnamed";
  return DEVICE.test(name) ? `_${name}` : name;
}

/**
 * The path of a take of the library: every name that comes from outside goes through here.
 * @throws SourceError for what is not the bare name of a take, such as a path.
 */
export function pathOfTake(folder: string, name: string): string {
  const odd = oddName(name);
  if (odd !== null) throw new SourceError(`${printable(name, 80)}: no name of a take, ${odd}`);
  return join(folder, name);
}

/** Its name without the ending. */
export const stemOf = (name: string): string => name.slice(0, name.length - endingOf(name).length);

export const endingOf = (name: string): string => TAKE_ENDINGS.find((ending) => name.endsWith(ending)) ?? "";

/** What the partner's take is called that lies beside a dancer's; null for that of a partner itself. */
export function partnerOf(name: string): string | null {
  const stem = stemOf(name);
  return stem.endsWith(PARTNER_PART) ? null : stem + PARTNER_PART + endingOf(name);
}

/** The other way round. */
export function dancerOf(name: string): string | null {
  const stem = stemOf(name);
  return stem.endsWith(PARTNER_PART) ? stem.slice(0, -PARTNER_PART.length) + endingOf(name) : null;
}
