import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DeskToken } from "../../../../main/link/desk/token.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "continuo-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a token is the same after a restart, of 128 bits, and nobody else's to read", async () => {
  const { value } = await DeskToken.open(folder);
  expect(value).toMatch(/^[\w-]{22}$/);
  expect((await DeskToken.open(folder)).value).toBe(value);
  if (process.platform !== "win32") expect(statSync(join(folder, "token")).mode & 0o777).toBe(0o600);
});

test("a renewed one is another, and is kept in place of the old one", async () => {
  const token = await DeskToken.open(folder);
  const before = token.value;
  await token.renew();
  expect(token.value).not.toBe(before);
  expect((await DeskToken.open(folder)).value).toBe(token.value);
  expect(readdirSync(folder)).toEqual(["token"]);
});

test.each(["", "short", "x".repeat(1000), "a b c d e f g h i j k!"])(
  "a file that holds %j holds a token afterwards",
  async (content) => {
    writeFileSync(join(folder, "token"), content);
    const { value } = await DeskToken.open(folder);
    expect(readFileSync(join(folder, "token"), "utf8").trim()).toBe(value);
  },
);

test("one that is kept nowhere is good, and another each time", async () => {
  const [one, other] = [await DeskToken.open(null), await DeskToken.open(null)];
  expect(one.value).not.toBe(other.value);
});
