import { existsSync } from "node:fs";
import { access, constants, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { PARTNER_TAG } from "../../archive/take.ts";
import { ConfigError } from "../../system/errors.ts";
import type { Log } from "../../system/log.ts";
import type { Output } from "../output.ts";
import { Recording } from "./recording.ts";

const ENDING = ".take.ndjson";

export interface RecorderOptions {
  /** The dancers' take, `x.take.ndjson`; the partners' is beside it, `x.partner.take.ndjson`. */
  readonly file: string;
  readonly log: Log;
  /** Frames a second of the source; each frame has its own time besides. */
  readonly fps?: number;
}

export interface Recorder extends Output {
  /** Frames that are known not to have reached a file. */
  readonly lost: number;
}

/**
 * Records dancers and partners, each as a take that grows frame by frame while the show runs. An existing take is never
 * overwritten: the name gets a number instead.
 * @throws ConfigError when the name is not that of a take or its folder cannot be written.
 */
export async function createRecorder({ file, log, fps = 30 }: RecorderOptions): Promise<Recorder> {
  if (!file.endsWith(ENDING))
    throw new ConfigError(`record is ${file}, expected a name that ends in ${ENDING}`);
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new ConfigError(`record is ${file}, whose folder cannot be written (${(error as Error).message})`);
  }
  const stem = freeStem(file.slice(0, -ENDING.length));
  const live = new Recording({
    file: stem + ENDING,
    source: "live, recorded by Continuo",
    tags: [],
    fps,
    log,
  });
  const partner = new Recording({
    file: partnerOf(stem),
    source: "partner, by Continuo",
    tags: [PARTNER_TAG],
    fps,
    log,
  });
  return {
    description: `recording to ${stem}${ENDING}`,
    get lost() {
      return live.lost + partner.lost;
    },
    send(frame) {
      live.send(frame, (person) => person.live);
      partner.send(frame, (person) => person.partner);
    },
    async close() {
      await Promise.all([live.close(), partner.close()]);
    },
  };
}

const partnerOf = (stem: string) => `${stem}.partner${ENDING}`;

/** `show`, or `show-2`, `show-3`, ...: the first that no file has yet. */
function freeStem(stem: string): string {
  const taken = (name: string) => existsSync(name + ENDING) || existsSync(partnerOf(name));
  let free = stem;
  for (let number = 2; taken(free); number++) free = `${stem}-${number}`;
  return free;
}
