import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { EXPORT_FORMATS, isFilm } from "../../shared/desk/exports.ts";
import { en } from "../../shared/languages/en.ts";
import { launchChromium, openStage } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";

const PATIENCE = { timeout: 120_000 };
const { timeline, exports: exported, library, playback } = en.desk;

const goTo = (desk: Page, view: string) => desk.locator(`a[href="#${view}"]`).click();
const screenshot = (page: Page, name: string) =>
  page.screenshot({ path: join(projectRoot, `test/artifacts/flow-rehearsal-${name}.png`) });

async function opened(): Promise<Browser> {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  return browser;
}

/** What a dancer, and whoever sits at the desk, do in an evening, with the real page, camera, engine and files. */
describe.skipIf(!hasChromium)("a rehearsal in Chromium", { timeout: 600_000 }, () => {
  test("what was danced is kept, named, put in a row, played on the stage and given away", async () => {
    const takes = emptyFolder();
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en", "--takes", takes, "--no-osc-query"],
      ...["--detector", "engine", "--detector-size", "lite", "--frame-size", "480"],
    ]);
    const address = await installation.address();
    const { context: stage, dancers } = await openStage(await opened(), address, "allowed");
    await installation.said("the camera is here");
    const desk = await (await opened()).newPage({ viewport: { width: 1024, height: 768 } });
    await desk.goto(`${address}/desk#library`);
    const keep = desk.getByRole("button", { name: en.desk.commands.keep });
    const row = (name: string) => desk.locator(".take-name", { hasText: new RegExp(`^${name}$`) });

    // Danced, and kept twice.
    const danced = (frames: number) =>
      expect.poll(() => dancers.filter(({ partner }) => partner).length, PATIENCE).toBeGreaterThan(frames);
    await danced(60);
    await keep.click();
    await row("kept").click(PATIENCE);
    await desk.getByLabel(library.name, { exact: true }).fill("Squats");
    await desk.getByLabel(library.name, { exact: true }).press("Enter");
    await row("Squats").waitFor();
    await danced(dancers.length + 60);
    await keep.click();
    await row("kept").waitFor(PATIENCE);
    await screenshot(desk, "library");
    const own = ["Squats.partner.take.ndjson", "Squats.take.ndjson"];
    expect(readdirSync(takes)).toEqual(expect.arrayContaining([...own, "kept.take.ndjson"]));

    // Both in a row, with a way between them that is danced.
    await goTo(desk, "timeline");
    await desk.getByLabel(timeline.newTitle).fill("Evening");
    await desk.getByLabel(timeline.newTitle).press("Enter");
    for (const take of ["Squats", "kept"]) {
      const adding = desk.getByRole("button", { name: timeline.addTake });
      await adding.click();
      await desk.getByRole("button", { name: timeline.addTo(take, timeline.lanes.dancer) }).click();
      // The dialog gives the focus back.
      await expect.poll(() => adding.evaluate((button) => button === document.activeElement)).toBe(true);
    }
    const lane = desk.getByRole("listbox", { name: timeline.lanes.dancer });
    await lane.focus();
    await desk.keyboard.press("End");
    await desk.keyboard.press("j");
    await desk.locator(".join.danced:not(.missing)").waitFor(PATIENCE);
    await desk.locator(".piece-state").getByText(timeline.saved, { exact: true }).waitFor();
    await screenshot(desk, "timeline");

    // On the stage, instead of the camera, and back.
    await desk.getByRole("button", { name: playback.play }).click();
    const bar = desk.getByRole("region", { name: playback.title });
    await bar.getByText("Evening").waitFor();
    await bar.getByRole("button", { name: playback.loop }).click();
    await goTo(desk, "live");
    const shown = dancers.length;
    await expect.poll(() => dancers.length, PATIENCE).toBeGreaterThan(shown + 30);
    await screenshot(desk, "live");
    await bar.getByRole("button", { name: playback.stop }).click();
    await bar.waitFor({ state: "hidden" });
    // Chromium draws on the processor here: the films have it from now on.
    await stage.close();

    // In each format, each fetched as a browser does.
    await goTo(desk, "exports");
    await desk.getByLabel(exported.from, { exact: true }).selectOption("Evening.piece.json");
    const files = () => desk.getByRole("link", { name: exported.download }).count();
    for (const [index, format] of EXPORT_FORMATS.entries()) {
      await desk.getByLabel(exported.format, { exact: true }).selectOption(format);
      const seconds = isFilm(format) ? "0.5" : "3";
      await desk.getByLabel(exported.seconds).fill(seconds);
      if (isFilm(format)) await desk.getByLabel(exported.size).selectOption("640x360");
      // What is typed is not lost by what is chosen elsewhere.
      expect(await desk.getByLabel(exported.seconds).inputValue()).toBe(seconds);
      await desk.getByRole("button", { name: exported.make, exact: true }).click();
      await expect.poll(files, PATIENCE).toBe(index + 1);
    }
    await screenshot(desk, "exports");
    for (const format of EXPORT_FORMATS) {
      const download = desk.waitForEvent("download");
      await desk.getByRole("link", { name: `${exported.download} Evening.${format}` }).click();
      const bytes = readFileSync(await (await download).path());
      expect(bytes.subarray(0, 16).toString("latin1"), format).toContain(BEGINS[format]);
    }
    expect(await installation.stop()).toBe(0);
  });
});

/** What is in the first bytes of a file of that kind. */
const BEGINS: Readonly<Record<(typeof EXPORT_FORMATS)[number], string>> = {
  webm: "\u001aE\u00df\u00a3",
  mp4: "ftyp",
  webp: "WEBP",
  glb: "glTF",
  bvh: "HIERARCHY",
  csv: "time,",
  png: "\u0089PNG",
  svg: "<svg",
};
