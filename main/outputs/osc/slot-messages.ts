import type { Figure, StagePerson } from "../../../shared/stage.ts";
import { PackedMessage } from "./packed-message.ts";
import { FIGURE, type FigureSubject } from "./table/figure.ts";
import { PHRASE } from "./table/scene.ts";
import { FIGURES } from "./table.ts";

/** What is sent about one slot, `n` from 1: its dancer, the partner, and the phrase between them. */
export class SlotMessages {
  readonly #live: FigureMessages;
  readonly #partner: FigureMessages;
  readonly #phrase: PackedMessage<StagePerson>;

  constructor(prefix: string, n: number) {
    const [person, partner] = FIGURES;
    this.#live = new FigureMessages(prefix + atSlot(person, n));
    this.#partner = new FigureMessages(prefix + atSlot(partner, n));
    this.#phrase = new PackedMessage(PHRASE, prefix + atSlot(PHRASE.path, n));
  }

  /** Two units, each to stay in one packet. */
  fill(person: StagePerson | null): readonly (readonly Uint8Array[])[] {
    const live = this.#live.fill(person?.id ?? 0, person?.live ?? null);
    const partner = this.#partner.fill(person?.id ?? 0, person?.partner ?? null);
    return [person === null ? live : [...live, this.#phrase.fill(person)], partner];
  }
}

class FigureMessages {
  readonly #messages: readonly { readonly always: boolean; readonly message: PackedMessage<FigureSubject> }[];
  #shown: number | null = null;

  constructor(path: string) {
    this.#messages = FIGURE.map((address) => ({
      always: address.when === "frame",
      message: new PackedMessage(address, path + address.path),
    }));
  }

  fill(id: number, figure: Figure | null): readonly Uint8Array[] {
    const subject = { id, figure, fresh: this.#shown !== id };
    this.#shown = figure && id;
    return this.#messages
      .filter(({ always }) => always || figure !== null)
      .map(({ message }) => message.fill(subject));
  }
}

function atSlot(path: string, n: number): string {
  return path.replace("{n}", String(n));
}
