import type { Sentences } from "../../shared/languages/sentences.ts";
import type { HostMessage } from "../../shared/messages.ts";
import { fillList } from "../kit/description-list.ts";
import { applyLanguage } from "../kit/language.ts";
import { statusRows } from "../kit/status-rows.ts";
import type { PageLink } from "../link/page-link.ts";

/** The operator's page: the status of the installation. */
export class DeskPage {
  readonly #connection: HTMLElement;
  readonly #status: HTMLElement;
  #sentences: Sentences = applyLanguage("auto");
  #connected = false;

  constructor(link: PageLink, page: Document) {
    this.#connection = page.getElementById("connection")!;
    this.#status = page.getElementById("status")!;
    link.onMessage((message) => this.#receive(message));
    link.onConnected((connected) => {
      this.#connected = connected;
      if (!connected) fillList(this.#status, []);
      this.#showConnection();
    });
  }

  #receive(message: HostMessage): void {
    if (message.tag === "status") fillList(this.#status, statusRows(message));
    else if (message.tag === "instructions") {
      this.#sentences = applyLanguage(message.language);
      this.#showConnection();
    }
  }

  #showConnection(): void {
    this.#connection.textContent = this.#connected ? "" : this.#sentences.noHost;
  }
}
