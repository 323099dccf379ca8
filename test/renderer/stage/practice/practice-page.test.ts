import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import type { BodyPart } from "../../../../shared/body-parts.ts";
import type { LookName } from "../../../../shared/commands/parameters.ts";
import type { Language } from "../../../../shared/languages/languages.ts";
import type { HostMessage, Instructions } from "../../../../shared/messages.ts";
import type { BodyPoint } from "../../../../shared/pose.ts";
import type { Practice } from "../../../../shared/practice.ts";
import { J } from "../../../../shared/skeleton.ts";
import { Choreography } from "../../../support/choreography.ts";
import { hasChromium } from "../../../support/chromium-program.ts";
import { LONG } from "../../../support/long.ts";
import { MUSIC } from "../../../support/stage-frames.ts";
import { AT_SIX, finding, practice, practiceMessage, swung } from "../../support/practice.ts";
import { StageBrowser } from "../../support/stage-browser.ts";

const PATIENCE_MS = 60_000;
/** Of the demo: with wide arms. */
const MOMENT = 36.4;
const SIZES = [
  [1280, 720],
  [1920, 1080],
  [800, 600],
  [390, 844],
] as const;

const instructions: Instructions = {
  ...{ tag: "instructions", camera: "off", detectorSize: "lite", maxPeople: 1, frameSize: 320 },
  ...{ language: "en", languages: [], wantedCamera: null, ears: false, wantedEars: null, midi: null },
  ...{ timecode: null, surface: null },
};

const choreography = await Choreography.load();

/** The demo dancer's body at a moment. */
const bodyAt = (t: number) => choreography.figure(t, { x: 0.5 }).body as readonly BodyPoint[];

/** A low arm that is a habit, a late leg, and the weight: with as many words as there can be. */
const THREE = practiceMessage([
  finding(
    { kind: "place", part: "right_arm", off: 0.17, towards: "down", ...AT_SIX },
    {
      reference: bodyAt(MOMENT),
      dance: swung("right_arm", J.right_shoulder, 0.5, bodyAt(MOMENT)),
      ...{ passes: 3, beat: 5 },
    },
  ),
  finding(
    { kind: "timing", part: "left_leg", late: 0.12, ...AT_SIX, at: 8 },
    { reference: swung("left_leg", J.left_hip, 0.4, bodyAt(20)), dance: bodyAt(20), beat: 9 },
  ),
  finding(
    { kind: "place", part: "weight", off: 0.16, towards: "left", ...AT_SIX, at: 10 },
    { reference: bodyAt(34.5), dance: bodyAt(34.5), passes: 2, beat: 13 },
  ),
]);

const AGREEMENT: Record<BodyPart, number> = {
  ...{ head: 0.9, trunk: 1, left_arm: 0.9, right_arm: 0.05, left_leg: 0.95, right_leg: 0.5 },
};

