import type { KeyContext } from "../../../shared/commands/definition.ts";
import { situationOf } from "../../kit/show-state.ts";
import type { Show } from "./show.ts";

/** What keys depend on; null before anything is known of the show. A desk points at no option. */
export function keyContextOf({ frame, status }: Show): KeyContext | null {
  if (!frame.value || !status.value) return null;
  const { parameters, blend } = frame.value;
  return { parameters, blend, ...situationOf(frame.value, status.value), pointed: null };
}
