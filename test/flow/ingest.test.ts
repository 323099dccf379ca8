import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import type { AxeResults, run } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { readArchiveFile } from "../../main/archive/ingest/archive-file.ts";
import { readTake } from "../../main/archive/take-reader.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { sharedData } from "../support/shared-data.ts";

const CLIP = sharedData("clips/keith-notation-phrase.mp4");
const SECONDS = 2.5;
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A small shelf: two films of a dancer, one that is torn, and what is no film. */
async function shelf(): Promise<{ readonly films: string; readonly archive: string }> {
  const folder = emptyFolder();
  const films = join(folder, "films");
  mkdirSync(join(films, "Keith/notation"), { recursive: true });
  const cut = async (from: number, to: string) => {
    const place = ["-ss", `${from}`, "-i", CLIP!, "-t", `${SECONDS}`];
    const coded = ["-c:v", "libx264", "-preset", "ultrafast", "-an"];
    await promisify(execFile)("ffmpeg", ["-v", "error", ...place, ...coded, join(films, to)]);
  };
  await cut(2, "Keith/notation/first.mp4");
  await cut(6, "Keith - second.mp4");
  writeFileSync(join(films, "torn.mp4"), readFileSync(join(films, "Keith - second.mp4")).subarray(0, 3000));
  writeFileSync(join(films, "notes.txt"), "buy water");
  writeFileSync(join(films, "films.csv"), "file,tags,licence\nKeith - second.mp4,slow; phrase,CC BY\n");
  return { films, archive: join(folder, "archive") };
}

async function ingest(films: string, archive: string) {
  const cli = join(projectRoot, "main/cli.ts");
  // A torn film makes it end with 1.
  const told = await promisify(execFile)(process.execPath, [
    cli,
    "ingest",
    films,
    "-o",
    archive,
    "--detector-size",
    "lite",
  ])
    .then((one) => ({ ...one, code: 0 }))
    .catch((error: { code: number; stdout: string; stderr: string }) => error);
  return { code: told.code, lines: told.stdout.trim().split("\n"), notes: told.stderr.trim().split("\n") };
}

describe.skipIf(CLIP === null)("films become an archive", () => {
  test("by the command: takes, archive.json and report; what cannot be read is named, and nothing is done twice", async () => {
    const { films, archive } = await shelf();
    const first = await ingest(films, archive);
    expect(first.lines[0]).toMatch(/^3 films, 2 shots of 5\.0 s \(2 done now\): 2 takes, \d\.\d s kept$/);
    expect(first.lines[1]).toBe(join(archive, "report.html"));
    expect(first.notes).toEqual(
      expect.arrayContaining([
        "passed over, since they do not end as films do: notes.txt",
        expect.stringContaining("torn.mp4: not a video that ffmpeg can read"),
        `error: 1 film or shot could not be done; ${join(archive, "report.html")} says why`,
      ]),
    );
    expect(first.code).toBe(1);
    const takes = readdirSync(archive).filter((name) => name.endsWith(".take.ndjson.gz"));
    expect(takes).toEqual(["Keith - second.001.take.ndjson.gz", "first.001.take.ndjson.gz"]);
    const { header, frames } = await readTake(join(archive, takes[0]!), { onDamage: () => {} });
    expect(header).toMatchObject({ dancer: "Keith", tags: ["slow", "phrase"], licence: "CC BY" });
    expect((await Array.fromAsync(frames)).length).toBeGreaterThan(0.9 * 30 * SECONDS);
    expect((await readArchiveFile(archive)).films.map(({ name, dancer }) => [name, dancer])).toEqual([
      ["Keith - second.mp4", "Keith"],
      ["Keith/notation/first.mp4", "Keith"],
      ["torn.mp4", ""],
    ]);
    expect(readFileSync(join(archive, "report.html"), "utf8")).toContain(
      'href="../films/Keith/notation/first.mp4#t=0"',
    );
    const again = await ingest(films, archive);
    expect(again.lines[0]).toContain("(0 done now): 2 takes");
  });

  test.skipIf(!hasChromium)("from the desk, while the show runs", { timeout: 240_000 }, async () => {
    const { films, archive } = await shelf();
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--source", "demo", "--language", "en", "--archive", archive],
      ...["--no-osc-query", "--osc", "127.0.0.1:9", "--detector-size", "lite"],
    ]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await (await browser.newContext({ viewport: { width: 1024, height: 768 } })).newPage();
    await page.goto(`${await installation.address()}/desk#films`);
    const folder = page.getByRole("textbox", { name: "Folder of films on the show's machine" });
    const make = page.getByRole("button", { name: "Make takes of films" });
    await folder.fill(join(films, "away"));
    await make.click();
    await page.getByText(/^Failed: .*away: cannot be read/).waitFor();
    await folder.fill(films);
    await make.click();
    const shown = page.getByRole("region", { name: films, exact: true });
    await shown.getByRole("button", { name: "Stop" }).waitFor();
    expect(await faults(page), "at work").toEqual([]);
    await shown.getByText("3 films with 2 shots, 5 s: 2 takes").waitFor({ timeout: 120_000 });
    await shown.getByText("One film or shot could not be done.").waitFor();
    await shown.getByText("2 notes").click();
    expect(await faults(page), "done").toEqual([]);
    expect(readdirSync(archive).filter((name) => name.endsWith(".take.ndjson.gz"))).toHaveLength(2);
    expect(await installation.stop()).toBe(0);
  });
});

/** What axe finds wrong with what is shown, each with the first place where it does. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: typeof run } }).axe.run(),
  )) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
