import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { sineDance, writeDance } from "../support/dances.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
];

describe.skipIf(!hasChromium)("moments like these, in Chromium", { timeout: 120_000 }, () => {
  test("are found for a take and for the live dancer, and played; takes that came later are found too", async () => {
    const folder = emptyFolder();
    await writeDance(folder, "swung", sineDance({ seconds: 12 }));
    await writeDance(folder, "swayed", sineDance({ seconds: 12, from: 9, facing: 1 }));
    const show = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en", "--source", "demo"],
      ...["--takes", folder, "--archive", folder, "--no-osc-query"],
    ]);
    const address = await show.address();
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: SIZES[0]! });
    const picture = async (name: string) => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.screenshot({
          path: join(projectRoot, `test/artifacts/flow-moments-${name}-${size.width}.png`),
        });
      }
    };
    const dialog = page.getByRole("dialog", { name: "Moments like this" });
    const ask = () => page.getByRole("button", { name: "Moments like this" }).click();

    await page.goto(`${address}/desk#library`);
    await page.getByText("swung", { exact: true }).click();
    await page.getByLabel("Play the preview").waitFor();
    await picture("take");
    await ask();
    await dialog.getByRole("listitem").first().waitFor();
    // Of its own take nothing that is the same moment.
    expect(await dialog.getByRole("listitem").count()).toBe(8);
    await picture("like-take");

    await writeDance(folder, "again", sineDance({ seconds: 12, from: 0.1 }));
    await dialog.getByRole("button", { name: "Read the archive anew" }).click();
    await dialog.getByRole("listitem").filter({ hasText: "again" }).first().waitFor();
    await dialog
      .getByRole("button", { name: /^Play again from .* on the stage$/ })
      .first()
      .click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.getByRole("region", { name: "Plays on the stage" }).getByText("again").waitFor();
    await page.getByRole("button", { name: "Stop, back to the source" }).click();

    await page.goto(`${address}/desk#live`);
    await page.getByRole("button", { name: "Moments like this" }).waitFor();
    await picture("live");
    await ask();
    await dialog.getByRole("listitem").first().waitFor();
    await picture("like-live");
    expect(await show.stop()).toBe(0);
  });
});
