import { existsSync } from "node:fs";
import * as v from "valibot";
import type { PlacementsMessage } from "../../../shared/messages.ts";
import {
  fillsScreen,
  MOST_SCREENS,
  type Placement,
  type Placements,
} from "../../../shared/picture/placement.ts";
import { PlacementsSchema } from "../../link/placement-schema.ts";
import { ConfigError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { replaceFile } from "../../system/files/replace-file.ts";

const SCREENS_FILE = {
  ...{ expected: "a JSON file of how pictures lie on screens", mostBytes: 1 << 18, Fault: ConfigError },
};
/** Without it every picture fills its screen. */
const NONE: Placements = {};

/**
 * How pictures lie on their screens, by the screens' names, in a file of the host's: a page's own memory would be gone with
 * the guest window of a kiosk, with its browser and with its port.
 */
export class ScreensFile {
  readonly #file: string;
  readonly #tellOperator: (line: string) => void;
  #screens: Placements;
  #writing: Promise<void> = Promise.resolve();
  #waits = false;

  /** A file that cannot be read is left as it is until a picture is placed anew; the operator is told. */
  static async open(file: string, tellOperator: (line: string) => void): Promise<ScreensFile> {
    if (!existsSync(file)) return new ScreensFile(file, NONE, tellOperator);
    try {
      const found = v.safeParse(PlacementsSchema, await readJsonFile(file, SCREENS_FILE));
      if (found.success) return new ScreensFile(file, found.output, tellOperator);
      const [{ path = [] }] = found.issues;
      const where = path.map(({ key }) => String(key)).join(".");
      tellOperator(`${file}: ${where || "it"} is no placement of a picture; pictures fill their screens`);
    } catch (error) {
      tellOperator(`${(error as Error).message}; pictures fill their screens`);
    }
    return new ScreensFile(file, NONE, tellOperator);
  }

  private constructor(file: string, screens: Placements, tellOperator: (line: string) => void) {
    this.#file = file;
    this.#screens = screens;
    this.#tellOperator = tellOperator;
  }

  /** For every page that shows a picture. */
  get message(): PlacementsMessage {
    return { tag: "placements", screens: this.#screens };
  }

  /** @returns whether there is room for one more screen */
  place(screen: string, placement: Placement): boolean {
    const { [screen]: before, ...others } = this.#screens;
    if (before === undefined && Object.keys(others).length >= MOST_SCREENS) {
      this.#tellOperator(
        `screen "${screen}" is one too many, expected at most ${MOST_SCREENS}: it is not kept`,
      );
      return false;
    }
    this.#screens = fillsScreen(placement) ? others : { ...others, [screen]: placement };
    void this.#write();
    return true;
  }

  /** Resolves when all is written. */
  close(): Promise<void> {
    return this.#writing;
  }

  /** One after the other, each time the newest. */
  #write(): Promise<void> {
    if (this.#waits) return this.#writing;
    this.#waits = true;
    this.#writing = this.#writing.then(async () => {
      this.#waits = false;
      try {
        await replaceFile(this.#file, `${JSON.stringify(this.#screens, null, 2)}\n`);
      } catch (error) {
        this.#tellOperator(
          `${this.#file} cannot be written (${(error as Error).message}): how pictures lie is kept until the end alone`,
        );
      }
    });
    return this.#writing;
  }
}
