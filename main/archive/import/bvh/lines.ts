import { SourceError } from "../../../system/errors.ts";

/** What some editors and systems leave at the ends of a text: a byte order mark; ctrl-Z, which ended files in DOS. */
const MARK = /^(?:\uFEFF|\u00EF\u00BB\u00BF)/;
const isPadding = (code: number) => code <= 32;

/** Names of joints in any of the encodings that editors write; numbers are the same in all of them but UTF-16. */
export function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  // Without a mark: a text that begins with a Latin letter, of whose two bytes one is nought.
  if (bytes[0] !== 0 && bytes[1] === 0) return bytes.toString("utf16le");
  if (bytes[0] === 0 && bytes[1] !== 0) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

/** The file word by word and line by line, without blank lines; keeps the line number for error messages. */
export class BvhLines {
  readonly #file: string;
  readonly #text: string;
  readonly #end: number;
  /** Where the next line begins, what is left of this one, and this one's number. */
  #next = 0;
  #rest = "";
  #line = "";
  #number = 1;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#text = text;
    this.#next = MARK.exec(text)?.[0].length ?? 0;
    let end = text.length;
    while (end > this.#next && isPadding(text.charCodeAt(end - 1))) end--;
    this.#end = end;
  }

  /** Letters that are left after this line. */
  get left(): number {
    return this.#end - this.#next;
  }

  /** The next line that is not blank; null when there is none. */
  next(): string | null {
    while (this.#next < this.#end) {
      const start = this.#next;
      let stop = start;
      for (; stop < this.#end; stop++) {
        const code = this.#text.charCodeAt(stop);
        if (code === 10 || code === 13) break;
      }
      const isPair = this.#text.charCodeAt(stop) === 13 && this.#text.charCodeAt(stop + 1) === 10;
      this.#next = stop + (isPair ? 2 : 1);
      const line = this.#text.slice(start, stop).trim();
      const number = this.#upcoming;
      this.#upcoming++;
      if (line === "") continue;
      this.#number = number;
      this.#line = line;
      this.#rest = line;
      return line;
    }
    this.#rest = "";
    return null;
  }

  /** Number of the line that begins at `#next`. */
  #upcoming = 1;

  /** Passes over a keyword, whatever its case and whether a space follows; false when the next word is another. */
  take(keyword: RegExp): boolean {
    if (this.#rest === "" && this.next() === null) return false;
    const found = new RegExp(`^(?:${keyword.source})`, keyword.flags).exec(this.#rest);
    if (!found) return false;
    this.#rest = this.#rest.slice(found[0].length).trimStart();
    return true;
  }

  /** The same of a keyword that must be there. */
  expect(keyword: RegExp, expected: string): void {
    if (!this.take(keyword)) this.fail(expected);
  }

  /** What is left of this line, or what stands before the brace on it. */
  name(): string {
    const brace = this.#rest.indexOf("{");
    const name = brace < 0 ? this.#rest : this.#rest.slice(0, brace);
    this.#rest = brace < 0 ? "" : this.#rest.slice(brace);
    return name.trim();
  }

  /** The next word on this line, where there is one like that. */
  word(like = /[^\s{}]+/): string | undefined {
    const found = new RegExp(`^(?:${like.source})`, like.flags).exec(this.#rest)?.[0];
    if (found !== undefined) this.#rest = this.#rest.slice(found.length).trimStart();
    return found;
  }

  /** Refuses what stands next. */
  fail(expected: string): never {
    return this.#rest === "" && this.next() === null
      ? this.refuse(expected, "the file ends")
      : this.refuse(expected);
  }

  /** Refuses the line read last. */
  refuse(expected: string, found = `"${this.#line.slice(0, 60)}"`): never {
    throw new SourceError(`${this.#file}:${this.#number}: ${found}, expected ${expected}`);
  }
}
