import type { LookName } from "../../../../shared/commands/parameters.ts";
import { ink } from "./ink/ink.ts";
import { line } from "./line/line.ts";
import type { LookRenderer } from "./look.ts";
import { points } from "./points/points.ts";

export const LOOK_RENDERERS: Readonly<Record<LookName, LookRenderer>> = {
  ...{ line, ink, points },
  // Its map lies behind figures of light.
  map: line,
};
