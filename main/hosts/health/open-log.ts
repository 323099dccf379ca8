import type { Settings } from "../../config/settings.ts";
import { createLog, type Log } from "../../system/log/log.ts";
import { openLogFile } from "../../system/log/log-file.ts";
import { keepLastWords, openLogStream } from "../../system/log/log-stream.ts";

const MEGABYTE = 1e6;

/** The log of a host: standard output, and the file that its settings name, which gets its last words, too. */
export function openLog({ file, size, days }: Settings["log"]): Log {
  const out = openLogStream(1);
  if (file === null) return createLog({ stream: out });
  const kept = openLogFile({ file, size: size * MEGABYTE, days });
  keepLastWords(kept);
  return createLog({
    stream: {
      write(text) {
        out.write(text);
        kept.write(text);
      },
    },
  });
}
