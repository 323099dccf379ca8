import type { DetectorSize } from "./messages.ts";

/** What the bench page offers to the program that drives it: the official pose package, timed. */
export interface OfficialBench {
  open(size: DetectorSize): Promise<void>;
  /** Milliseconds that one frame takes; it is fetched from `address` as I420 first, which does not count. */
  measure(address: string, width: number, height: number): Promise<number>;
}
