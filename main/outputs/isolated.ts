import type { Log } from "../system/log/log.ts";
import type { Output } from "./output.ts";

/** The output, whose errors (it should have none) are logged instead of stopping the show and other outputs. */
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
