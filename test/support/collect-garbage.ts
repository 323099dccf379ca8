import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

/** So that what is held can be measured: garbage waits for the collector as long as it likes. */
export const collectGarbage = runInNewContext("gc") as () => void;
