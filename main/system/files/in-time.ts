import type { Seconds } from "../../../shared/pose.ts";

/** A disk that has not answered by then is taken for gone. */
export const DISK_PATIENCE: Seconds = 5;
/** Files that a disk still owes an answer about: each holds one of the four threads that read for the whole program. */
const unanswered = new Set<string>();
/** With so many nothing more is asked, so that threads are left to write recordings. */
const MOST_UNANSWERED = 2;

/**
 * Asks a disk about a file, but does not wait for ever. While an answer is overdue the same file is not asked again.
 * @param late gets an answer that comes when nobody waits any more.
 * @throws Error whose message says what was found; the file is not named in it.
 */
export async function inTime<T>(
  file: string,
  ask: () => Promise<T>,
  seconds: Seconds = DISK_PATIENCE,
  late: (value: T) => unknown = () => {},
): Promise<T> {
  if (unanswered.has(file)) throw new Error("still does not answer");
  if (unanswered.size >= MOST_UNANSWERED)
    throw new Error(`cannot be read while ${[...unanswered].join(" and ")} do not answer`);
  const answer = ask();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      unanswered.add(file);
      answer
        .finally(() => unanswered.delete(file))
        .then(late)
        .catch(() => {});
      reject(new Error(`does not answer for ${seconds.toFixed(0)} s`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