describe.skipIf(!hasChromium)("practising on the stage page in Chromium", () => {
  let browser: StageBrowser;
  let page: Page;

  beforeAll(async () => {
    const entry = fileURLToPath(new URL("../../support/fake-stage.ts", import.meta.url));
    browser = await StageBrowser.open(entry);
    page = await browser.page({ viewport: { width: 1280, height: 720 } });
    await page.waitForFunction(() => globalThis.host !== undefined, undefined, { timeout: PATIENCE_MS });
    await say(instructions);
  }, 3 * PATIENCE_MS);

  afterAll(() => browser?.close(), PATIENCE_MS);

  const say = (message: HostMessage) => page.evaluate((m) => host.say(m), message);

  /** From now on the host says this of practising, and that she stands with wide arms beside the reference. */
  async function practise(
    changes: Partial<Practice> | null,
    look: LookName = "line",
    blackout = false,
  ): Promise<void> {
    const people = () => {
      const it = choreography.person(1, MOMENT, 0.62, 0.3, {}, { roams: false, scale: 0.4 });
      return [{ ...it, partner: choreography.figure(MOMENT, { x: 0.3, roams: false, scale: 0.4 }) }];
    };
    const [frame] = choreography.frames(0, 0.04, people, {
      ...{ mode: "practise", music: MUSIC, blackout, practice: changes && { ...practice, ...changes } },
      parameters: { look },
    });
    await page.evaluate((one) => {
      const told = globalThis as { timer?: ReturnType<typeof setInterval>; shown?: number };
      clearInterval(told.timer);
      const next = () => {
        told.shown = (told.shown ?? 0) + 1;
        host.say({ tag: "stage", frame: { ...one!, frame: told.shown, t: told.shown / 30 } });
      };
      next();
      told.timer = setInterval(next, 1000 / 30);
    }, frame);
  }

  /** What is shown of practising, by its id. */
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[id^="practice-"].shown')].map(({ id }) => id.slice("practice-".length)),
    );

  /** In the long form, once everything has come to rest, for whoever wants to look at it. */
  async function picture(name: string, seconds = 1.5): Promise<void> {
    if (!LONG) return;
    await page.waitForTimeout(1000 * seconds);
    await page.screenshot({ path: join(projectRoot, "test/artifacts", `practice-${name}.png`) });
  }

  test("counts in with a number that is a third of the screen high, the pass, its speed, and the bar", async () => {
    await practise({ phase: "count-in", count: 3, position: 2.4 });
    expect(await shown()).toEqual(["progress", "count-in"]);
    const words = await page.evaluate(() =>
      [...document.getElementById("practice-count-in")!.children].map((line) => ({
        text: line.textContent,
        size: Number.parseFloat(getComputedStyle(line).fontSize) / innerHeight,
        right: line.getBoundingClientRect().right / innerWidth,
      })),
    );
    expect(words.map(({ text }) => text)).toEqual(["3", "pass 3 · 80 % speed"]);
    expect(words[0]!.size).toBeGreaterThan(0.3);
    expect(words[1]!.size).toBeLessThan(0.05);
    // She stands at 0.38 of the mirror, the reference at 0.7.
    expect(words[1]!.right).toBeLessThan(0.35);
    await picture("count-in");
  });

  test("while she dances there is nothing in words, and a bar as long as the reference has come", async () => {
    await practise({ agreement: AGREEMENT });
    expect(await shown()).toEqual(["progress"]);
    const bar = () => document.querySelector("#practice-progress > div")!.getBoundingClientRect().width;
    expect((await page.evaluate(bar)) / 1280).toBeCloseTo(0.25, 3);
    for (const look of LONG ? (["line", "ink", "points"] as const) : []) {
      await practise({ agreement: AGREEMENT }, look);
      await picture(`pass-${look}`, 4);
    }
    await practise(null);
  });

  test("nothing of another pass is shown in a rest", async () => {
    await practise({ phase: "rest", position: 12.5 });
    expect(await shown()).toEqual([]);
    await say(practiceMessage([], { pass: practice.pass - 1 }));
    await practise({ phase: "rest", position: 12.5 });
    expect(await shown()).toEqual([]);
  });

  const views = SIZES.flatMap(([width, height]) =>
    (["en", "zh"] as const).map((language) => ({ width, height, language })),
  );
  test.each(views)(
    "in a rest three cards can be read and seen at $width x $height in $language",
    async ({ width, height, language }) => {
      await page.setViewportSize({ width, height });
      await inLanguage(language);
      await say(THREE);
      await practise({ phase: "rest", position: 12.5 });
      expect(await shown()).toEqual(["findings"]);
      await picture(`rest-${width}x${height}-${language}`);
      const cards = await page.evaluate(layout);
      expect(cards).toHaveLength(3);
      for (const { left, top, right, bottom, figure, inside, letters } of cards) {
        expect(inside).toBe(true);
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        expect(bottom).toBeLessThanOrEqual(height);
        expect(figure).toBeGreaterThan(0.2 * height);
        expect(letters).toBeGreaterThanOrEqual(Math.min(0.039 * height, 0.0229 * width));
      }
    },
  );

  const inLanguage = (language: Language) => say({ ...instructions, language });

  test("says a plain good word where nothing differed, leaves it to the count-in, and to other modes", async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await inLanguage("en");
    await say(practiceMessage([], { good: true }));
    await practise({ phase: "rest", position: 12.5 });
    expect(await page.locator("#practice-findings.shown").textContent()).toBe("Good. Nothing stands out.");
    await picture("good");
    await practise({ phase: "count-in", pass: 4, count: 4, position: 3 });
    expect(await shown()).toEqual(["progress", "count-in"]);
    await practise(null);
    expect(await shown()).toEqual([]);
  });

  test("is as dark as everything else in a blackout", async () => {
    await say(THREE);
    await practise({ phase: "rest", position: 12.5 });
    const light = () =>
      page.evaluate(() =>
        ["stage", "practice-findings"].map((id) =>
          Number(getComputedStyle(document.getElementById(id)!).opacity),
        ),
      );
    await expect.poll(light, { timeout: PATIENCE_MS }).toEqual([0.35, 1]);
    await practise({ phase: "rest", position: 12.5 }, "line", true);
    await expect.poll(light, { timeout: PATIENCE_MS }).toEqual([0, 0]);
  });

  test("marks the part in the next pass at the moment of what was found", async () => {
    await say(THREE);
    await practise({ pass: 4, position: 6, agreement: AGREEMENT });
    await picture("mark", 3);
    await practise({ pass: 4, position: 6, agreement: AGREEMENT }, "ink");
    await picture("mark-ink", 3);
    expect(await shown()).toEqual(["progress"]);
    await practise(null);
  });

  test("says how to choose what is practised where nothing is", async () => {
    await practise(null);
    expect(await page.locator("#prompt.shown").textContent({ timeout: PATIENCE_MS })).toMatch(/practise/);
    await picture("choose");
  });

  test("did all that without an error on the console", () => {
    expect(browser.errors).toEqual([]);
  });
});

/** Of every card, in the page. */
function layout() {
  return [...document.querySelectorAll("#practice-findings > article")].map((card) => {
    const box = card.getBoundingClientRect();
    const parts = [...card.children].map((part) => part.getBoundingClientRect());
    const size = (line: Element) => Number.parseFloat(getComputedStyle(line).fontSize);
    return {
      ...{ left: box.left, top: box.top, right: box.right, bottom: box.bottom },
      figure: card.querySelector("svg")!.getBoundingClientRect().height,
      inside: parts.every(
        ({ left, top, right, bottom }) =>
          left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom,
      ),
      letters: Math.min(...[...card.querySelectorAll("h2, p")].map(size)),
    };
  });
}
