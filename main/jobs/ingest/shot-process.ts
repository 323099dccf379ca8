/*
 * ENTRY of a child process: does one shot after the other for `ingest`, behind everything else that the machine does, and
 * ends with who started it.
 */

import { Networks } from "../networks.ts";
import { ingestShot } from "./ingest-shot.ts";
import { serveShots } from "./serve-shots.ts";

const networks = new Networks();
serveShots((task, context) => ingestShot(task, context, networks));
