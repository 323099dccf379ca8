import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deskCheck } from "../../../main/doctor/desk.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "continuo-test-"));
  vi.stubEnv("XDG_CACHE_HOME", folder);
  vi.stubEnv("LOCALAPPDATA", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const check = (address: string | null, port: number) =>
  deskCheck({ desk: { address, port } }).run(new AbortController().signal);

/** One that nobody listens on. */
async function freePort(): Promise<{ port: number; close: () => void }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as { port: number }).port, close: () => server.close() };
}

test("a desk of this machine alone has no link", async () => {
  expect(await check(null, 8081)).toMatchObject({
    state: "ok",
    found: expect.stringMatching(/this machine alone/),
  });
});

test("an open desk has the same link each time, with its QR code in lines of one length", async () => {
  const { port, close } = await freePort();
  close();
  const found = await check("127.0.0.1", port);
  expect(found).toMatchObject({
    state: "ok",
    found: expect.stringMatching(`^http://127.0.0.1:${port}/\\?k=[\\w-]{22}$`),
  });
  expect(found.lines!.length).toBeGreaterThan(12);
  expect(new Set(found.lines!.map((line) => line.length)).size).toBe(1);
  expect(await check("127.0.0.1", port)).toEqual(found);
});

test("the link is told while the show holds the port", async () => {
  const { port, close } = await freePort();
  expect(await check("127.0.0.1", port)).toMatchObject({
    state: "limited",
    found: expect.stringMatching(/^http/),
    advice: expect.stringMatching(/EADDRINUSE.*if that is not the show/),
  });
  close();
});

test("an address of another machine is told, with those there are", async () => {
  expect(await check("192.0.2.250", 8081)).toMatchObject({
    state: "limited",
    found: "192.0.2.250 is no address of this machine now",
    advice: expect.stringMatching(/127\.0\.0\.1/),
  });
});
