import { setImmediate } from "node:timers/promises";

/** So many turns of the event loop: sockets of this machine have been read, and what waited for them has run. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}
