import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parsePiece } from "../../main/archive/piece/format.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { en } from "../../shared/languages/en.ts";
import type { Piece } from "../../shared/piece/piece.ts";
import { axeFaults } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { sineDance, writeDance } from "../support/dances.ts";
import { Installation } from "../support/installation.ts";

const texts = en.desk.playback;
const PATIENCE = { timeout: 60_000 };

/** An installation with three takes, one of them danced three metres beside the others. Each test has a piece of its own. */
interface Opened {
  readonly installation: Installation;
  readonly folder: string;
  readonly browser: Browser;
  readonly address: string;
}

async function open(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "continuo-timeline-"));
  await writeDance(folder, "swing", sineDance({ seconds: 6 }));
  await writeDance(folder, "turned", sineDance({ seconds: 6, facing: 2, from: 3 }));
  const beside = sineDance({ seconds: 6 }).map(({ body, root }) => ({
    body,
    root: { ...root, x: root.x + 3 },
  }));
  await writeDance(folder, "beside", beside);
  const installation = new Installation(
    [
      ...["--host", "browser", "--port", "0", "--language", "en", "--source", "demo"],
      ...["--takes", folder, "--no-osc-query"],
    ],
    {},
    "for a file",
  );
  return { folder, installation, address: await installation.address(), browser: await launchChromium() };
}

async function desk(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  onTestFinished(() => page.close());
  await page.goto(`${address}/desk#timeline`);
  return page;
}

async function make(page: Page, title: string): Promise<void> {
  await page.getByLabel("Title of a new piece").fill(title);
  await page.getByLabel("Title of a new piece").press("Enter");
  await page.getByText("Nobody yet").first().waitFor();
}

async function add(page: Page, take: string, to: string): Promise<void> {
  await page.getByRole("button", { name: "Add a take" }).click();
  await page.getByRole("button", { name: `${take} to ${to}` }).click();
  // As it closes it gives the focus back to where it was.
  await page.getByRole("dialog").waitFor({ state: "hidden" });
}

const lane = (page: Page, name = "Dancer") => page.getByRole("listbox", { name });
const clips = (page: Page, of = "Dancer") => lane(page, of).getByRole("option");
const state = (page: Page) => page.locator(".piece-state");
const saved = (page: Page) => state(page).getByText("saved", { exact: true }).waitFor();
const pieceIn = (folder: string, name: string): Piece =>
  parsePiece(JSON.parse(readFileSync(join(folder, name), "utf8")), name);

