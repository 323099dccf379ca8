import * as v from "valibot";
import { COMMAND_NAMES } from "../../../shared/commands/table.ts";
import type { SurfaceState } from "../../../shared/desk/surface.ts";
import { DEEDS, MOST_BINDINGS, READINGS } from "../../../shared/surface/binding.ts";
import { choice, whole } from "../../schema/kinds.ts";
import type { Surface } from "../../surface/surface.ts";
import type { DeskHandlers } from "./requests.ts";

const at = { index: whole(0, MOST_BINDINGS - 1), revision: whole(0, Number.MAX_SAFE_INTEGER) };

/** Shows desks what controls do, and lets them bind and unbind. */
export function surfaceRequests(
  surface: Surface,
): Pick<DeskHandlers, Extract<keyof DeskHandlers, `surface/${string}`>> {
  const after = async (done: void | Promise<void>): Promise<SurfaceState> => {
    await done;
    return surface.state;
  };
  return {
    "surface/state": { schema: v.null(), answer: () => after() },
    "surface/learn": {
      // What the value may be is judged by the command.
      schema: v.strictObject({
        command: v.picklist(COMMAND_NAMES),
        value: v.exactOptional(v.unknown()),
      }) as never,
      answer: async (target) => after(surface.learn(target)),
    },
    "surface/stop-learning": { schema: v.null(), answer: () => after(surface.stopLearning()) },
    "surface/edit": {
      schema: v.strictObject({ ...at, reads: choice(READINGS), does: choice(DEEDS) }),
      answer: async ({ index, revision, ...change }) => after(surface.edit(index, revision, change)),
    },
    "surface/unbind": {
      schema: v.strictObject(at),
      answer: async ({ index, revision }) => after(surface.edit(index, revision, null)),
    },
  };
}
