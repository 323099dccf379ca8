import { createHash } from "node:crypto";
import * as v from "valibot";
import { type ShotTask, ShotTaskSchema } from "../archive/ingest/shot.ts";
import { UserError } from "../system/errors.ts";
import { parseJson } from "../system/files/json.ts";
import { printable } from "../system/log/printable.ts";

/** What lies in the queue. As text of our own it is bounded, in length and depth, before anything looks into it. */
export interface ShotJobData {
  readonly task: string;
}

const MOST_CHARACTERS = 200_000;
const DataSchema = v.strictObject({ task: v.pipe(v.string(), v.maxLength(MOST_CHARACTERS)) });

/** Deaths of who works that a shot survives: those of the process for the shot alone, and those of the whole worker. */
export const MOST_DEATHS = { child: 4, worker: 20 } as const;
/** However often it was given back: then no machine can do it. */
export const MOST_STARTS = 100;

export const dataOf = (task: ShotTask): ShotJobData => ({ task: JSON.stringify(task) });

/**
 * A place in an archive has one job at a time: a film that is queued twice, also by two who ask at the same time, is done
 * once, and two states of it never write the same take.
 */
export function jobIdOf({ archive, stem }: ShotTask): string {
  return `shot-${createHash("sha256")
    .update(JSON.stringify([archive, stem]))
    .digest("hex")
    .slice(0, 32)}`;
}

/** @param data of whoever can write to the Redis. @throws UserError */
export function taskOf(data: unknown): ShotTask {
  try {
    return v.parse(ShotTaskSchema, parseJson(v.parse(DataSchema, data).task));
  } catch (error) {
    throw new UserError(`what is in the queue is no shot: ${printable((error as Error).message)}`);
  }
}
