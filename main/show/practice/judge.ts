import { join } from "node:path";
import type { PassQuery } from "../../../shared/desk/practice.ts";
import type { Stretch } from "../../../shared/pose.ts";
import type { PracticePass } from "../../../shared/practice.ts";
import type { Found } from "../../coaching/practice/found.ts";
import { type JudgedPass, judgePass } from "../../coaching/practice/judge-pass.ts";
import type { DancedPass } from "../../coaching/practice/pass-collector.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { makeMissing, whyUnwritable } from "../../system/files/paths.ts";
import { PassJournal } from "./pass-journal.ts";
import { writePass } from "./pass-takes.ts";

/** Passes before it in which a difference is looked for again: an evening's work on one phrase. */
export const REMEMBERED = 40;

export interface JudgeAsked {
  readonly reference: PracticeReference;
  readonly danced: DancedPass;
  /** Milliseconds since 1970, when it ended. */
  readonly at: number;
}

export interface Judged {
  /** null where she was not seen enough of it. */
  readonly judged: Omit<JudgedPass, "all"> | null;
  /** Lines about what could not be kept. */
  readonly faults: readonly string[];
}

/** Everything about passes that takes long, or waits for a disk: comparing, keeping, and reading what was kept. */
export class Judge {
  readonly #takes: string;
  readonly #journal: PassJournal;
  /** What was found in the passes before, of one stretch of one reference. */
  #earlier: { readonly of: string; readonly found: (readonly Found[])[] } | null = null;

  /** @param takes folder of the takes. */
  constructor(takes: string) {
    this.#takes = takes;
    this.#journal = new PassJournal(join(takes, "practice.ndjson"));
  }

  async judge({ reference, danced, at }: JudgeAsked): Promise<Judged> {
    const faults: string[] = [];
    const earlier = await this.#before(reference, danced, (line) => faults.push(line));
    const judged = judgePass(reference, danced, earlier, at);
    if (!judged) return { judged, faults };
    earlier.push(judged.all);
    if (earlier.length > REMEMBERED) earlier.shift();
    const keep = (what: string, write: Promise<unknown>) =>
      write.catch((error) => faults.push(`${what} is not kept: ${whyUnwritable(error)}`));
    await makeMissing(this.#takes, 0o700).catch(() => {});
    await keep("what was found in this pass", this.#journal.append(judged.pass));
    await keep("the dance of this pass", writePass(this.#takes, danced, at));
    return { judged: { pass: judged.pass, findings: judged.findings }, faults };
  }

  /** @throws SourceError naming the file of passes. */
  passes(query: PassQuery, most: number): Promise<readonly PracticePass[]> {
    return this.#journal.newest(query, most);
  }

  /** Of the evenings before what was said is known, of this one everything that was found. */
  async #before(
    { name }: PracticeReference,
    { stretch, mirrored }: DancedPass,
    onFault: (line: string) => void,
  ): Promise<(readonly Found[])[]> {
    const of = JSON.stringify([name, stretch, mirrored]);
    if (this.#earlier?.of === of) return this.#earlier.found;
    const kept = await this.#journal
      .newest({ reference: name, since: 0 }, REMEMBERED)
      .catch((error: Error) => {
        onFault(error.message);
        return [];
      });
    const same = kept.filter((pass) => isSameStretch(pass.stretch, stretch) && pass.mirrored === mirrored);
    this.#earlier = { of, found: same.map(({ findings }) => findings.map(({ difference }) => difference)) };
    return this.#earlier.found;
  }
}

/** What is kept has four decimals. */
const isSameStretch = (a: Stretch, b: Stretch): boolean =>
  Math.abs(a.begin - b.begin) < 1e-3 && Math.abs(a.end - b.end) < 1e-3;
