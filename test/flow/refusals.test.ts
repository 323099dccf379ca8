import { once } from "node:events";
import { truncateSync, writeFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { demoLines, shortTake } from "../support/short-take.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Starts, and gives the exit code and what was said. */
async function run(...args: string[]): Promise<{ code: number | null; lines: readonly string[] }> {
  const installation = new Installation(["--host", "none", "--osc", "127.0.0.1:9", ...args]);
  return { code: await installation.exited, lines: installation.lines };
}

test("a port in use is one line with its number and the way out", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  expect(await run("--host", "browser", "--source", "demo", "--port", `${port}`)).toEqual({
    code: 1,
    lines: [
      `error: port ${port} of 127.0.0.1 is in use: end the other program, or choose another port with --port (0: any free one)`,
    ],
  });
  other.close();
});

test("a missing source is named", async () => {
  const { code, lines } = await run("--source", "nowhere.mp4");
  expect({ code, lines }).toEqual({
    code: 1,
    lines: [expect.stringMatching(/^error: nowhere\.mp4: is not there/)],
  });
});

test("text by the name of a video is named for what it is", async () => {
  const file = join(emptyFolder(), "text.mp4");
  writeFileSync(file, "not a video");
  const { code, lines } = await run("--source", file);
  expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining(`error: ${file}: `)] });
});

test("a take that is damaged in the middle is refused by line; one damaged at its end is danced and said so", async () => {
  const folder = emptyFolder();
  const lines = demoLines().slice(0, 40);
  const middle = join(folder, "middle.take.ndjson");
  writeFileSync(middle, `${lines.with(20, '{"t":0.6,"peo').join("\n")}\n`);
  const refused = await run("--source", middle, "--once");
  expect(refused).toEqual({ code: 1, lines: [expect.stringContaining(`${middle}:21`)] });

  const end = join(folder, "end.take.ndjson");
  writeFileSync(end, lines.join("\n"));
  truncateSync(end, Buffer.byteLength(lines.join("\n")) - 30);
  const danced = await run("--source", end, "--once");
  expect(danced.code).toBe(0);
  expect(danced.lines).toContainEqual(expect.stringContaining(`${end}:40`));
});

test("a model whose manifest and weights disagree is one line", async () => {
  const folder = emptyFolder();
  const shipped = join(projectRoot, "models/first");
  await copyFile(join(shipped, "manifest.json"), join(folder, "manifest.json"));
  await copyFile(join(shipped, "weights.bin"), join(folder, "weights.bin"));
  truncateSync(join(folder, "weights.bin"), 1000);
  const { code, lines } = await run("--source", "demo", "--model", folder);
  expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringContaining(`error: ${folder}`)] });
});

test("contradictions are refused: a camera without end, a page that shall see what is not its camera", async () => {
  expect(await run("--once")).toEqual({
    code: 1,
    lines: [expect.stringContaining("--once with --source camera")],
  });
  expect(await run("--source", "a.mp4", "--detector", "page")).toEqual({
    code: 1,
    lines: [expect.stringContaining("--detector page with --source a.mp4")],
  });
});

test("a desk whose name is not known harms nothing", async () => {
  const take = shortTake(emptyFolder(), 3);
  const { code, lines } = await run("--source", take, "--once", "--osc", "nobody.invalid:9000");
  expect(code).toBe(0);
  expect(lines).toContainEqual(expect.stringContaining("nobody.invalid:9000"));
});
