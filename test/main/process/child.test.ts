import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { forkEngine } from "../../../main/process/child.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { emptyFolder } from "../../support/folder.ts";
import { isAlive } from "../../support/installation.ts";

/** An engine that does this in place of dancing. */
function engineThat(script: string) {
  const entry = join(emptyFolder(), "engine.mjs");
  writeFileSync(entry, script);
  const child = forkEngine({ entry });
  onTestFinished(() => child.kill());
  const ends: string[] = [];
  child.onExit((how) => ends.push(how));
  return { child, ends };
}

const once = (ends: readonly string[], how: string | RegExp) =>
  vi.waitFor(() => expect(ends).toEqual([expect.stringMatching(how)]), { timeout: 20_000, interval: 20 });

test("an engine whose Node is not there is an end like any other, and can be sent to", async () => {
  const { execPath } = process;
  onTestFinished(() => {
    process.execPath = execPath;
  });
  process.execPath = "/nowhere/node";
  const child = forkEngine();
  const ends: string[] = [];
  child.onExit((how) => ends.push(how));
  child.onMessage(() => expect.unreachable());
  child.send({ tag: "resize", size: "lite" });
  const unheard = forkEngine();
  await once(ends, "not started: spawn /nowhere/node ENOENT");
  for (const each of [child, unheard]) each.kill();
});

test("an engine for which no file is left to open is an end like any other", () => {
  const child = pathToFileURL(join(projectRoot, "main/process/child.ts"));
  const script = `
    import { openSync } from "node:fs";
    import { forkEngine } from ${JSON.stringify(child.href)};
    try { for (;;) openSync("/dev/null"); } catch {}
    for (let n = 0; n < 3; n++) {
      try {
        const engine = forkEngine();
        engine.onExit((how) => console.log(how));
        engine.send({ tag: "resize", size: "lite" });
        engine.kill();
      } catch (error) { console.log("not started:", error.code); }
    }`;
  const said = execFileSync(
    "sh",
    ["-c", 'ulimit -n 48; exec "$0" --input-type=module -e "$1"', process.execPath, script],
    {
      encoding: "utf8",
    },
  );
  expect(said.trim().split("\n")).toEqual(
    Array.from({ length: 3 }, () => expect.stringMatching(/^not started:.*EMFILE/)),
  );
});

test("an engine whose program is away ends, and is told once", async () => {
  const child = forkEngine({ entry: "/nowhere/engine-process.js" });
  const ends: string[] = [];
  child.onExit((how) => ends.push(how));
  await once(ends, "exit code 1");
});

test("an engine that closes its channel and stays is ended", async () => {
  const { ends } = engineThat("process.disconnect(); setInterval(() => {}, 1000);");
  await once(ends, "its channel closed");
});

test("an engine that can be sent no pictures is ended", async () => {
  const { child, ends } = engineThat(
    'import { closeSync } from "node:fs"; closeSync(4); process.send({ tag: "alive" }); setInterval(() => {}, 1000);',
  );
  const frame = { tag: "image", t: 0, width: 640, height: 360, data: new Uint8Array(345_600) } as const;
  child.onMessage(() => child.send({ tag: "frame", frame }));
  await once(ends, "it takes no pictures");
});

test("an engine that is killed says by which signal, once", async () => {
  const { child, ends } = engineThat(
    "process.send({ tag: 'alive', pid: process.pid }); setInterval(() => {}, 1000);",
  );
  const pid = await new Promise<number>((resolve) =>
    child.onMessage((message) => resolve((message as unknown as { pid: number }).pid)),
  );
  process.kill(pid, "SIGKILL");
  await once(ends, "signal SIGKILL");
  expect(isAlive(pid)).toBe(false);
});
