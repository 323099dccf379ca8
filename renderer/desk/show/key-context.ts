import type { KeyContext } from "../../../shared/commands/definition.ts";
import type { Show } from "./show.ts";

/** What keys depend on; null before anything is known of the show. A desk points at no option. */
export function keyContextOf({ frame, status }: Show): KeyContext | null {
  const shown = frame.value;
  const { styles = [], missingGenerators = {} } = status.value ?? {};
  return shown && { ...shown, styles, missingGenerators, choosing: isChoosing(shown), pointed: null };
}

/** Whether somebody has options to choose from. */
export const isChoosing = ({ people }: { readonly people: readonly { readonly turn: string }[] }): boolean =>
  people.some(({ turn }) => turn === "choosing");
