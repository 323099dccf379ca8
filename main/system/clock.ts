import type { Clock } from "../../shared/clock.ts";

/**
 * The machine's own monotonic clock: the same in every process, so times that the host stamps mean the same to the
 * engine, and to the engine after it.
 */
export const machineClock: Clock = { now: () => Number(process.hrtime.bigint()) / 1e9 };
