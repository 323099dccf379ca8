import { randomBytes } from "node:crypto";
import { open, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConfigError } from "../../system/errors.ts";
import { makeMissing, whyUnwritable } from "../../system/files/paths.ts";

const ENDING = ".take.ndjson";
/** A disk with less room than this is full: a minute of six people. */
const ROOM = 1 << 20;

/** The two files of a recording. */
export interface RecordingNames {
  readonly live: string;
  readonly partner: string;
}

/**
 * `show`, or `show-2`, `show-3`, ...: the first under which nothing lies yet, in a folder that is made where it is not
 * there, for its owner alone.
 * @param first the number to begin with, where others have turned out not to be free.
 * @throws ConfigError when the name is no take's, or nothing can be written there.
 */
export async function freeNames(file: string, first = 1): Promise<RecordingNames> {
  if (!file.endsWith(ENDING))
    throw new ConfigError(`record is ${file}, expected a name that ends in ${ENDING}`);
  const folder = dirname(file);
  try {
    await makeMissing(folder, 0o700);
    await tryRoom(folder);
    const there = new Set((await readdir(folder)).map((name) => name.toLowerCase()));
    const stem = file.slice(0, -ENDING.length);
    for (let number = first; ; number++) {
      const free = number === 1 ? stem : `${stem}-${number}`;
      const names = { live: free + ENDING, partner: `${free}.partner${ENDING}` };
      const taken = Object.values(names).some((name) => there.has(basename(name).toLowerCase()));
      if (!taken) return names;
    }
  } catch (error) {
    throw new ConfigError(
      `record is ${file}, whose folder cannot be written (${whyUnwritable(error)}); expected a folder of yours on a disk with room`,
    );
  }
}

/** A disk may allow new files and have no room for what is in them. */
async function tryRoom(folder: string): Promise<void> {
  const trial = join(folder, `.continuo-${randomBytes(6).toString("hex")}`);
  const file = await open(trial, "wx", 0o600);
  try {
    await file.writeFile(Buffer.alloc(ROOM));
    await file.datasync();
  } finally {
    await file.close().catch(() => {});
    await rm(trial, { force: true });
  }
}
