import type { JobChild } from "../process/job-child.ts";

/*
 * A process that was started for long work cannot start others in every host: in the desktop app only the app itself can.
 * So it asks whoever started it, who passes on what it and its children say.
 */

/** What a process asks for its children, each by a number. */
export type ToStarter =
  | { readonly tag: "child-start"; readonly child: number; readonly entry: string }
  | { readonly tag: "child-send"; readonly child: number; readonly message: unknown }
  | { readonly tag: "child-kill"; readonly child: number };

/** And what it hears of them. */
export type FromStarter =
  | { readonly tag: "child-said"; readonly child: number; readonly message: unknown }
  | { readonly tag: "child-ended"; readonly child: number; readonly how: string; readonly words: string };

/** The process's side. */
export class RelayedChildren {
  readonly #send: (message: ToStarter) => void;
  readonly #children = new Map<
    number,
    { heard: (message: unknown) => void; readonly ended: PromiseWithResolvers<readonly [string, string]> }
  >();
  #newest = 0;

  constructor(send: (message: ToStarter) => void) {
    this.#send = send;
  }

  readonly spawn = (entry: string): JobChild => {
    const child = ++this.#newest;
    const ended = Promise.withResolvers<readonly [string, string]>();
    const mine = { heard: (_message: unknown) => {}, ended };
    this.#children.set(child, mine);
    this.#send({ tag: "child-start", child, entry });
    return {
      send: (message) => this.#send({ tag: "child-send", child, message }),
      onMessage: (listener) => {
        mine.heard = listener;
      },
      onExit: (listener) => void ended.promise.then(([how, words]) => listener(how, words)),
      kill: () => this.#send({ tag: "child-kill", child }),
    };
  };

  hear(message: FromStarter): void {
    const child = this.#children.get(message.child);
    if (message.tag === "child-said") child?.heard(message.message);
    else {
      child?.ended.resolve([message.how, message.words]);
      this.#children.delete(message.child);
    }
  }
}

/** The side of who started it. */
export class ChildRelay {
  readonly #send: (message: FromStarter) => void;
  readonly #spawn: (entry: string) => JobChild;
  readonly #children = new Map<number, JobChild>();

  /** @param spawn starts a process. @param send tells the process that asked. */
  constructor(spawn: (entry: string) => JobChild, send: (message: FromStarter) => void) {
    this.#spawn = spawn;
    this.#send = send;
  }

  hear(message: ToStarter): void {
    const { child: number } = message;
    if (message.tag === "child-start") {
      const child = this.#spawn(message.entry);
      this.#children.set(number, child);
      child.onMessage((said) => this.#send({ tag: "child-said", child: number, message: said }));
      child.onExit((how, words) => {
        this.#children.delete(number);
        this.#send({ tag: "child-ended", child: number, how, words });
      });
    } else if (message.tag === "child-send") this.#children.get(number)?.send(message.message);
    else this.#children.get(number)?.kill();
  }

  /** The process that asked has ended, and with it who wants them. */
  close(): void {
    for (const child of this.#children.values()) child.kill();
  }
}
