import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takeFigures } from "../../../../main/archive/piece/take-figures.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { BODY_PARTS } from "../../../../shared/body-parts.ts";
import type { TakeEntry } from "../../../../shared/desk/library.ts";
import type { PracticeState } from "../../../../shared/desk/practice.ts";
import { en } from "../../../../shared/languages/en.ts";
import type { Practice } from "../../../../shared/practice.ts";
import { axeFaults } from "../../../support/axe.ts";
import { hasChromium } from "../../../support/chromium-program.ts";
import { LONG } from "../../../support/long.ts";
import { practisedEvening } from "../../../support/practised-evening.ts";
import { stageFrame } from "../../../support/stage-frames.ts";
import { STATUS } from "../../../support/status.ts";
import type { Answers } from "../../support/fake-desk.ts";
import { StageBrowser } from "../../support/stage-browser.ts";

const ARTIFACTS = join(projectRoot, "test/artifacts");
const NAME = "phrase.take.ndjson";
const texts = en.desk.practice;

/** Pixels: tablets lying and standing, and a laptop. */
const SIZES = [
  [1024, 768],
  [1280, 800],
  [800, 1280],
] as const;

const TAKE: TakeEntry = {
  ...{ name: NAME, dancer: "Ada", tags: [], note: "", source: "", seconds: 12, frames: 360, people: 1 },
  ...{ date: 0, strip: "", partner: null, fault: null, growing: false },
};

const STATE: PracticeState = {
  ...{ reference: NAME, loading: null, fault: null, stretch: { begin: 2, end: 14.5 }, duration: 20 },
  ...{ beats: [], ownBeats: false, hasMusic: false, phase: "pass", pass: 21, comparing: false },
};
const IDLE: PracticeState = { ...STATE, reference: null, stretch: null, duration: 0, phase: null, pass: 1 };

const PRACTICE: Practice = {
  ...{ reference: NAME, phase: "pass", pass: 21, stretch: { begin: 2, end: 14.5 }, position: 8.25 },
  ...{ speed: 0.8, mirrored: true, count: null },
  agreement: Object.fromEntries(
    BODY_PARTS.map((part, at) => [part, 0.4 + at / 10]),
  ) as unknown as Practice["agreement"],
};

