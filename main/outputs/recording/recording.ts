import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Seconds } from "../../../shared/pose.ts";
import type { Figure, StageFrame, StagePerson } from "../../../shared/stage.ts";
import { TakeWriter } from "../../archive/take-writer.ts";
import type { Log } from "../../system/log/log.ts";
import { recordedPose } from "./recorded-pose.ts";
import { endWithWholeLine } from "./whole-lines.ts";

/** Bytes that may wait for a slow disk: ten seconds of six people. */
const MOST_WAITING = 4 << 20;
const CLOSING_MS = 2000;
/** A file that was deleted goes on taking what nobody will ever read: so often it is looked whether it is still there. */
const LOOK_EVERY: Seconds = 1;

export interface RecordingParts {
  readonly file: string;
  readonly source: string;
  readonly fps: number;
  readonly tags: readonly string[];
  readonly log: Log;
}

/** A take that is being written. Its header needs the size of the picture, so the file begins with the first frame. */
export class Recording {
  /** Frames that are known not to have reached the file. */
  lost = 0;
  readonly #parts: RecordingParts;
  #begun: { readonly writer: TakeWriter; readonly t: Seconds; readonly aspect: number } | null = null;
  #t: Seconds = 0;
  #failure: string | null = null;
  #behind = false;
  #lookAt: Seconds = LOOK_EVERY;
  /** The number of the file on its disk. */
  #inode: bigint | null = null;
  #gone = false;
  #closed = false;

  constructor(parts: RecordingParts) {
    this.#parts = parts;
  }

  /** Why the file takes nothing more. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Whether frames are lost at the moment, for the disk has not caught up. */
  get behind(): boolean {
    return this.#behind;
  }

  /** Never throws and never waits: what the disk does not take is counted. */
  send(frame: StageFrame, figureOf: (person: StagePerson) => Figure | null): void {
    this.#begun ??= this.#begin(frame);
    const { writer, t, aspect } = this.#begun;
    this.#behind = writer.backlog > (this.#behind ? MOST_WAITING / 2 : MOST_WAITING);
    if (this.#failure !== null || this.#behind || frame.t - t < this.#t) {
      this.lost++;
      return;
    }
    this.#t = frame.t - t;
    const widen = frame.width / frame.height / aspect;
    writer.push({
      t: this.#t,
      people: frame.people.flatMap((person) => recordedPose(person.id, figureOf(person), widen) ?? []),
    });
    if (this.#t >= this.#lookAt && writer.opened) void this.#look(writer.file);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.race([this.#end(), sleep(CLOSING_MS, undefined, { ref: false })]);
    if (this.lost > 0)
      this.#parts.log.warn(
        `${this.#parts.file}: ${this.lost} ${this.lost === 1 ? "frame was" : "frames were"} not recorded`,
      );
  }

  async #end(): Promise<void> {
    const writer = this.#begun?.writer;
    await writer?.close().catch(() => {});
    // Not a file of somebody else, who has made it under that name.
    if (writer?.opened && this.#failure !== null && !this.#gone) await endWithWholeLine(writer.file);
  }

  async #look(file: string): Promise<void> {
    this.#lookAt = Number.POSITIVE_INFINITY;
    try {
      const { ino } = await stat(file, { bigint: true });
      this.#inode ??= ino;
      if (ino !== this.#inode) this.#lose(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") this.#lose(file);
    }
    this.#lookAt = this.#t + LOOK_EVERY;
  }

  #lose(file: string): void {
    this.#gone = true;
    this.#failure ??= `${file}: was deleted or moved`;
  }

  #begin({ t, width, height }: StageFrame) {
    const { file, source, fps, tags } = this.#parts;
    const header = { fps, source, licence: "", dancer: "", tags, width, height };
    const writer = new TakeWriter(file, header, { flags: "wx" });
    writer.done.catch((error: Error) => {
      this.#failure ??= error.message;
    });
    return { writer, t, aspect: width / height };
  }
}
