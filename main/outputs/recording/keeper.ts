import { basename, join } from "node:path";
import { beatAt, FOLLOWED_CONFIDENCE, timeOfBeat } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { PARTNER_TAG, type TakeFrame, type TakeHeader } from "../../archive/take.ts";
import { NameTaken, writeTake } from "../../archive/take-writer.ts";
import { DISK_PATIENCE, inTime } from "../../system/files/in-time.ts";
import { freeNames, type RecordingNames } from "./free-name.ts";
import { recordedPose } from "./recorded-pose.ts";
import { type RememberedFrame, StageMemory, unpacked } from "./stage-memory.ts";

/** So much is remembered. */
const REMEMBERED: Seconds = 300;
/** Names that others may have taken meanwhile. */
const MOST_TRIES = 100;

export interface KeeperParts {
  /** Folder of the takes. */
  readonly folder: string;
  readonly fps: number;
  readonly tellOperator: (line: string) => void;
}

/**
 * Keeps what has just happened, after the fact: the dancers' take and the partners' beside it, `kept.take.ndjson` and
 * `kept.partner.take.ndjson`, the next ones with a number. Poses alone are remembered.
 */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #memory = new StageMemory(REMEMBERED);
  #writing: Promise<RecordingNames | null> | null = null;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  send(frame: StageFrame): void {
    this.#memory.add(frame);
  }

  /**
   * Never throws, and nobody has to wait: how it went is told. While one is being written another is not begun.
   * @returns paths of both takes, once they are written; null where they are not.
   */
  async keep(): Promise<RecordingNames | null> {
    if (this.#writing) return this.#writing;
    const frames = this.#memory.last();
    if (frames.length === 0) {
      this.#parts.tellOperator("nothing kept: nobody has danced yet");
      return null;
    }
    this.#writing = this.#write(frames).finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  /** Once what is being written is on the disk. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #write(frames: readonly RememberedFrame[]): Promise<RecordingNames | null> {
    const { folder, fps, tellOperator } = this.#parts;
    const [{ t: begin, width, height }] = frames as [RememberedFrame];
    const header = { fps, licence: "", dancer: "", width, height, ...musicNote(frames) };
    const posesOf = (of: "live" | "partner"): TakeFrame[] =>
      frames.map((frame) => ({
        t: frame.t - begin,
        people: frame.people.flatMap((person) => {
          const values = person[of];
          const widen = frame.width / frame.height / (width / height);
          return recordedPose(person.id, values && unpacked(values), widen) ?? [];
        }),
      }));
    // Before anything is waited for: what is remembered is written over meanwhile.
    const [livePoses, partnerPoses] = [posesOf("live"), posesOf("partner")];
    let written: string | null = null;
    try {
      const live = { ...header, source: "live, kept by Continuo", tags: [] };
      const names = await writeUnderFreeName(join(folder, "kept.take.ndjson"), live, livePoses);
      written = names.live;
      await writeTake(
        names.partner,
        { ...header, source: "partner, kept by Continuo", tags: [PARTNER_TAG] },
        partnerPoses,
        { isNew: true },
      );
      const seconds = (frames.at(-1)!.t - begin).toFixed(1);
      tellOperator(`kept: ${seconds} s as ${names.live} and ${basename(names.partner)}`);
      return names;
    } catch (error) {
      const what = written === null ? "nothing kept" : `only the dancer is kept, as ${written}`;
      tellOperator(`${what}: ${(error as Error).message}`);
      return null;
    }
  }
}

/** What was danced to, where the beat was sure: its tempo half way through, and when the first beat of the take falls. */
function musicNote(frames: readonly RememberedFrame[]): Pick<TakeHeader, "note"> {
  const sure = frames.flatMap(({ music }) =>
    music && music.confidence >= FOLLOWED_CONFIDENCE ? [music] : [],
  );
  const heard = sure[sure.length >> 1];
  if (!heard) return {};
  const begin = frames[0]!.t;
  const beat = timeOfBeat(heard, Math.ceil(beatAt(heard, begin))) - begin;
  return { note: `music of ${heard.tempo.toFixed(1)} beats a minute, one at ${beat.toFixed(2)} s` };
}

/** Another program may keep at the same moment: who comes second takes the next name. */
async function writeUnderFreeName(
  file: string,
  header: TakeHeader,
  frames: readonly TakeFrame[],
): Promise<RecordingNames> {
  for (let number = 1; ; number++) {
    const names = await inTime(file, () => freeNames(file, number), DISK_PATIENCE);
    try {
      await writeTake(names.live, header, frames, { isNew: true });
      return names;
    } catch (error) {
      if (!(error instanceof NameTaken) || number === MOST_TRIES) throw error;
    }
  }
}
