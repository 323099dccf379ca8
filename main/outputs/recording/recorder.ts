import { PARTNER_TAG } from "../../archive/take.ts";
import type { Log } from "../../system/log/log.ts";
import type { Output } from "../output.ts";
import { freeNames } from "./free-name.ts";
import { Recording } from "./recording.ts";

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
  /** Why it will take nothing more, ever; null while it records. */
  readonly failure: string | null;
  /** The disk is behind: frames are lost until it has caught up. */
  readonly behind: boolean;
}

/**
 * Records dancers and partners, each as a take that grows frame by frame while the show runs. An existing take is never
 * overwritten: the name gets a number instead.
 * @throws ConfigError when the name is not that of a take or its folder cannot be written.
 */
export async function createRecorder({ file, log, fps = 30 }: RecorderOptions): Promise<Recorder> {
  const names = await freeNames(file);
  const live = new Recording({
    file: names.live,
    source: "live, recorded by Continuo",
    tags: [],
    fps,
    log,
  });
  const partner = new Recording({
    file: names.partner,
    source: "partner, by Continuo",
    tags: [PARTNER_TAG],
    fps,
    log,
  });
  return {
    description: `recording to ${names.live}`,
    get lost() {
      return live.lost + partner.lost;
    },
    get failure() {
      return live.failure ?? partner.failure;
    },
    get behind() {
      return live.behind || partner.behind;
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
