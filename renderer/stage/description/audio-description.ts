import type { Movement } from "../../../shared/languages/description.ts";
import type { StageSentences } from "../../../shared/languages/sentences.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Figure, StageEvent, StageFrame } from "../../../shared/stage.ts";
import { MovementReader } from "./movement.ts";

/** Between two things that are said of movement: a listener needs quiet to hear the music. */
const QUIET: Seconds = 5;
/** The same is not said again of the same figure for so long. */
const AGAIN: Seconds = 15;

/** What is said: at once, over what is being said, or only in a pause. */
export interface Said {
  readonly line: string;
  readonly urgent: boolean;
}

/**
 * Chooses what to say aloud of what happens on the stage, for those who do not see it. What happens once (somebody steps
 * in, the partner answers) comes before what goes on (who moves how), and nothing is said late: a line that had to wait
 * is dropped.
 */
export class AudioDescription {
  readonly #dancer = new FigureTeller();
  readonly #partner = new FigureTeller();
  #quietSince: Seconds = Number.NEGATIVE_INFINITY;

  /** @returns what to say now; null for nothing */
  tell(frame: StageFrame, { description }: StageSentences, now: Seconds): Said | null {
    const events = frame.events.map(({ event }) => lineOf(event, frame, description));
    const line = events.findLast((said) => said !== null) ?? null;
    const [person] = frame.people;
    const moved = [
      this.#partner.tell(person ? person.partner : frame.alone, description.partner, now),
      this.#dancer.tell(person?.live ?? null, description.dancer, now),
    ];
    if (line) this.#quietSince = now;
    if (line) return { line, urgent: true };
    if (now - this.#quietSince < QUIET) return null;
    const teller = moved.find((told) => told !== null);
    if (!teller) return null;
    this.#quietSince = now;
    teller.said(now);
    return { line: teller.line, urgent: false };
  }
}

function lineOf(
  event: StageEvent["event"],
  { people }: StageFrame,
  said: StageSentences["description"],
): string | null {
  switch (event) {
    case "enter":
      return said.enters;
    case "leave":
      return people.length === 0 ? said.empty : null;
    case "answer-start":
      return said.answers;
    case "answer-end":
      return said.yourTurn;
    case "choice-start":
      return said.choice(Math.max(...people.map(({ options }) => options.length)));
    case "choose":
      return said.chosen;
    case "restart":
      return said.restart;
    case "keep":
      return said.kept;
    case "phrase-start":
    case "phrase-end":
      return null;
  }
}

/** What is to be said of one figure. */
class FigureTeller {
  #reader = new MovementReader();
  readonly #saidAt = new Map<Movement, Seconds>();

  tell(
    figure: Figure | null,
    lines: Readonly<Record<Movement, string>>,
    now: Seconds,
  ): { readonly line: string; readonly said: (now: Seconds) => void } | null {
    if (!figure) {
      this.#reader = new MovementReader();
      return null;
    }
    const movement = this.#reader.read(figure, now);
    if (!movement || now - (this.#saidAt.get(movement) ?? Number.NEGATIVE_INFINITY) < AGAIN) return null;
    return { line: lines[movement], said: (at) => void this.#saidAt.set(movement, at) };
  }
}
