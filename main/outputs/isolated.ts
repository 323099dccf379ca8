import type { Log } from "../system/log.ts";
import type { Output } from "./output.ts";

/** Outputs do not throw; should one do so all the same, it harms neither the show nor the other outputs. */
export function isolated<T extends Output>(output: T, log: Log): T {
  const { send } = output;
  const limited = log.limited(output.description, 10);
  const guarded: Output["send"] = (frame) => {
    try {
      send.call(output, frame);
    } catch (error) {
      limited.warn(`${output.description}: ${error instanceof Error ? error.message : error}`);
    }
  };
  return Object.assign(output, { send: guarded });
}
