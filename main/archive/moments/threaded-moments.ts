import { AnsweringThread } from "../../system/answering-thread.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { MomentSearch } from "./moment-search.ts";

/** One take at a time, while moments are gathered, MB; the moments themselves are not in the heap. */
const MOST_MEMORY = 2048;

/** The moments of an archive in a thread of their own. @param onChange called when their state has become another. */
export function threadedMoments(folder: string, onChange: () => void): MomentSearch {
  const thread = new AnsweringThread({
    ...{ entry: moduleBeside(import.meta.url, "thread"), data: { folder }, mostMemory: MOST_MEMORY },
    ...{ what: `the archive ${folder}`, onTold: onChange },
  });
  const asking =
    <Name extends keyof MomentSearch>(name: Name) =>
    (...args: Parameters<MomentSearch[Name]>) =>
      thread.ask(name, args) as ReturnType<MomentSearch[Name]>;
  return {
    state: asking("state"),
    reopen: asking("reopen"),
    nearest: asking("nearest"),
    pose: asking("pose"),
    danceLine: asking("danceLine"),
    map: asking("map"),
    tracks: asking("tracks"),
    places: asking("places"),
    close: () => thread.close("close"),
  };
}
