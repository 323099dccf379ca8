import * as v from "valibot";
import type { QueueState } from "../../../shared/desk/queue.ts";
import type { DeskHandlers } from "./requests.ts";

const NONE: QueueState = {
  ...{ address: null, answers: false, waiting: 0, active: 0, failed: 0, done: 0, workers: [] },
};

/** Shows the queue to desks. @param status null where the settings name none. */
export function queueRequests(
  status: { look(): Promise<QueueState> } | null,
): Pick<DeskHandlers, "queue/state"> {
  return { "queue/state": { schema: v.null(), answer: async () => status?.look() ?? NONE } };
}
