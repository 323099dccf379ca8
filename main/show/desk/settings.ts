import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import type { SettingLine, SettingsSheet } from "../../../shared/desk/settings.ts";
import { LEAVES, type SettingInfo } from "../../config/describe.ts";
import { readSettingsText, type SettingsSources, settingsFrom } from "../../config/load-settings.ts";
import type { Settings } from "../../config/settings.ts";
import {
  changeSettings,
  createSettingsFile,
  type SettingChange,
  valueAt,
} from "../../config/settings-file.ts";
import { UserError } from "../../system/errors.ts";
import { concealed } from "../../system/log/concealed.ts";
import { printable } from "../../system/log/printable.ts";
import { FOLLOWED } from "../followed-settings.ts";
import { refuseOfTheMachine, withoutSecrets } from "./machine-settings.ts";
import type { DeskHandlers } from "./requests.ts";

export interface DeskSettingsParts {
  readonly sources: SettingsSources;
  /** Where a file is made, if that is asked for and the show has none. */
  readonly offered: string;
  /** What the show runs with. */
  readonly inForce: () => Settings;
  /** Of what no setting tells alone. @throws UserError */
  readonly check: (settings: Settings) => void;
  /** The show has a file from now on. */
  readonly onFile: (sources: SettingsSources) => void;
  /** The file was written. */
  readonly onWritten: () => void;
}

/** Settings at a time. */
const MOST_CHANGES = 200;
const Edit = v.strictObject({
  changes: v.pipe(
    v.array(
      v.strictObject({
        path: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(2)),
        value: v.exactOptional(v.unknown()),
      }),
    ),
    v.maxLength(MOST_CHANGES),
  ),
});

type SettingsHandlers = Pick<DeskHandlers, "settings/read" | "settings/edit" | "settings/create">;

/** The installation's settings on the desk: shown, and changed in their file. */
export function settingsRequests(parts: DeskSettingsParts): SettingsHandlers {
  const { inForce, check, onFile, onWritten } = parts;
  const offered = resolve(parts.offered);
  let sources = parts.sources;
  /** One after the other: each writes what the one before left. */
  let writing: Promise<unknown> = Promise.resolve();

  const inTurn = (write: () => Promise<void>): Promise<SettingsSheet> => {
    const written = writing.then(write);
    writing = written.catch(() => {});
    return written.then(() => sheetOf(sources, offered, inForce()));
  };

  const edit = async (changes: readonly SettingChange[]) => {
    const { file } = sources;
    if (file === undefined) throw new UserError("the show has no file of settings; make one first");
    refuseOfTheMachine(changes);
    await changeSettings({ ...sources, file }, changes, check);
    onWritten();
  };

  const create = async () => {
    if (sources.file !== undefined) throw new UserError(`the show has a file already: ${sources.file}`);
    await createSettingsFile(offered);
    sources = { ...sources, file: offered };
    onFile(sources);
    onWritten();
  };

  return {
    "settings/read": { schema: v.null(), answer: () => sheetOf(sources, offered, inForce()) },
    "settings/edit": { schema: Edit, answer: ({ changes }) => inTurn(() => edit(changes)) },
    "settings/create": { schema: v.null(), answer: () => inTurn(create) },
  };
}

async function sheetOf(sources: SettingsSources, offered: string, inForce: Settings): Promise<SettingsSheet> {
  const { file, overrides = {} } = sources;
  const sheet = { file: file === undefined ? null : printable(file, 500), offered: printable(offered, 500) };
  try {
    const found = file === undefined ? {} : (await readSettingsText(file)).found;
    const next = await settingsFrom(found, sources);
    return {
      ...sheet,
      fault: null,
      settings: LEAVES.map((info) => lineOf(info, { found, overrides, next, inForce })),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message: fault } = error;
    const known = { found: {}, overrides, next: inForce, inForce };
    return { ...sheet, fault, settings: LEAVES.map((info) => lineOf(info, known)) };
  }
}

interface Known {
  /** What the file says, and the command line. */
  readonly found: object;
  readonly overrides: object;
  /** What the show would run with if it began now. */
  readonly next: Settings;
  readonly inForce: Settings;
}

/** A desk on the network reads along. */
const withoutPassword = (value: unknown): unknown =>
  typeof value === "string" && /^rediss?:/.test(value) ? concealed(value) : value;

function lineOf(info: SettingInfo, { found, overrides, next, inForce }: Known): SettingLine {
  const { path, type, expected, each, byDefault, description, range, nullable } = info;
  const [option, inFile] = [valueAt(overrides, path), valueAt(found, path)];
  return {
    ...{ path, expected: each ?? expected, description, byDefault, range, nullable },
    // A group is none of the leaves.
    type: type as SettingLine["type"],
    value: withoutSecrets(path, withoutPassword(option ?? (inFile === undefined ? byDefault : inFile))),
    from: option !== undefined ? "option" : inFile !== undefined ? "file" : "default",
    atOnce: FOLLOWED.has(path[0]!),
    waits: !isDeepStrictEqual(valueAt(next, path), valueAt(inForce, path)),
  };
}
