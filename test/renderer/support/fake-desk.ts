import { openDesk } from "../../../renderer/desk/desk-page.tsx";
import type { PageLink } from "../../../renderer/link/page-link.ts";
import type { DeskRequests, RequestName } from "../../../shared/desk/requests.ts";
import type { HostMessage, PageMessage } from "../../../shared/messages.ts";

/** What the host answers, by the name of the request; whatever is not among them it refuses. */
export type Answers = { [Name in RequestName]?: DeskRequests[Name]["answer"] };

/** The host's end, inside the page of the desk: the test speaks through `window.deskHost`. */
export class FakeDeskHost implements PageLink {
  readonly sent: PageMessage[] = [];
  answers: Answers = {};
  #receive: (message: HostMessage) => void = () => {};
  #connected: (connected: boolean) => void = () => {};

  send(message: PageMessage): boolean {
    this.sent.push(message);
    if (message.tag === "request") queueMicrotask(() => this.#answer(message.id, message.name));
    return true;
  }

  onMessage(listener: (message: HostMessage) => void): void {
    const before = this.#receive;
    this.#receive = (message) => {
      before(message);
      listener(message);
    };
  }

  onConnected(listener: (connected: boolean) => void): void {
    const before = this.#connected;
    this.#connected = (connected) => {
      before(connected);
      listener(connected);
    };
    listener(true);
  }

  /** A message of the host's arrives. */
  say(message: HostMessage): void {
    this.#receive(message);
  }

  connect(connected: boolean): void {
    this.#connected(connected);
  }

  #answer(id: number, name: string): void {
    const answer = this.answers[name as RequestName];
    this.say(
      answer === undefined
        ? { tag: "reply", id, refused: `${name} is refused` }
        : { tag: "reply", id, answer },
    );
  }
}

declare global {
  var deskHost: FakeDeskHost;
}

globalThis.deskHost = new FakeDeskHost();
openDesk(deskHost, document.getElementById("desk")!);
