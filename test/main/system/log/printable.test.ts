import { expect, test } from "vitest";
import { printable, printableLines } from "../../../../main/system/log/printable.ts";

test.each([
  ["a line break", "cam\nwarning: forged\r\n", "cam\\nwarning: forged\\r\\n"],
  ["a terminal's escape sequence", "\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"],
  ["the one-byte form of the same", "\x9b31m", "\\x9b31m"],
  ["NUL, backspace and delete", "a\0b\bc\x7f", "a\\x00b\\x08c\\x7f"],
  ["a turned direction", "gpj\u202etake", "gpj\\u202etake"],
  ["line and paragraph separators", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
  ["what cannot be seen", "a\u200bb\ufeff", "a\\u200bb\\ufeff"],
  ["half a character", "a\ud83d!", "a\\ud83d!"],
])("%s is written as an escape", (_what, text, line) => {
  expect(printable(text, 100)).toBe(line);
  expect(printable(line, 100)).toBe(line);
});

test("names of every language, and characters of several parts, stay as they are", () => {
  for (const name of ["Kamera (Büro) 2", "全身カメラ", "דנה", "می‌خواهم", "👩‍👧 x", "C:\\takes\\a.ndjson"])
    expect(printable(name, 100)).toBe(name);
});

test("what is longer than it may be ends in an ellipsis, and is never longer, nor a cut character", () => {
  expect(printable("abcdef", 6)).toBe("abcdef");
  expect(printable("abcdefg", 6)).toBe("abcde…");
  expect(printable("ab\x1b[cd", 6)).toBe("ab\\x1…");
  expect(printable("abcd😀e", 6)).toBe("abcd…");
});

test("what is cut off costs nothing", () => {
  const [short, long] = ["\x1b".repeat(100), "\x1b".repeat(50e6)];
  const timeOf = (text: string) => {
    const began = performance.now();
    for (let n = 0; n < 20; n++) expect(printable(text, 80)).toHaveLength(80);
    return performance.now() - began;
  };
  // Makes one text of the parts it was repeated from.
  timeOf(long);
  expect(timeOf(long)).toBeLessThan(1000 * timeOf(short));
});

test("a text of lines keeps its lines", () => {
  expect(printableLines("a\x1b[2J\nb\r\n")).toBe("a\\x1b[2J\nb\\r\n");
});
