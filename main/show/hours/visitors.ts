import type { Clock } from "../../../shared/clock.ts";
import { type Controls, initialControls, type ShowState } from "../../../shared/commands/controls.ts";
import type { EngineCommand } from "../../../shared/commands/table.ts";
import {
  COMMAND_NAMES,
  type Command,
  commandWith,
  controlsAfter,
  definitionOf,
} from "../../../shared/commands/table.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";

/** Who gives a command: somebody at the stage, or whoever looks after the show, by desk or console. */
export type Giver = "visitor" | "curator";

export interface VisitorsParts {
  readonly clock: Clock;
  /** Nobody has to be in sight for so long; 0: what visitors turned stays. */
  readonly after: Seconds;
  /** As the settings say. */
  readonly controls: Parameters<typeof initialControls>[0];
  readonly state: () => ShowState;
  readonly command: (command: EngineCommand) => void;
  /** The pages are to be as for the next visitor. */
  readonly onReset: () => void;
  readonly tellOperator: (line: string) => void;
}

/**
 * Who is in sight, and what visitors turned: that goes back to the curator's setting once they have gone. The curator's
 * setting is the one of the settings with all that was commanded by desk and console since.
 */
export class Visitors {
  readonly #parts: VisitorsParts;
  /** How the curator wants it. */
  #wanted: Controls;
  /** Who practises: the mode that follows from it is hers. */
  #practises: Giver = "curator";
  #goneSince: Seconds | null;
  /** Since the last visitor. */
  #isReset = true;

  constructor(parts: VisitorsParts) {
    this.#parts = parts;
    this.#wanted = initialControls(parts.controls);
    this.#goneSince = parts.clock.now();
  }

  /** How long nobody has been in sight; null while somebody is. */
  get absence(): Seconds | null {
    return this.#goneSince === null ? null : this.#parts.clock.now() - this.#goneSince;
  }

  /** @param standsIn whether what is shown is no visitor, but dances until a camera comes */
  staged({ people }: Pick<StageFrame, "people">, standsIn: boolean): void {
    if (people.length === 0 || standsIn) this.#goneSince ??= this.#parts.clock.now();
    else [this.#goneSince, this.#isReset] = [null, false];
  }

  /** A command was carried out. */
  commanded(command: Command, by: Giver): void {
    if (by === "visitor") this.#isReset = false;
    if (command.command === "practise" || command.command === "practiseAnswer") this.#practises = by;
    if (by === "curator" && isOfEngine(command)) this.#wanted = controlsAfter(this.#wanted, command);
  }

  /** What follows from a practice that was begun. */
  practised(command: EngineCommand): void {
    this.commanded(command, this.#practises);
  }

  /** To be called about once a second. */
  look(): void {
    const { after, onReset, tellOperator } = this.#parts;
    if (after === 0 || this.#isReset || this.absence === null || this.absence < after) return;
    this.#isReset = true;
    const turned = this.#restore();
    onReset();
    if (turned.length > 0)
      tellOperator(`nobody for ${after} s: as the curator set it again (${turned.join(", ")})`);
  }

  /** @returns names of what was not as the curator set it */
  #restore(): readonly string[] {
    const { state, command } = this.#parts;
    const before = state();
    const wanted = { ...before, ...this.#wanted };
    return COMMAND_NAMES.filter((name) => {
      const { current } = definitionOf(name);
      const value = current?.(wanted);
      if (value === undefined || JSON.stringify(value) === JSON.stringify(current?.(before))) return false;
      const back = commandWith(name, value);
      if (isOfEngine(back)) command(back);
      return isOfEngine(back);
    });
  }
}

const isOfEngine = (command: Command): command is EngineCommand =>
  definitionOf(command.command).owner === "engine";
