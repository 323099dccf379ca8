import type { Answer, Change, Question, RequestName } from "../../shared/desk/requests.ts";
import { CHANGES, MAX_IN_FLIGHT } from "../../shared/desk/requests.ts";
import type { HostMessage } from "../../shared/messages.ts";
import type { PageLink } from "../link/page-link.ts";

/** Why a request has no answer, in a line to be shown. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** Whether the host said so; false where it is away. */
  readonly byHost: boolean;

  constructor(line: string, byHost: boolean) {
    super(line);
    this.byHost = byHost;
  }
}

/** What the views of the desk know of the host besides its status. */
export interface DeskHost {
  /** @throws Refusal */
  ask<Name extends RequestName>(name: Name, question: Question<Name>): Promise<Answer<Name>>;
  /**
   * Calls back whenever that has become another, by this desk or by another, or may have while the host was away.
   * @returns what ends that.
   */
  onChanged(what: Change, listener: () => void): () => void;
}

interface Asked {
  readonly name: string;
  readonly question: unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (refusal: Refusal) => void;
}

/** Milliseconds until what the link had no room for is tried again. */
const AGAIN_MS = 50;
const AWAY = "the host is away";

/** Asks over the link, no more at a time than the host lets a page ask; what is too many waits here for its turn. */
export function createDeskHost(link: PageLink): DeskHost {
  const waiting: Asked[] = [];
  const inFlight = new Map<number, Asked>();
  const listeners = new Map<Change, Set<() => void>>(CHANGES.map((what) => [what, new Set()]));
  let connected = false;
  let wasConnected = false;
  let newest = 0;
  let again: ReturnType<typeof setTimeout> | undefined;

  function sendNext(): void {
    clearTimeout(again);
    while (connected && inFlight.size < MAX_IN_FLIGHT) {
      const [next] = waiting;
      if (!next) return;
      const id = newest + 1;
      if (!link.send({ tag: "request", id, name: next.name, ask: next.question })) {
        again = setTimeout(sendNext, AGAIN_MS);
        return;
      }
      newest = id;
      waiting.shift();
      inFlight.set(id, next);
    }
  }

  function receive(message: HostMessage): void {
    if (message.tag === "changed") notify(message.what);
    if (message.tag !== "reply") return;
    const asked = inFlight.get(message.id);
    inFlight.delete(message.id);
    if ("refused" in message) asked?.reject(new Refusal(message.refused, true));
    else asked?.resolve(message.answer);
    sendNext();
  }

  function notify(what: Change): void {
    for (const listener of listeners.get(what)!) listener();
  }

  function lost(): void {
    for (const asked of [...inFlight.values(), ...waiting]) asked.reject(new Refusal(AWAY, false));
    inFlight.clear();
    waiting.length = 0;
  }

  link.onMessage(receive);
  link.onConnected((isConnected) => {
    connected = isConnected;
    if (!connected) {
      if (wasConnected) lost();
      return;
    }
    if (wasConnected) for (const what of CHANGES) notify(what);
    wasConnected = true;
    sendNext();
  });

  return {
    ask: (name, question) =>
      new Promise((resolve, reject) => {
        // A view that opens with the page asks before the host is there, and is answered when it comes.
        if (!connected && wasConnected) {
          reject(new Refusal(AWAY, false));
          return;
        }
        waiting.push({ name, question, resolve: resolve as (answer: unknown) => void, reject });
        sendNext();
      }),
    onChanged(what, listener) {
      listeners.get(what)!.add(listener);
      return () => void listeners.get(what)!.delete(listener);
    },
  };
}