describe.skipIf(!hasChromium)("the timeline in Chromium", { timeout: 180_000 }, () => {
  let all: Opened;

  beforeAll(async () => {
    all = await open();
  });

  afterAll(async () => {
    await all?.browser.close();
    await all?.installation.stop();
    if (all) rmSync(all.folder, { recursive: true });
  });

  /** A desk of its own that looks at the timeline. */
  async function opened(): Promise<Opened & { readonly page: Page }> {
    return { ...all, page: await desk(all.browser, all.address) };
  }

  test("markers and notes stand on the ruler, and a piece is deleted and brought back", async () => {
    const { folder, page } = await opened();
    await make(page, "Marked");
    await add(page, "swing", "Dancer");
    await page.getByRole("slider", { name: "Playhead" }).focus();
    for (let seconds = 0; seconds < 3; seconds++) await page.keyboard.press("Shift+ArrowRight");
    await page.getByLabel("Text at 3.0 s").fill("turn");
    await page.getByRole("button", { name: "Marker" }).click();
    await page.locator(".ruler .mark", { hasText: "turn" }).waitFor();
    await saved(page);
    expect(pieceIn(folder, "Marked.piece.json").marks).toEqual([{ at: 3, kind: "marker", text: "turn" }]);

    await page.getByRole("button", { name: "To all pieces" }).click();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete Marked" }).click();
    // Nobody else has made one yet.
    await page.getByText("No pieces yet").waitFor();
    await page.getByRole("button", { name: "Bring back" }).click();
    await page.getByRole("button", { name: /^Marked/ }).waitFor();
  });

  test("a piece is made with the keyboard alone, with a danced join, and undone", async () => {
    const { folder, page } = await opened();
    await make(page, "By keys");
    await add(page, "swing", "Dancer");
    await add(page, "turned", "Dancer");
    expect(await axeFaults(page)).toEqual([]);
    await lane(page).focus();
    await page.keyboard.press("End");
    await page.keyboard.press("m");
    await page.keyboard.press("j");
    await page.getByLabel("From, s").fill("2.5");
    await page.getByLabel("From, s").press("Enter");
    await saved(page);
    expect(pieceIn(folder, "By-keys.piece.json").dancer).toMatchObject([
      { take: "swing.take.ndjson", from: 0 },
      { take: "turned.take.ndjson", from: 2.5, mirrored: true, join: { how: "danced", seconds: 1 } },
    ]);
    await page.locator(".join.danced:not(.missing)").waitFor(PATIENCE);
    expect(readdirSync(join(folder, "joins"))).toHaveLength(1);
    await page.screenshot({ path: join(projectRoot, "test/artifacts/flow-timeline.png") });

    await lane(page).focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await expect.poll(() => clips(page).first().textContent()).toContain("turned");
    await page.keyboard.press("Alt+ArrowDown");
    await expect.poll(() => clips(page, "Partner").count()).toBe(1);
    for (let edits = 0; edits < 5; edits++) await page.keyboard.press("Control+z");
    await expect.poll(() => clips(page, "Partner").count()).toBe(0);
    await page.keyboard.press("Control+y");
    await saved(page);
    const [, clip] = pieceIn(folder, "By-keys.piece.json").dancer;
    expect(clip).toMatchObject({ take: "turned.take.ndjson", mirrored: true, join: { how: "inertialized" } });
  });

  test("where a clip comes in with a jolt a line says so, and a press has the join danced", async () => {
    const { folder, browser, address, page } = await opened();
    await make(page, "Jolted");
    await add(page, "swing", "Dancer");
    await add(page, "beside", "Dancer");
    await saved(page);
    const line = (of: Page) => of.getByText(en.desk.timeline.jolts("Dancer", 2));
    await page.getByRole("button", { name: "Own place" }).click();
    await line(page).waitFor(PATIENCE);
    expect(await axeFaults(page)).toEqual([]);
    await page.screenshot({ path: join(projectRoot, "test/artifacts/flow-timeline-jolt.png") });
    // Whoever opens it later sees it as well.
    const other = await desk(browser, address);
    await other
      .getByRole("button", { name: /Jolted/ })
      .first()
      .click();
    await line(other).waitFor(PATIENCE);
    await page.getByRole("button", { name: en.desk.timeline.danceJoin }).click();
    await page.locator(".join.danced:not(.missing)").waitFor(PATIENCE);
    await line(page).waitFor({ state: "detached" });
    await line(other).waitFor({ state: "detached", ...PATIENCE });
    expect(pieceIn(folder, "Jolted.piece.json").dancer[1]).toMatchObject({
      ...{ take: "beside.take.ndjson", keepsPlace: true, join: { how: "danced", seconds: 1 } },
    });
  });

  test("the playhead goes with the piece while it plays on the stage, and the stage with the playhead", async () => {
    const { page } = await opened();
    await make(page, "Played");
    await add(page, "swing", "Dancer");
    await add(page, "turned", "Dancer");
    const playhead = page.getByRole("slider", { name: "Playhead" });
    const at = async () => Number(await playhead.getAttribute("aria-valuenow"));
    const bar = page.getByRole("region", { name: texts.title });
    await playhead.press("Shift+ArrowRight");
    expect(await at()).toBe(1);
    await page.getByRole("button", { name: texts.play }).click();
    await bar.waitFor(PATIENCE);
    await expect.poll(at, PATIENCE).toBeGreaterThan(2);
    expect(await axeFaults(page)).toEqual([]);
    await bar.getByRole("button", { name: texts.pause }).click();
    await bar.getByRole("button", { name: texts.goOn }).waitFor(PATIENCE);
    const position = bar.getByRole("slider", { name: texts.position });
    await expect.poll(at, PATIENCE).toBeCloseTo(Number(await position.inputValue()), 1);
    await page.screenshot({ path: join(projectRoot, "test/artifacts/flow-timeline-plays.png") });

    const { x, y } = (await playhead.boundingBox())!;
    await page.mouse.click(x + 60 * 9, y + 5);
    await expect.poll(async () => Number(await position.inputValue()), PATIENCE).toBeCloseTo(9, 0);
    expect(await at()).toBeCloseTo(9, 1);
    await bar.getByRole("button", { name: texts.stop }).click();
    await bar.waitFor({ state: "detached", ...PATIENCE });
    // Where somebody put it last.
    await expect.poll(at, PATIENCE).toBeCloseTo(9, 1);
  });

  test("clips are dragged to where they belong, and by their ends", async () => {
    const { folder, page } = await opened();
    await make(page, "Dragged");
    await add(page, "swing", "Dancer");
    await add(page, "turned", "Dancer");
    const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
      await page.mouse.move(to.x, to.y, { steps: 5 });
      await page.mouse.up();
    };
    const box = async (index: number) => (await clips(page).nth(index).boundingBox())!;
    await clips(page).first().click();
    // Nothing moves under the hand when what was changed has been saved.
    const atOnce = await box(0);
    await saved(page);
    expect(await box(0)).toEqual(atOnce);
    const handle = clips(page).first().locator(".clip-handle.to");
    await handle.waitFor(PATIENCE);
    const [first, grip] = [await box(0), (await handle.boundingBox())!];
    const end = { x: grip.x + grip.width / 2, y: grip.y + 40 };
    await drag(end, { x: end.x - 120, y: end.y });
    // What is told to be saved may be what was there before.
    const dancer = () => pieceIn(folder, "Dragged.piece.json").dancer;
    await expect.poll(() => dancer()[0]!.to, PATIENCE).toBeCloseTo(6 - 120 / 60, 1);
    expect((await box(0)).width).toBeCloseTo(first.width - 120, -1);

    const [a, b] = [await box(0), await box(1)];
    await drag({ x: a.x + a.width / 2, y: a.y + 50 }, { x: b.x + b.width - 20, y: b.y + 50 });
    await expect
      .poll(() => dancer().map(({ take }) => take), PATIENCE)
      .toEqual(["turned.take.ndjson", "swing.take.ndjson"]);
  });

  test("two desks at one piece agree: who comes second is shown what the first has made", async () => {
    const { folder, browser, address, page } = await opened();
    await make(page, "Shared");
    const other = await desk(browser, address);
    await other
      .getByRole("button", { name: /Shared/ })
      .first()
      .click();
    await add(page, "swing", "Partner");
    await saved(page);
    await expect.poll(() => clips(other, "Partner").count(), PATIENCE).toBe(1);
    await other.getByText("Somebody else has changed this piece").waitFor();
    await add(other, "turned", "Partner");
    await expect.poll(() => clips(page, "Partner").count(), PATIENCE).toBe(2);
    expect(pieceIn(folder, "Shared.piece.json").partner).toHaveLength(2);
  });
});
