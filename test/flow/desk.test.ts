import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { EXPORT_FORMATS, type ExportFormat, type ExportJob } from "../../shared/desk/exports.ts";
import { en } from "../../shared/languages/en.ts";
import { axeFaults } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { fillWithTakes, smallTake, takeName } from "../support/take-folder.ts";

const TABLET = { width: 1024, height: 768 };

describe.skipIf(!hasChromium)("the desk in Chromium", { timeout: 240_000 }, () => {
  test("two desks agree, keys and buttons alike; every view can be used by everybody, in both languages", async () => {
    const takes = emptyFolder();
    fillWithTakes(takes, 3);
    // Long enough that it still plays when the transport is looked at.
    writeFileSync(join(takes, takeName(1)), smallTake(1, 400));
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--source", "demo", "--language", "en", "--takes", takes],
    ]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const address = await installation.address();
    const errors: string[] = [];
    const open = async (): Promise<Page> => {
      const page = await (await browser.newContext({ viewport: TABLET })).newPage();
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(`${address}/desk`);
      return page;
    };
    const [one, other] = [await open(), await open()];
    const blackout = (page: Page) => page.getByRole("button", { name: "Blackout" });

    await blackout(one).click();
    await expect.poll(() => blackout(other).getAttribute("aria-pressed")).toBe("true");
    await blackout(other).click();
    await expect.poll(() => blackout(one).getAttribute("aria-pressed")).toBe("false");

    await one.locator("body").press("4");
    await expect.poll(() => other.getByRole("radio", { name: "echo" }).isChecked()).toBe(true);
    const tempo = one.getByRole("slider", { name: "Tempo", exact: true });
    await tempo.press("ArrowRight");
    await expect
      .poll(() => other.getByRole("slider", { name: "Tempo", exact: true }).inputValue())
      .toBe("1.1");

    for (const language of ["en", "zh"]) {
      await one.evaluate((chosen) => localStorage.setItem("continuo.desk.language", chosen), language);
      await one.reload();
      await expect.poll(() => one.locator("html").getAttribute("lang")).toBe(language);
      const views = await one
        .locator("nav a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(views.length).toBeGreaterThanOrEqual(2);
      for (const view of views) {
        await one.locator(`nav a[href="${view}"]`).click();
        await one.locator(`nav a[href="${view}"][aria-current="page"]`).waitFor();
        expect(await axeFaults(one), `${view} in ${language}`).toEqual([]);
        const tooWide = await one.evaluate(
          () => document.querySelector("main")!.scrollWidth > document.querySelector("main")!.clientWidth,
        );
        expect(tooWide, `${view} in ${language} is wider than the tablet`).toBe(false);
      }
    }

    // What is there only after something was asked for: each kind of form, exports that are done or failed, the transport.
    const { exports: texts, playback } = en.desk;
    await one.evaluate(() => localStorage.setItem("continuo.desk.language", "en"));
    await one.goto(`${address}/desk#exports`);
    await one.reload();
    const form = one.getByRole("form");
    const take = takeName(1);
    await form.getByLabel(texts.from, { exact: true }).selectOption(take);
    for (const format of EXPORT_FORMATS) {
      await form.getByLabel(texts.format, { exact: true }).selectOption(format);
      expect(await axeFaults(one), format).toEqual([]);
    }
    const done = (state: ExportJob["state"], format: ExportFormat) =>
      one
        .getByRole("region", { name: texts.jobs })
        .getByRole("listitem")
        .filter({ hasText: texts.formats[format] })
        .filter({ hasText: texts.states[state] });
    for (const [format, person, state] of [
      ["csv", "", "done"],
      ["bvh", "77", "failed"],
    ] as const) {
      await form.getByLabel(texts.format, { exact: true }).selectOption(format);
      await form.getByLabel(texts.person, { exact: true }).fill(person);
      await form.getByRole("button", { name: texts.make }).click();
      await done(state, format).waitFor({ timeout: 60_000 });
    }
    await one.locator('nav a[href="#library"]').click();
    await one.getByText(take.replace(".take.ndjson", "")).click();
    await one.getByRole("button", { name: playback.play }).click();
    const bar = one.getByRole("region", { name: playback.title });
    await bar.getByRole("button", { name: playback.loop }).click();
    expect(await axeFaults(one)).toEqual([]);
    await one.locator('nav a[href="#exports"]').click();
    await one
      .getByRole("region", { name: texts.files })
      .getByText(take.replace("take.ndjson", "csv"))
      .first()
      .waitFor();
    expect(await axeFaults(one)).toEqual([]);
    await one.screenshot({ path: join(projectRoot, "test/artifacts/flow-desk-exports.png") });

    expect(errors).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });
});