describe.skipIf(!hasChromium)("practising, at the desk in Chromium", { timeout: 120_000 }, () => {
  let browser: StageBrowser;
  /** One for all: it costs much to open. */
  let page: Page;
  let figures: Awaited<ReturnType<typeof takeFigures>>;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    figures = await takeFigures(join(projectRoot, "assets/demo.take.ndjson.gz"), null);
    const entry = fileURLToPath(new URL("../../support/fake-desk.ts", import.meta.url));
    browser = await StageBrowser.open(entry, {}, "desk");
    page = await browser.page({ viewport: { width: 1280, height: 800 } });
  });
  afterAll(() => browser?.close());

  /** The desk opens at its practice view, of a host that answers so. */
  async function open(answers: Answers, practice: Practice | null): Promise<void> {
    const all: Answers = { "playback/state": null, "pieces/figures": figures, "pieces/list": [], ...answers };
    await page.goto(browser.address);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.evaluate(
      ([answered, status, frame]) => {
        deskHost.answers = answered;
        deskHost.say(status);
        deskHost.say({ tag: "stage", frame });
      },
      [all, STATUS, stageFrame(1, { mode: "practise", practice })] as const,
    );
    await page.locator('nav a[href="#practice"]').click();
  }

  test("an evening is seen: what is practised, what was found, how it changed; in every size, by everybody", async () => {
    const passes = [...practisedEvening(6, -1), ...practisedEvening(20)];
    await open({ "practice/state": STATE, "practice/passes": passes }, PRACTICE);
    await page.getByRole("heading", { name: "phrase", exact: true }).waitFor();
    await page.getByText(`${texts.passNumber(21)}: ${texts.phases.pass}`).waitFor();
    await page.locator(".evening-plot canvas").nth(8).waitFor();
    expect(await page.locator(".evening-plot").count()).toBe(9);
    const main = page.locator("main");
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      expect(await main.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      if (!LONG && !process.env.UPDATE_PICTURES) continue;
      await page.screenshot({ path: join(ARTIFACTS, `desk-practice-${width}x${height}.png`) });
      await main.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await page.screenshot({ path: join(ARTIFACTS, `desk-practice-${width}x${height}-curve.png`) });
      await main.evaluate((element) => element.scrollTo(0, 0));
    }
    expect(await axeFaults(page)).toEqual([]);

    // A pass is looked at by the keyboard, and the one before the last was good.
    const list = page.getByRole("listbox", { name: texts.passes(20) });
    await list.focus();
    await page.keyboard.press("ArrowDown");
    const found = page.locator(".findings");
    await found.getByText(texts.nothingFound).waitFor();
    await page.keyboard.press("End");
    await found.getByText(texts.passNumber(1)).waitFor();
    await page.keyboard.press("Home");
    await found.getByText(texts.habit(18)).waitFor();

    // Another evening.
    const evenings = page.getByLabel(texts.evening, { exact: true });
    expect(await evenings.locator("option").count()).toBe(2);
    await evenings.selectOption({ index: 1 });
    await page.getByRole("listbox", { name: texts.passes(6) }).waitFor();
    expect(browser.errors).toEqual([]);
  });

  test("what is practised is chosen from the library, from here to there, and begun", async () => {
    const take = { ...TAKE, name: "Solo.take.ndjson" };
    await open(
      {
        ...{ "practice/state": IDLE, "practice/passes": [], "practice/start": STATE },
        "library/list": { takes: [take], total: 1, all: 1, unread: 0, skipped: [] },
      },
      null,
    );
    await page.getByText(texts.none).waitFor();
    await page.getByText(texts.noPasses).waitFor();
    expect(await page.getByRole("button", { name: texts.start, exact: true }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: texts.choose }).click();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("button", { name: texts.practiseIt("Solo") }).click();
    const handle = (of: "begin" | "end") => page.getByRole("slider", { name: texts.ends[of] });
    await handle("begin").press("PageUp");
    await handle("begin").press("ArrowRight");
    const box = (await handle("end").boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x - 90, box.y + 40, { steps: 4 });
    await page.mouse.up();
    const end = Number(await handle("end").getAttribute("aria-valuenow"));
    expect(end).toBeGreaterThan(0.5 * figures.seconds);
    expect(end).toBeLessThan(0.9 * figures.seconds);
    await page.getByRole("button", { name: texts.start, exact: true }).click();
    const asked = await page.evaluate(() => deskHost.sent);
    expect(asked).toContainEqual(
      expect.objectContaining({ name: "practice/start", ask: { name: take.name, from: 1.1, to: end } }),
    );
    // From then on it can be ended.
    await page.getByRole("button", { name: texts.stop }).click();
    await expect
      .poll(() => page.evaluate(() => deskHost.sent))
      .toContainEqual(expect.objectContaining({ name: "practice/stop" }));
    expect(browser.errors).toEqual([]);
  });

  test("what cannot be had is said in words: a reference that is gone, passes that cannot be read", async () => {
    const fault = "Solo.take.ndjson: expected a take, found 0 bytes";
    await open({ "practice/state": { ...IDLE, fault } }, null);
    await page.getByText(fault).waitFor();
    await page.getByText("practice/passes is refused").waitFor();
    // The state comes anew, with a reference whose figures are refused.
    await page.evaluate(
      ([state]) => {
        deskHost.answers = { "practice/state": state };
        deskHost.say({ tag: "changed", what: "practice" });
      },
      [STATE] as const,
    );
    await page.getByText("pieces/figures is refused").waitFor();
    await page.getByText(texts.otherMode).waitFor();
    expect(browser.errors).toEqual([]);
  });
});
