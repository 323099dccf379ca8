/**
 * `npm run test:electron`: starts the real desktop app where Electron can be started, and otherwise says that nothing
 * was tested. Electron's own binary is downloaded by `npx install-electron`.
 */

import { join } from "node:path";
import { _electron } from "playwright-core";
import { projectRoot } from "../../main/system/files/paths.ts";
import { electronProgram, hasDisplay } from "../../main/system/processes/programs.ts";
import { cues } from "../support/light-desk.ts";
import { receiveOsc } from "../support/osc-receiver.ts";

const PATIENCE_MS = 60_000;

const program = electronProgram();
if (!program) did("NOT run: the Electron binary is not here (`npx install-electron` downloads it)");
else if (!hasDisplay()) did("NOT run: there is no display (on a server: xvfb-run npm run test:electron)");
else await tryOut(program);

async function tryOut(executablePath: string): Promise<void> {
  const desk = await receiveOsc();
  const app = await _electron.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      join(projectRoot, "dist/main/electron.js"),
      ...["--source", "demo", "--osc", `127.0.0.1:${desk.port}`],
    ],
  });
  try {
    const window = await app.firstWindow();
    const facts = await window.evaluate(
      "({ origin: location.origin, node: typeof require + typeof process, bridge: Object.keys(window.continuo) })",
    );
    expectSame(facts, { origin: "app://stage", node: "undefinedundefined", bridge: ["connect"] });
    const partner = desk.until(() => cues(desk).some(({ person, partner: dances }) => person && dances));
    const late = new Promise((_, reject) =>
      setTimeout(reject, PATIENCE_MS, new Error("no partner within a minute")),
    );
    await Promise.race([partner, late]);
    await window.screenshot({ path: join(projectRoot, "test/artifacts/electron.png") });
    did("run: window, isolation, engine process and light are as they should be");
  } finally {
    await app.close();
    desk.close();
  }
}

function expectSame(found: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`found ${a}, expected ${b}`);
}

function did(what: string): void {
  process.stdout.write(`the real Electron was ${what}\n`);
}
