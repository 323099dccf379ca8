import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults, run } from "axe-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { reportOf } from "../../main/jobs/ingest/report/write-report.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { sampleReport } from "../support/sample-archive.ts";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe.skipIf(!hasChromium)("the report of an archive in Chromium", () => {
  test("it can be read by everybody, light and dark, on a screen and on a tablet, and leads into the film", async () => {
    const folder = emptyFolder();
    const archive = join(folder, "archive");
    mkdirSync(archive);
    const file = join(archive, "report.html");
    writeFileSync(file, await reportOf(await sampleReport(archive, join(folder, "films"))));
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    for (const colorScheme of ["light", "dark"] as const)
      for (const [width, height] of [
        [1280, 900],
        [768, 1024],
        [390, 844],
      ] as const) {
        const page = await (await browser.newContext({ colorScheme, viewport: { width, height } })).newPage();
        const errors: string[] = [];
        page.on("console", (message) => errors.push(message.text()));
        await page.goto(pathToFileURL(file).href);
        await page.evaluate(AXE);
        const { violations } = (await page.evaluate(() =>
          (globalThis as unknown as { axe: { run: typeof run } }).axe.run(),
        )) as AxeResults;
        const where = `${colorScheme} ${width}`;
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          where,
        ).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, where).toBeLessThanOrEqual(0);
        expect(errors, where).toEqual([]);
        const link = await page
          .getByRole("link", { name: "1:24.5" })
          .first()
          .evaluate((a) => (a as HTMLAnchorElement).href);
        expect(link).toBe(`${pathToFileURL(join(folder, "films/Anna/swing/evening.mp4")).href}#t=84.5`);
        await page.context().close();
      }
  });
});
