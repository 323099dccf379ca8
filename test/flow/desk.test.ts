import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, run } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { Installation } from "../support/installation.ts";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TABLET = { width: 1024, height: 768 };

/** What axe finds wrong with what is shown, each with the first place where it does. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: typeof run } }).axe.run(),
  )) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.skipIf(!hasChromium)("the desk in Chromium", { timeout: 240_000 }, () => {
  test("two desks agree, keys and buttons alike; every view can be used by everybody, in both languages", async () => {
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--source", "demo", "--language", "en"],
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
        expect(await faults(one), `${view} in ${language}`).toEqual([]);
        const tooWide = await one.evaluate(
          () => document.querySelector("main")!.scrollWidth > document.querySelector("main")!.clientWidth,
        );
        expect(tooWide, `${view} in ${language} is wider than the tablet`).toBe(false);
      }
    }
    expect(errors).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });
});
