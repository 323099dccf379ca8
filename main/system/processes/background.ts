import { constants, setPriority } from "node:os";

/** Lets everything else on the machine go before this process, and before what it starts, such as a browser or ffmpeg. */
export function goBehindOthers(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Without it the system shares out as it does.
  }
}
