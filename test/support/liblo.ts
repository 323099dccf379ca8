import { spawnSync } from "node:child_process";
import { isHere } from "./is-here.ts";

/** An OSC implementation that is not ours (Debian: apt-get install liblo-tools). */
export const hasLiblo = isHere(
  "liblo's oscsend and oscdump",
  ["oscsend", "oscdump"].every((program) => spawnSync(program, ["--help"]).error === undefined),
);
