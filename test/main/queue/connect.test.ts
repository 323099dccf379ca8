import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { checkRedis, faultsOf } from "../../../main/queue/connect.ts";
import { ConfigError, SourceError } from "../../../main/system/errors.ts";
import { concealed } from "../../../main/system/log/concealed.ts";
import { hasRedis, RedisServer } from "../../support/redis.ts";

/** The one line with which a Redis is refused. */
async function refusal(address: string): Promise<string> {
  const error = await checkRedis(address).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceError);
  const { message } = error as SourceError;
  expect(message).not.toMatch(/\n|secret/);
  return message;
}

/** Listens and answers nothing, or always the same. */
async function stranger(answer: string | null): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => answer !== null && socket.write(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

test("where nobody answers the address is named, without its password", async () => {
  const port = await stranger(null);
  expect(await refusal("redis://me:secret@127.0.0.1:1")).toBe(
    "redis://***@127.0.0.1:1: no Redis answers there; expected one that runs",
  );
  expect(await refusal("redis://:secret@no-such-machine.invalid")).toContain(
    "there is no machine of this name",
  );
  expect(await refusal(`redis://:secret@127.0.0.1:${port}`)).toContain("expected a Redis or Valkey");
});

test("who answers but is no Redis is refused", async () => {
  const port = await stranger("HTTP/1.1 400 Bad Request\r\n\r\n");
  expect(await refusal(`redis://127.0.0.1:${port}`)).toContain("expected a Redis or Valkey");
});

describe.runIf(hasRedis)("a real server", () => {
  test("one that keeps what it is told is taken without a word", async () => {
    const server = await RedisServer.start();
    expect(await checkRedis(server.address)).toEqual([]);
  });

  test("one that may forget is taken, and said to", async () => {
    const server = await RedisServer.start(["--appendonly", "no", "--maxmemory-policy", "allkeys-lru"]);
    const lines = await checkRedis(server.address);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("keeps no append-only file");
    expect(lines[1]).toContain("maxmemory-policy is allkeys-lru, expected noeviction");
  });

  test("a wrong password, or none, is told as such", async () => {
    const server = await RedisServer.start([], "right");
    const refused = "refuses the password, or asks for one; expected redis://user:password@host:port";
    expect(await refusal(`redis://:secret@127.0.0.1:${server.port}`)).toContain(refused);
    expect(await refusal(`redis://127.0.0.1:${server.port}`)).toContain(refused);
    expect(await checkRedis(server.address)).toHaveLength(1);
  });
});

test("an old version is refused by its number", () => {
  const info = (version: string) => `# Server\r\nredis_version:${version}\r\naof_enabled:1\r\n`;
  expect(faultsOf(info("5.0.14"), "redis://a")).toEqual([]);
  expect(() => faultsOf(info("4.0.9"), "redis://a")).toThrow(
    "redis://a: found version 4.0.9, expected Redis 5 or newer, or Valkey",
  );
  expect(() => faultsOf("nothing of the kind", "redis://a")).toThrow("found version unknown");
});

test.each([
  ["redis://localhost", "redis://localhost"],
  ["rediss://a:b@c:6380/1", "rediss://***@c:6380/1"],
  ["redis://:p@ss@w/rd@host", "redis://***@host"],
  ["redis:me:secret@host", "redis:***@host"],
])("%s is shown as %s", (address, shown) => {
  expect(concealed(address)).toBe(shown);
});

test.each(["localhost:6379", "http://localhost", "redis:host", "redis://", "redis:me:secret@host"])(
  "%s is no address of a queue",
  (queue) => {
    expect(() => loadSettings({ overrides: { queue } })).toThrow(ConfigError);
    expect(() => loadSettings({ overrides: { queue } })).toThrow(
      `--queue is ${JSON.stringify(concealed(queue))}, expected redis://host:port, or rediss:// where it is encrypted`,
    );
  },
);
