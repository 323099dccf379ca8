import type { Redis } from "ioredis";
import * as v from "valibot";
import { PREFIX } from "./connect.ts";

/*
 * Who works: each says so every few seconds. The time is Redis's own, since the clocks of several machines differ.
 */

/** Of a hash: name of a worker, and what it says. */
const KEY = `${PREFIX}:workers`;
export const BEAT_EVERY = 4000;
/** Seconds without a word after which a worker is taken for gone. */
const GONE_AFTER = 15;
const MOST_WORKERS = 2000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const MemberSchema = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(200)),
  /** Shots that it does side by side. */
  slots: count,
  /** Shots done, and given up, since it began. */
  done: count,
  failed: count,
  /** Of films, seconds that it has been through. */
  seconds: v.pipe(v.number(), v.minValue(0)),
  /** Since 1970, seconds: when it began, and last said so. */
  since: v.number(),
  at: v.number(),
});
export type Member = Readonly<v.InferOutput<typeof MemberSchema>>;

export type Roll = Omit<Member, "since" | "at">;

/** @param since what this gave the first time. @returns when it was, by Redis. */
export async function sayPresent(redis: Redis, roll: Roll, since: number | null): Promise<number> {
  const at = await now(redis);
  const member: Member = { ...roll, since: since ?? at, at };
  await redis.hset(KEY, roll.name, JSON.stringify(member));
  return member.since;
}

export async function sayFarewell(redis: Redis, name: string): Promise<void> {
  await redis.hdel(KEY, name);
}

/** Those that work now, by name; who has gone without a word is forgotten. */
export async function presentOf(redis: Redis): Promise<readonly Member[]> {
  if ((await redis.hlen(KEY)) > MOST_WORKERS) await redis.del(KEY);
  const [at, found] = await Promise.all([now(redis), redis.hgetall(KEY)]);
  const present: Member[] = [];
  for (const [name, said] of Object.entries(found)) {
    const member = memberOf(said);
    if (member && member.name === name && at - member.at < GONE_AFTER) present.push(member);
    else await redis.hdel(KEY, name);
  }
  return present.sort((a, b) => a.name.localeCompare(b.name));
}

function memberOf(said: string): Member | null {
  try {
    const result = v.safeParse(MemberSchema, JSON.parse(said));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

async function now(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) + Number(micros) / 1e6;
}
