import type { JobChild } from "../../main/process/job-child.ts";

/** A process for long work that does what the test says. */
export class ScriptedChild implements JobChild {
  readonly entry: string;
  readonly heard: unknown[] = [];
  killed = false;
  say: (message: unknown) => void = () => {};
  readonly #ends: ((how: string, words: string) => void)[] = [];

  constructor(entry: string) {
    this.entry = entry;
  }
  send(message: unknown): void {
    this.heard.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (how: string, words: string) => void): void {
    this.#ends.push(listener);
  }
  kill(): void {
    this.killed = true;
    this.end("signal SIGKILL");
  }
  end(how = "exit code 0", words = ""): void {
    for (const end of this.#ends) end(how, words);
  }
}

/** Starts such processes, and has them all, the first first. */
export function scriptedChildren(): {
  readonly children: readonly ScriptedChild[];
  readonly spawn: (entry: string) => ScriptedChild;
} {
  const children: ScriptedChild[] = [];
  const spawn = (entry: string) => {
    const child = new ScriptedChild(entry);
    children.push(child);
    return child;
  };
  return { children, spawn };
}
