import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";

const PATIENCE = { timeout: 60_000 };

describe.skipIf(!hasChromium)("the desk on a network in Chromium", { timeout: 180_000 }, () => {
  test("a link lets a tablet in, its token leaves the address, and what one desk sets another one shows", async () => {
    const folder = emptyFolder();
    const file = join(folder, "show.json");
    writeFileSync(file, '{ "frameSize": 640 }');
    const installation = new Installation(
      [
        ...["--host", "browser", "--port", "0", "--language", "en", "--source", "demo", "--config", file],
        ...["--desk-address", "127.0.0.1", "--desk-port", "0"],
      ],
      { XDG_CACHE_HOME: join(folder, "cache") },
    );
    const stage = await installation.address();
    const link = await installation.said("desk: ");
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const tablet = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const errors: string[] = [];
    tablet.on("pageerror", (error) => errors.push(error.message));
    await tablet.goto(link);
    await tablet.waitForURL(/\/desk$/, PATIENCE);
    await tablet.locator('a[href="#settings"]').click();
    const size = tablet.getByLabel("frameSize", { exact: true });
    await expect.poll(() => size.inputValue(), PATIENCE).toBe("640");
    await tablet.screenshot({ path: join(projectRoot, "test/artifacts/desk-settings.png") });

    const other = await browser.newPage();
    await other.goto(`${stage}/desk#settings`);
    const same = other.getByLabel("frameSize", { exact: true });
    await expect.poll(() => same.inputValue(), PATIENCE).toBe("640");
    await size.fill("320");
    await size.press("Enter");
    await expect.poll(() => same.inputValue(), PATIENCE).toBe("320");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ frameSize: 320 });

    await size.fill("3");
    await size.press("Enter");
    await tablet.getByText("frameSize is 3, expected a whole number from 160 to 1920").waitFor(PATIENCE);
    await expect.poll(() => size.inputValue(), PATIENCE).toBe("320");
    await tablet.setViewportSize({ width: 800, height: 1280 });
    await tablet.screenshot({ path: join(projectRoot, "test/artifacts/desk-settings-upright.png") });

    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(`${new URL(link).origin}/desk`);
    await stranger.getByText("Open the desk with the link").waitFor(PATIENCE);
    expect(errors).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });
});
