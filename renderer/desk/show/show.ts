import { type ReadonlySignal, signal } from "@preact/signals";
import type { Command } from "../../../shared/commands/table.ts";
import type { Sentences } from "../../../shared/languages/sentences.ts";
import type { HostMessage, Status } from "../../../shared/messages.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { applyLanguage } from "../../kit/language.ts";
import type { PageLink } from "../../link/page-link.ts";

/**
 * The show as the host tells it: what the desk displays is always this and never what was pressed, since keys, cues and
 * other desks change it too. All null while there is no host.
 */
export class Show {
  readonly #link: PageLink;
  readonly #connected = signal(false);
  readonly #status = signal<Status | null>(null);
  readonly #frame = signal<StageFrame | null>(null);
  readonly #sentences = signal<Sentences>(applyLanguage("auto"));

  constructor(link: PageLink) {
    this.#link = link;
    link.onMessage((message) => this.#receive(message));
    link.onConnected((connected) => this.#connectionChanged(connected));
  }

  get connected(): ReadonlySignal<boolean> {
    return this.#connected;
  }

  /** Once a second. */
  get status(): ReadonlySignal<Status | null> {
    return this.#status;
  }

  /** The newest of those that desks get: not every one that a stage gets. */
  get frame(): ReadonlySignal<StageFrame | null> {
    return this.#frame;
  }

  get sentences(): ReadonlySignal<Sentences> {
    return this.#sentences;
  }

  /** False when it was not sent: there is no host, or it does not take more. */
  send(command: Command): boolean {
    return this.#link.send(command);
  }

  #receive(message: HostMessage): void {
    if (message.tag === "stage") this.#frame.value = message.frame;
    else if (message.tag === "status") this.#status.value = message;
    else if (message.tag === "instructions") this.#sentences.value = applyLanguage(message.language);
  }

  #connectionChanged(connected: boolean): void {
    this.#connected.value = connected;
    if (connected) return;
    this.#status.value = null;
    this.#frame.value = null;
  }
}
