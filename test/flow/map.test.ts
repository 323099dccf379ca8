import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { sineDance, writeDance } from "../support/dances.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";

const TABLET = { width: 1024, height: 768 };
const STYLES = ["swing", "sway", "salsa"];

/** What axe finds wrong. */
async function faults(page: Page): Promise<readonly string[]> {
  // As the page's policy allows no script from elsewhere.
  await page.evaluate(readFileSync(join(projectRoot, "node_modules/axe-core/axe.min.js"), "utf8"));
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

const surface = (page: Page) => page.getByRole("application", { name: /^Map of/ });
const pose = (page: Page) => page.locator(".map-pose path");
const tool = (page: Page, name: string) => page.getByRole("radio", { name });
const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(projectRoot, `test/artifacts/flow-map-${name}.png`) });
const tagsOf = (folder: string, name: string): readonly string[] =>
  JSON.parse(readFileSync(join(folder, name), "utf8").split("\n")[0]!).tags;

describe.skipIf(!hasChromium)("the map in Chromium", { timeout: 240_000 }, () => {
  test("an archive is gone over, brushed and drawn on, by hand and by keys alone", async () => {
    const folder = emptyFolder();
    for (const [n, style] of STYLES.entries())
      await writeDance(folder, style, sineDance({ seconds: 12, from: 9 * n, facing: n }), { tags: [style] });
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en", "--source", "demo"],
      ...["--takes", folder, "--archive", folder, "--no-osc-query"],
    ]);
    const address = await installation.address();
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: TABLET, hasTouch: true });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });

    // An archive without a map says how one is made, has it made, and shows it when that was done.
    await page.goto(`${address}/desk#map`);
    await page.getByText(`continuo map ${folder}`).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "missing");
    await page.getByRole("button", { name: "Make the map" }).click();
    await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
    await picture(page, "being-made");
    await surface(page).waitFor();
    expect(await surface(page).getAttribute("aria-label")).toBe("Map of 1080 moments");

    // By keys: the crosshair in the middle, its pose, the moment that it is on, and those that are like it.
    await surface(page).focus();
    await page.keyboard.press("ArrowRight");
    for (let steps = 0; steps < 8 && (await pose(page).count()) === 0; steps++) {
      await page.keyboard.press("Shift+ArrowRight");
      // Long enough for an answer; where there is no point there is none.
      await pose(page)
        .waitFor({ timeout: 6000 })
        .catch(() => {});
    }
    await pose(page).waitFor();
    await page.keyboard.press("Enter");
    const moment = page.getByRole("region", { name: "The chosen moment" });
    await moment.locator(".map-figure path").waitFor();
    await moment.getByRole("button", { name: "Moments like this" }).click();
    await moment.getByRole("list", { name: "Moments like this" }).getByRole("button").first().click();
    expect(await faults(page)).toEqual([]);
    await moment.getByRole("button", { name: "Play on stage" }).click();
    await page.getByRole("region", { name: "Plays on the stage" }).waitFor();
    await page.getByRole("button", { name: "Stop, back to the source" }).click();

    // A style is looked at, all is brushed, and its takes are tagged.
    await page.getByRole("radio", { name: "Style" }).click();
    await page.getByRole("button", { name: /^salsa.*%/ }).click();
    await tool(page, "Rectangle").click();
    const box = (await surface(page).boundingBox())!;
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.02, 0.02));
    await page.mouse.down();
    await page.mouse.move(...at(0.98, 0.98), { steps: 4 });
    await page.mouse.up();
    const selection = page.getByRole("region", { name: "The selection" });
    await selection.getByText("36.0 s of dance").waitFor();
    await selection.getByText("3 of 3 takes").waitFor();
    await picture(page, "brushed");
    await selection.getByLabel("Tag", { exact: true }).fill("calm");
    await selection.getByRole("button", { name: "Tag", exact: true }).click();
    await expect.poll(() => tagsOf(folder, "salsa.take.ndjson")).toEqual(["salsa", "calm"]);
    await selection.getByLabel("Name, to train on it").fill("mine");
    await selection.getByRole("button", { name: "Keep", exact: true }).click();
    await expect.poll(() => existsSync(join(folder, "selections/mine.json"))).toBe(true);
    await page.getByText("Takes have come, gone or changed").waitFor();

    // What is dropped comes back.
    await selection.getByRole("button", { name: "Drop 3 takes" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Drop 3 takes" }).click();
    const takes = () => readdirSync(folder).filter((name) => name.endsWith(".take.ndjson"));
    await expect.poll(takes).toEqual([]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => takes().length).toBe(3);
    await page.getByRole("button", { name: "Clear the selection" }).click();

    // A line by hand, bent by a handle with the keyboard.
    await tool(page, "Draw a line").click();
    await page.mouse.move(...at(0.2, 0.3));
    await page.mouse.down();
    for (let n = 0; n <= 30; n++) await page.mouse.move(...at(0.2 + n / 50, 0.5 - 0.2 * Math.cos(n / 5)));
    await page.mouse.up();
    const handle = page.getByRole("button", { name: /^Handle 2 of/ });
    const before = (await handle.boundingBox())!;
    await handle.focus();
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(async () => Math.round((await handle.boundingBox())!.y - before.y)).toBe(-24);
    const line = page.getByRole("region", { name: "The line" });
    await line.getByRole("button", { name: "Show where it goes" }).click();
    await line.getByText(/^Danced in .* beside the line/).waitFor();
    expect(await faults(page)).toEqual([]);
    await picture(page, "line");
    await line.getByRole("button", { name: "Keep as take" }).click();
    await expect.poll(() => takes().length).toBe(4);

    expect(errors).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });
});
