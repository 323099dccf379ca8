import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { ShowState } from "../../../shared/commands/controls.ts";
import { LANGUAGES, type Language } from "../../../shared/languages/languages.ts";
import type { Sentences } from "../../../shared/languages/sentences.ts";
import type { HostMessage, PageCommand, Status } from "../../../shared/messages.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { applyLanguage } from "../../kit/language.ts";
import { showStateOf } from "../../kit/show-state.ts";
import type { PageLink } from "../../link/page-link.ts";

/** Under which the browser keeps the language that was chosen at this desk. */
const LANGUAGE_KEY = "continuo.desk.language";

/**
 * The show as the host tells it: what the desk displays is always this and never what was pressed, since keys, cues and
 * other desks change it too. All null while there is no host.
 */
export class Show {
  readonly #link: PageLink;
  readonly #connected = signal(false);
  readonly #status = signal<Status | null>(null);
  readonly #frame = signal<StageFrame | null>(null);
  /** As the host says, and as was chosen at this desk instead; null for nothing. */
  readonly #hostLanguage = signal<"auto" | Language>("auto");
  readonly #chosenLanguage = signal<Language | null>(keptLanguage());
  readonly #sentences = computed(() => applyLanguage(this.#chosenLanguage.value ?? this.#hostLanguage.value));
  /** How the show is set, and what it may be set to. */
  readonly state: ReadonlySignal<ShowState | null> = computed(() =>
    showStateOf(this.#frame.value, this.#status.value),
  );

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

  /** The language of this desk alone; null for the one that is set for the installation. */
  get language(): ReadonlySignal<Language | null> {
    return this.#chosenLanguage;
  }

  chooseLanguage(language: Language | null): void {
    this.#chosenLanguage.value = language;
    try {
      if (language) localStorage.setItem(LANGUAGE_KEY, language);
      else localStorage.removeItem(LANGUAGE_KEY);
    } catch {
      // A browser that keeps nothing: it holds until the page is closed.
    }
  }

  /** False when it was not sent: there is no host, or it does not take more. */
  send(command: PageCommand): boolean {
    return this.#link.send(command);
  }

  #receive(message: HostMessage): void {
    if (message.tag === "stage") this.#frame.value = message.frame;
    else if (message.tag === "status") this.#status.value = message;
    else if (message.tag === "instructions") this.#hostLanguage.value = message.language;
  }

  #connectionChanged(connected: boolean): void {
    this.#connected.value = connected;
    if (connected) return;
    this.#status.value = null;
    this.#frame.value = null;
  }
}

function keptLanguage(): Language | null {
  try {
    const kept = localStorage.getItem(LANGUAGE_KEY);
    return LANGUAGES.find((language) => language === kept) ?? null;
  } catch {
    return null;
  }
}
