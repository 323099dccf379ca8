/** What a terminal obeys, what breaks a line or turns its direction, what cannot be seen, and halves of characters; joiners are part of words. */
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const NAMES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text that came from outside (a camera's label, a page, a file, a model, an OSC address) as one line that a terminal,
 * a page and a log can show: what is no visible character is written as an escape. Harmless to do twice.
 * @param most characters of the result; what is longer ends in an ellipsis.
 */
export function printable(text: string, most = 200): string {
  // What cannot be part of the result is not looked at: somebody may send a megabyte.
  const line = text.slice(0, most + 1).replace(UNPRINTABLE, escaped);
  return line.length > most ? `${line.slice(0, Math.max(0, most - 1)).replace(HALF, "")}…` : line;
}

/** The same for what has lines of its own, such as a result or the last words of a process. */
export function printableLines(text: string, most = 2000): string {
  return text
    .split("\n")
    .map((line) => printable(line, most))
    .join("\n");
}

/** A character of two halves that was cut between them. */
const HALF = /[\ud800-\udbff]$/;

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return NAMES[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
