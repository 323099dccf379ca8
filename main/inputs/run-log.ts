import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Makes ffmpeg write each line with its level, and at its end how much it has read. */
export const RUN_LOG_ARGUMENTS = ["-hide_banner", "-nostats", "-v", "level+verbose"];

/** The parts that speak, as far as they give their names; then the level, and the words. */
const LINE = /^(?:\[[^\]]* @ [^\]]*\] )*\[(\w+)\] (.*)$/;
const READ = /Input stream #\d+:\d+ \(video\): (\d+) packets read .*; (\d+) frames decoded/;
const COMPLAINTS = ["error", "fatal", "panic"];
const LONGEST_COMPLAINT = 200;

/** What ffmpeg says while it decodes a video. */
export class RunLog {
  #complaint: string | null = null;
  #packets: number | null = null;
  #decoded: number | null = null;

  constructor(errors: Readable) {
    createInterface({ input: errors }).on("line", (line) => this.#hear(line));
  }

  /** The first thing that it complained about; null where it did not. */
  get complaint(): string | null {
    return this.#complaint;
  }

  /** Packets that were read from the file, as a rule one a frame; null before the end. */
  get packets(): number | null {
    return this.#packets;
  }

  /** Frames that came of them. */
  get decoded(): number | null {
    return this.#decoded;
  }

  #hear(line: string): void {
    const [, level = "", words = ""] = LINE.exec(line) ?? [];
    const [, packets, decoded] = READ.exec(words) ?? [];
    if (packets !== undefined) [this.#packets, this.#decoded] = [Number(packets), Number(decoded)];
    if (COMPLAINTS.includes(level)) this.#complaint ??= words.trim().slice(0, LONGEST_COMPLAINT);
  }
}
