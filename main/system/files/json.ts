import { printable } from "../log/printable.ts";
import { type ExpectedFile, readWholeFile } from "./read-file.ts";

/** No file of ours goes deeper than ten. */
const DEEPEST = 64;

/**
 * JSON that goes no deeper than what walks through it, by calling itself, can bear.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const depth = depthOf(text);
  if (depth > DEEPEST) throw new SyntaxError(`lists and objects nested more than ${DEEPEST} deep`);
  // Some editors begin a file with a byte order mark, which is not JSON.
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}

/** @throws the fault, naming the file, what was found and what was expected. */
export async function readJsonFile(file: string, expected: ExpectedFile): Promise<unknown> {
  return jsonFrom((await readWholeFile(file, expected)).toString("utf8"), file, expected);
}

/** The JSON of a file that has been read. @throws the fault, as `readJsonFile` does. */
export function jsonFrom(text: string, file: string, { Fault, expected }: ExpectedFile): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    // The message quotes the file, which may hold anything.
    const reason = printable((error as Error).message.replace(/\s+/g, " "));
    throw new Fault(`${file}: ${reason}; expected ${expected}`);
  }
}

/** Of lists and objects, or more than the deepest that is allowed; brackets in strings are none. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let i = 0; i < text.length && deepest <= DEEPEST; i++) {
    const letter = text[i];
    if (letter === '"') i = endOfString(text, i);
    else if (letter === "[" || letter === "{") deepest = Math.max(deepest, ++depth);
    else if (letter === "]" || letter === "}") depth--;
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
