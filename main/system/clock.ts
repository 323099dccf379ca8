import type { Clock } from "../../shared/clock.ts";

/** The machine's monotonic clock. It is the same in every process, so host and engine can compare their times. */
export const machineClock: Clock = { now: () => Number(process.hrtime.bigint()) / 1e9 };
