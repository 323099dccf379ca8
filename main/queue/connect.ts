import type { RedisOptions } from "bullmq";
import { Redis } from "ioredis";
import { backoff } from "../system/backoff.ts";
import { SourceError } from "../system/errors.ts";
import { concealed } from "../system/log/concealed.ts";
import { printable } from "../system/log/printable.ts";

/** An answer is waited for so long before work begins, milliseconds; later as long as it takes. */
const PATIENCE = 5000;
/** What BullMQ works with at all. */
const OLDEST = 5;

/** All of ours in a Redis begins so. */
export const PREFIX = "continuo";
export const QUEUE = "shots";

/** Of a connection that outlives its server: commands wait until it is back. */
export function lasting(address: string): RedisOptions {
  return { url: address, maxRetriesPerRequest: null, retryStrategy: (times) => backoff(times, 100, 2000) };
}

export function lastingRedis(address: string): Redis {
  const { url, ...options } = lasting(address);
  return new Redis(address, options);
}

/**
 * Finds out, before work begins, whether there is a Redis that it can rest on.
 * @returns what is not as it should be, a line each.
 * @throws SourceError naming the address, without password.
 */
export async function checkRedis(address: string): Promise<readonly string[]> {
  const name = concealed(address);
  const redis = new Redis(address, {
    ...{ lazyConnect: true, connectTimeout: PATIENCE, maxRetriesPerRequest: 0, commandTimeout: PATIENCE },
    retryStrategy: () => null,
  });
  // What `connect` throws is only that it is closed; why is told here.
  let why: Error | null = null;
  redis.on("error", (error: Error) => {
    why ??= error;
  });
  try {
    await redis.connect();
    return faultsOf(await redis.info(), name);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${name}: ${reason(why ?? (error as Error))}`);
  } finally {
    redis.disconnect();
  }
}

function reason(error: Error): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (/^(WRONGPASS|NOAUTH)/.test(message) || /invalid password/.test(message))
    return "refuses the password, or asks for one; expected redis://user:password@host:port";
  if (code === "ECONNREFUSED") return "no Redis answers there; expected one that runs";
  if (code === "ENOTFOUND") return "there is no machine of this name";
  return `cannot be used (${printable(message.replace(/\s+/g, " "))}); expected a Redis or Valkey`;
}

/** @param info what Redis says about itself: lines of name:value. */
export function faultsOf(info: string, name: string): readonly string[] {
  const values = new Map(info.split(/\r?\n/).map((line) => line.split(":", 2) as [string, string]));
  const version = values.get("redis_version") ?? "";
  if (!(Number.parseInt(version, 10) >= OLDEST))
    throw new SourceError(
      `${name}: found version ${printable(version || "unknown", 40)}, expected Redis ${OLDEST} or newer, or Valkey`,
    );
  const faults: string[] = [];
  if (values.get("aof_enabled") === "0")
    faults.push(
      `${name} keeps no append-only file: where it restarts, shots are queued again by who asked for them; --appendonly yes spares that`,
    );
  const policy = values.get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction")
    faults.push(
      `${name} may forget shots when its memory is full: maxmemory-policy is ${printable(policy, 40)}, expected noeviction`,
    );
  return faults;
}
