/** Enough for a stack trace. */
const KEPT = 8192;

/**
 * Keeps the end of what a process writes to its stderr. Graphics drivers and native libraries chat there; it is worth
 * a person's while only when the process ends badly.
 */
export function stderrTail(stream: NodeJS.ReadableStream | null): () => string {
  let words = "";
  stream
    ?.setEncoding("utf8")
    .on("data", (text: string) => {
      words = (words + text).slice(-KEPT);
    })
    .on("error", () => {});
  return () => words;
}
