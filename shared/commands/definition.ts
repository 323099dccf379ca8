import type { Mode } from "../stage.ts";
import type { CommandArgument, ValueOf } from "./argument.ts";
import type { Controls, ShowState, Situation } from "./controls.ts";

/** Who carries a command out: the engine, or the host around it. */
export type Owner = "engine" | "host";

/** One line of the table of commands. */
export interface CommandDefinition<A extends CommandArgument = CommandArgument, O extends Owner = Owner> {
  readonly argument: A;
  /** What it does, for the reference and OSCQuery. */
  readonly description: string;
  readonly owner: O;
  /** Of many in a row only the last counts, as from a fader; never so for what must not be missed. */
  readonly continuous?: boolean;
  readonly keys?: readonly CommandKeys<A>[];
  /** Whether it would do anything now; always where missing. */
  available?(situation: Situation): boolean;
  /** Why it is refused, in words; null where it is not. */
  refusal?(value: ValueOf<A>, show: Pick<Situation, "missingGenerators" | "missingModes">): string | null;
  /** The controls after it; as they are where missing. */
  change?(controls: Controls, value: ValueOf<A>): Controls;
  /** What it stands at, for those who ask; missing for what only happens. */
  current?(show: ShowState): ValueOf<A>;
}

/** Keys that give a command: one line of the help. */
export interface CommandKeys<A extends CommandArgument = CommandArgument> {
  /** As `KeyboardEvent.key` names them. */
  readonly keys: readonly string[];
  /** The one mode that they choose. */
  readonly mode?: Mode;
  /** What they ask for now; null for nothing. @param show null before anything is known of it */
  value(show: KeyContext | null, by: 1 | -1): ValueOf<A> | null;
}

/** What of the show a key's meaning depends on. */
export interface KeyContext extends Pick<Controls, "parameters" | "blend">, Situation {
  /** The option that keys point at, from 0. */
  readonly pointed: number | null;
}

/** Lets the compiler see which argument and owner a definition has. */
export function define<const A extends CommandArgument, const O extends Owner>(
  definition: CommandDefinition<A, O>,
): CommandDefinition<A, O> {
  return definition;
}
