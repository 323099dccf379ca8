import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../main/system/files/paths.ts";
import { isHere } from "./is-here.ts";

/** Debian's; another one can be named. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const hasChromium = isHere(`Chromium at ${CHROMIUM}`, existsSync(CHROMIUM));

/** Who draws: software, which gives the same picture everywhere, or what `CONTINUO_GRAPHICS` asks of Chromium, for a card. */
export const GRAPHICS = process.env.CONTINUO_GRAPHICS?.split(" ") ?? [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/**
 * What to launch. As root, Chromium puts its own threads before everything else on the machine, the engine and the page
 * too, which no visitor's browser can: there it starts without that right.
 */
export function chromiumProgram(): string {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/setpriv")) return CHROMIUM;
  const file = join(cacheFolder(), "chromium-without-priority");
  const command = 'exec setpriv --bounding-set=-sys_nice --inh-caps=-sys_nice "$CHROMIUM" "$@"';
  // Tests run side by side: none may start what another is about to write.
  const mine = `${file}-${process.pid}`;
  writeFileSync(mine, `#!/bin/sh\nCHROMIUM=${CHROMIUM}\n${command}\n`, { mode: 0o755 });
  renameSync(mine, file);
  return file;
}

/** For what tests make once. */
export function cacheFolder(): string {
  const folder = join(projectRoot, ".cache");
  mkdirSync(folder, { recursive: true });
  return folder;
}
