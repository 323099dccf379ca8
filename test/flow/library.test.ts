import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { Library } from "../../main/archive/library/library.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { amount, LONG } from "../support/long.ts";
import { fillWithTakes, takeName } from "../support/take-folder.ts";

const FEW = 100;
const MANY = amount({ everyday: 1000, long: 10_000 });
const ROUNDS = amount({ everyday: 1, long: 5 });
const SCROLLED = 100;

/** A desk whose library is open, of an installation whose takes are in that folder. */
async function openDesk(browser: Browser, folder: string): Promise<{ page: Page; show: Installation }> {
  const show = new Installation([
    ...["--host", "browser", "--port", "0", "--language", "en", "--source", "demo"],
    ...["--takes", folder, "--no-osc-query"],
  ]);
  const address = await show.address();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${address}/desk#health`);
  await page.locator("#status dt").first().waitFor();
  return { page, show };
}

const rows = (page: Page) => page.locator(".take-name");
const openLibrary = async (page: Page): Promise<void> => {
  await page.locator('a[href="#library"]').click();
  await rows(page).first().waitFor();
};
const search = (page: Page) => page.getByLabel("Search name, dancer, tags, note");

describe.skipIf(!hasChromium)("the library in Chromium", { timeout: 600_000 }, () => {
  test("a take is found, named, tagged and noted, put away and brought back", async () => {
    const folder = emptyFolder();
    fillWithTakes(folder, 40);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const { page, show } = await openDesk(browser, folder);
    await openLibrary(page);
    await page.getByText("40 takes").waitFor();
    expect(await rows(page).first().textContent()).toBe("dance-00039");
    expect(await page.locator(".take-row .strip path").first().getAttribute("d")).toMatch(/^M.*L/);

    await search(page).fill("ada salsa");
    await page.getByText("2 of 40 takes").waitFor();
    await page.getByText("dance-00020").click();
    await page.getByLabel("Name", { exact: true }).fill("Solo");
    await page.getByLabel("Name", { exact: true }).press("Enter");
    await page.locator(".take-name", { hasText: "Solo" }).waitFor();
    await page.getByLabel("Tags", { exact: true }).fill("salsa, best");
    await page.getByLabel("Tags", { exact: true }).press("Enter");
    await page.getByLabel("Note", { exact: true }).fill("the turn\nat the end");
    await page.getByLabel("Dancer", { exact: true }).click();
    await page.locator(".tag", { hasText: "best" }).waitFor();
    const header = () => JSON.parse(readFileSync(join(folder, "Solo.take.ndjson"), "utf8").split("\n")[0]!);
    await expect.poll(header).toMatchObject({ tags: ["salsa", "best"], note: "the turn\nat the end" });

    // A name that is taken is refused, told, and what was typed stays.
    await page.getByLabel("Name", { exact: true }).fill("dance-00001");
    await page.getByLabel("Name", { exact: true }).press("Enter");
    await page.locator(".notice", { hasText: "there is one already" }).waitFor();
    await page.getByLabel("Name", { exact: true }).press("Escape");
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Solo");

    await page.getByLabel("Play the preview").click();
    const figure = () => page.locator(".preview > svg path").getAttribute("d");
    const first = await figure();
    await expect.poll(figure).not.toBe(first);
    await page.getByLabel("Pause the preview").click();
    await page.screenshot({ path: join(projectRoot, "test/artifacts/flow-library.png") });
    await page.setViewportSize({ width: 800, height: 1100 });
    await page.screenshot({ path: join(projectRoot, "test/artifacts/flow-library-tablet.png") });

    await page.getByRole("button", { name: "Export" }).click();
    await page.locator('a[href="#exports"][aria-current="page"]').waitFor();
    await page.locator('a[href="#library"]').click();
    // It is still selected; the list begins anew.
    await page.getByRole("button", { name: "Delete" }).waitFor();
    await search(page).fill("ada salsa");
    await page.getByText("2 of 40 takes").waitFor();

    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("1 of 39 takes").waitFor();
    expect(readdirSync(folder)).not.toContain("Solo.take.ndjson");
    await page.getByRole("button", { name: "Trash" }).click();
    await page.getByRole("dialog").getByText("Solo").waitFor();
    await page.getByRole("button", { name: "Bring back Solo" }).click();
    await page.getByText("Nothing is in the trash.").waitFor();
    await page.getByRole("dialog").getByLabel("Close").click();
    await page.getByText("2 of 40 takes").waitFor();
    expect(await show.stop()).toBe(0);
  });

  test(`${MANY} takes open, are searched and scroll as ${FEW} do`, async () => {
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const measured: Record<number, Record<"open" | "search" | "frame" | "jump" | "bare", number[]>> = {};
    const folders = [FEW, MANY].map((count) => [count, emptyFolder()] as const);
    for (const [count, folder] of folders) {
      fillWithTakes(folder, count);
      const library = await Library.open({ folder, onChange: () => {} });
      await library.settled();
      await library.close();
      measured[count] = { open: [], search: [], frame: [], jump: [], bare: [] };
    }
    for (let round = 0; round < ROUNDS; round++)
      for (const [count, folder] of folders) {
        const { open, search: found, frame, jump, bare } = measured[count]!;
        const { page, show } = await openDesk(browser, folder);
        open.push(await timed(() => openLibrary(page)));
        await page.getByText(`${count} takes`).waitFor();
        frame.push(await scrolled(page, ".virtual-list"));
        bare.push(await scrolledBare(page, 84 * count));
        jump.push(
          await timed(async () => {
            await page.locator(".virtual-list").press("End");
            await page.getByText("dance-00000", { exact: true }).first().waitFor();
          }),
        );
        found.push(
          await timed(async () => {
            await search(page).fill("00042 陈");
            await page.getByText(`1 of ${count} takes`).waitFor();
          }),
        );
        expect(await rows(page).textContent()).toBe(takeName(42).replace(".take.ndjson", ""));
        expect(await show.stop()).toBe(0);
      }
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
    const of = (count: number) =>
      Object.fromEntries(Object.entries(measured[count]!).map(([what, values]) => [what, median(values)]));
    const [few, many] = [of(FEW), of(MANY)];
    if (LONG) console.log("milliseconds, medians", { [FEW]: few, [MANY]: many });
    // Within a second on a quiet machine; on any, hardly longer than where there are few.
    expect(many.open!).toBeLessThan(3 * few.open! + 1000);
    expect(many.search!).toBeLessThan(3 * few.search! + 300);
    expect(many.jump!).toBeLessThan(3 * few.jump! + 300);
    expect(many.frame!).toBeLessThan(2 * few.frame! + 17);
    // And as a box without anything in it scrolls on this machine, but for a row to be drawn now and then.
    expect(many.frame!).toBeLessThan(3 * many.bare! + 50);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** The 95th percentile of the time between two frames while the list scrolls, milliseconds. */
const scrolled = (page: Page, box: string): Promise<number> =>
  page.evaluate(
    ([selector, frames]) =>
      new Promise<number>((resolve) => {
        const list = document.querySelector(selector)!;
        const times: number[] = [];
        let before = performance.now();
        const step = (now: number) => {
          times.push(now - before);
          before = now;
          list.scrollTop += 60;
          if (times.length < frames) requestAnimationFrame(step);
          else resolve(times.sort((a, b) => a - b)[Math.floor(0.95 * times.length)]!);
        };
        requestAnimationFrame(step);
      }),
    [box, SCROLLED] as const,
  );

/** The same of a box of that height, pixels, that has nothing in it. */
async function scrolledBare(page: Page, height: number): Promise<number> {
  await page.evaluate((pixels) => {
    const [box, long] = [document.createElement("div"), document.createElement("div")];
    box.className = "virtual-list";
    box.id = "bare";
    long.style.height = `${pixels}px`;
    box.append(long);
    document.querySelector(".library-body")!.before(box);
  }, height);
  const frame = await scrolled(page, "#bare");
  await page.evaluate(() => document.querySelector("#bare")!.remove());
  return frame;
}
