import { AnsweringThread } from "../../system/answering-thread.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { Judge } from "./judge.ts";

/** Three minutes of two dancers and what lies between them, MB; arrays of numbers are not in the heap. */
const MOST_MEMORY = 512;

/** A judge in a thread of its own, which begins with the first pass, and anew after it has died. */
export interface ThreadedJudge extends Pick<Judge, "judge" | "passes"> {
  close(): Promise<void>;
}

/** @param takes folder of the takes. */
export function threadedJudge(takes: string): ThreadedJudge {
  const thread = new AnsweringThread({
    ...{ entry: moduleBeside(import.meta.url, "thread"), data: { takes }, mostMemory: MOST_MEMORY },
    ...{ what: "the thread that compares passes", onTold: () => {} },
  });
  const asking =
    <Name extends "judge" | "passes">(name: Name) =>
    (...args: Parameters<Judge[Name]>) =>
      thread.ask(name, args) as ReturnType<Judge[Name]>;
  return { judge: asking("judge"), passes: asking("passes"), close: () => thread.close() };
}
