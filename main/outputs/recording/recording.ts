import { setTimeout as sleep } from "node:timers/promises";
import type { ImageJoints, Pose, Seconds } from "../../../shared/pose.ts";
import type { Figure, StageFrame, StagePerson } from "../../../shared/stage.ts";
import { TakeWriter } from "../../archive/take-writer.ts";
import type { Log } from "../../system/log.ts";

/** Bytes that may wait for a slow disk: ten seconds of six people. */
const MOST_WAITING = 4 << 20;
const CLOSING_MS = 2000;

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
  /** Why the file cannot be written any more. */
  #refused: string | null = null;
  #said = false;
  #closed = false;

  constructor(parts: RecordingParts) {
    this.#parts = parts;
  }

  /** Never throws and never waits: frames that cannot be written are counted, and reported once. */
  send(frame: StageFrame, figureOf: (person: StagePerson) => Figure | null): void {
    this.#begun ??= this.#begin(frame);
    const { writer, t, aspect } = this.#begun;
    const trouble =
      this.#refused ?? (writer.backlog > MOST_WAITING ? `${writer.file}: the disk is too slow` : null);
    if (trouble !== null) this.#say(trouble);
    if (trouble !== null || frame.t - t < this.#t) {
      this.lost++;
      return;
    }
    this.#t = frame.t - t;
    // Image points are shares of the picture: when its shape changes with the camera, x is scaled to keep proportions.
    const widen = frame.width / frame.height / aspect;
    writer.push({
      t: this.#t,
      people: frame.people.flatMap((person) => poseOf(person.id, figureOf(person), widen)),
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const closing = this.#begun?.writer.close().catch(() => {});
    await Promise.race([closing, sleep(CLOSING_MS, undefined, { ref: false })]);
    if (this.lost > 0)
      this.#parts.log.warn(
        `${this.#parts.file}: ${this.lost} ${this.lost === 1 ? "frame was" : "frames were"} not recorded`,
      );
  }

  #begin({ t, width, height }: StageFrame) {
    const { file, source, fps, tags } = this.#parts;
    const header = { fps, source, licence: "", dancer: "", tags, width, height };
    const writer = new TakeWriter(file, header, { flags: "wx" });
    writer.done.catch((error: Error) => {
      this.#refused = error.message;
      this.#say(error.message);
    });
    return { writer, t, aspect: width / height };
  }

  #say(trouble: string): void {
    if (!this.#said) this.#parts.log.warn(`${trouble}: the dance is not being recorded`);
    this.#said = true;
  }
}

function poseOf(id: number, figure: Figure | null, widen: number): Pose[] {
  if (!figure) return [];
  const { body, root } = figure;
  const image: ImageJoints =
    widen === 1 ? figure.image : figure.image.map((p) => p && { ...p, x: 0.5 + (p.x - 0.5) * widen });
  return [{ id, image, body, root }];
}
