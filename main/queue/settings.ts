import * as v from "valibot";
import { setting } from "../schema/kinds.ts";

/** Settings of the queue over several machines. */
export const QUEUE_SETTINGS = {
  queue: setting(
    v.nullable(
      v.pipe(
        v.string(),
        v.check(isRedisAddress),
        v.metadata({ expected: "redis://host:port, or rediss:// where it is encrypted" }),
      ),
    ),
    null,
    "Redis or Valkey by which several machines share the shots of an ingest",
  ),
} as const;

function isRedisAddress(text: string): boolean {
  const { protocol, hostname } = URL.parse(text) ?? {};
  return /^rediss?:$/.test(protocol ?? "") && hostname !== "" && /^rediss?:\/\//.test(text);
}
