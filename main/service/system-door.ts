import { execFile } from "node:child_process";
import { access, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../system/errors.ts";
import { makeFolder, whyUnwritable } from "../system/files/paths.ts";
import { replaceFile } from "../system/files/replace-file.ts";
import type { ServiceDoor } from "./manage.ts";

const PATIENCE_MS = 60_000;
/** Of the user alone: options may hold what nobody else is to know. */
const MODE = 0o600;
/** Windows tells by it that each character has two bytes, the lower first. */
const BYTE_ORDER_MARK = "\ufeff";

/** This machine. */
export const systemDoor: ServiceDoor = {
  run: ([program, ...args]) =>
    new Promise((resolve) => {
      execFile(program, args, { timeout: PATIENCE_MS }, (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        const own = typeof error?.code === "string" ? `${program}: ${error.code}` : "";
        resolve({ code, said: stderr.trim() || stdout.trim() || own });
      });
    }),
  async write(file, text, encoding) {
    await makeFolder(dirname(file));
    const marked = encoding === "utf16le" ? BYTE_ORDER_MARK + text.replaceAll("\n", "\r\n") : text;
    await replaceFile(file, Buffer.from(marked, encoding), MODE).catch((error: unknown) => {
      throw new UserError(`${file}: cannot be written (${whyUnwritable(error)})`);
    });
  },
  remove: (file) =>
    rm(file).then(
      () => true,
      () => false,
    ),
  isThere: (file) =>
    access(file).then(
      () => true,
      () => false,
    ),
};
