import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { privateCacheFolder } from "../../system/files/cache-folder.ts";
import { replaceFile } from "../../system/files/replace-file.ts";

/** Bytes of chance: nobody guesses 128 bits. */
const BYTES = 16;
const TOKEN = /^[\w-]{22}$/;
/** Of the user alone. */
const MODE = 0o600;

/**
 * What opens the desk to whoever is on the network: the same after a restart, so that a bookmark and a printed QR code
 * stay good, until it is renewed.
 */
export class DeskToken {
  readonly #file: string | null;
  #value: string;

  private constructor(file: string | null, value: string) {
    this.#file = file;
    this.#value = value;
  }

  /**
   * @param folder where it is kept; of the user alone. null: it is good until the program ends.
   * @throws Error where it can neither be read nor written
   */
  static async open(folder: string | null): Promise<DeskToken> {
    if (folder === null) return new DeskToken(null, newToken());
    const file = join(folder, "token");
    const kept = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    if (TOKEN.test(kept.trim())) return new DeskToken(file, kept.trim());
    const token = new DeskToken(file, newToken());
    await token.#keep();
    return token;
  }

  get value(): string {
    return this.#value;
  }

  /** From now on every link that was given away before is wrong. @throws Error where it cannot be written */
  async renew(): Promise<void> {
    this.#value = newToken();
    await this.#keep();
  }

  async #keep(): Promise<void> {
    if (this.#file !== null) await replaceFile(this.#file, `${this.#value}\n`, MODE);
  }
}

/** This user's. @param tell is told why it cannot be kept, where that is so */
export async function openDeskToken(tell: (line: string) => void): Promise<DeskToken> {
  try {
    return await DeskToken.open(await privateCacheFolder("desk"));
  } catch (error) {
    tell(`the desk's link is good until the next start alone: ${(error as Error).message}`);
    return DeskToken.open(null);
  }
}

const newToken = () => randomBytes(BYTES).toString("base64url");
