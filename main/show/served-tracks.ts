import { createHash } from "node:crypto";
import { extname } from "node:path";
import { TRACKS_PATH } from "../../shared/messages.ts";
import type { Downloads } from "../link/site.ts";
import { SourceError } from "../system/errors.ts";

/** Tracks that pages may ask for: what plays, and what played before. */
const MOST = 16;
/** Letters of a name. */
const NAME = 16;

/** The tracks that the stage's page may play, each under a name that tells nothing of where it lies. */
export class ServedTracks implements Downloads {
  readonly #files = new Map<string, string>();

  /** Lets pages have a track. @returns its path on the site */
  serve(file: string): string {
    const name = createHash("sha256").update(file).digest("hex").slice(0, NAME) + extname(file).toLowerCase();
    this.#files.delete(name);
    this.#files.set(name, file);
    if (this.#files.size > MOST) this.#files.delete(this.#files.keys().next().value!);
    return `${TRACKS_PATH}${encodeURIComponent(name)}`;
  }

  /** @throws SourceError for what does not play */
  fileOf(name: string): string {
    const file = this.#files.get(name);
    if (file === undefined) throw new SourceError("no track of that name plays");
    return file;
  }
}
