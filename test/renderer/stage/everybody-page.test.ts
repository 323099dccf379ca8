import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { SENTENCES } from "../../../renderer/kit/language.ts";
import { parametersOf } from "../../../shared/commands/parameters.ts";
import { LANGUAGES } from "../../../shared/languages/languages.ts";
import type { HostMessage, Instructions } from "../../../shared/messages.ts";
import { J } from "../../../shared/skeleton.ts";
import type { Figure, StageFrame } from "../../../shared/stage.ts";
import { hasChromium } from "../../support/chromium-program.ts";
import { ENGINE_SETTINGS } from "../../support/engine-settings.ts";
import { person, stageFrame, standing } from "../support/figures.ts";
import { StageBrowser } from "../support/stage-browser.ts";

/*
 * The stage for those who speak another language, see little, hear instead, or do not bear movement: in real Chromium.
 */

const PATIENCE_MS = 30_000;
/** A screen of 55 inches at 4 m: below this share of its height a capital is smaller than 16 minutes of arc. */
const CAPITAL = (4000 * Math.tan((16 / 60) * (Math.PI / 180))) / 685;
/** Of the font's size: what a capital of the page's font is high. */
const CAPITAL_OF_FONT = 0.72;

const instructions: Instructions = {
  ...{ tag: "instructions", camera: "off", detectorSize: "lite", maxPeople: 1, frameSize: 320 },
  ...{ language: "en", languages: ["en", "de", "zh"], wantedCamera: null, ears: false, wantedEars: null },
  ...{ midi: null, timecode: null, surface: null },
};

const artifact = (name: string) => join(projectRoot, "test/artifacts", `${name}.png`);

const withParameters = (frame: StageFrame, more: Partial<StageFrame["parameters"]>): StageFrame => ({
  ...frame,
  parameters: { ...parametersOf(ENGINE_SETTINGS), language: "en", ...more },
});

const alone = () => stageFrame(0, [], { alone: standing({ x: 0.5 }) });

/** With her right hand at this place of the picture. */
function reaching(figure: Figure, x: number, y: number): Figure {
  const image = figure.image.map((point, joint) =>
    joint === J.right_wrist || joint === J.right_index ? { x, y, score: 1 } : point,
  );
  return { ...figure, image };
}

describe.skipIf(!hasChromium)("a stage for everybody, in Chromium", () => {
  let browser: StageBrowser;

  beforeAll(async () => {
    browser = await StageBrowser.open(fileURLToPath(new URL("../support/fake-stage.ts", import.meta.url)));
  }, 4 * PATIENCE_MS);

  afterAll(() => browser?.close(), PATIENCE_MS);

  async function open(options: Parameters<StageBrowser["page"]>[0], before?: () => void): Promise<Page> {
    const page = await browser.page(options, before);
    await page.waitForFunction(() => globalThis.host !== undefined, undefined, { timeout: PATIENCE_MS });
    return page;
  }

  const say = (page: Page, message: HostMessage) => page.evaluate((m) => host.say(m), message);

  /** The host sends this frame 30 times a second from now on, its events once. */
  const show = (page: Page, frame: StageFrame) =>
    page.evaluate((shown) => {
      const state = globalThis as unknown as { timer?: ReturnType<typeof setInterval>; count?: number };
      clearInterval(state.timer);
      const next = (events: StageFrame["events"]) => {
        state.count = (state.count ?? 0) + 1;
        host.say({ tag: "stage", frame: { ...shown, events, frame: state.count, t: state.count / 30 } });
      };
      next(shown.events);
      state.timer = setInterval(() => next([]), 1000 / 30);
    }, frame);

  test(
    "every sentence to visitors is large enough from 4 m, in every language, and fits on the screen",
    async () => {
      for (const viewport of [
        { width: 1280, height: 720 },
        { width: 720, height: 1280 },
      ]) {
        const page = await open({ viewport });
        await say(page, instructions);
        await show(page, withParameters(alone(), {}));
        const lines = LANGUAGES.flatMap((language) =>
          Object.values(SENTENCES[language]).filter((line) => typeof line === "string"),
        );
        const measured = await page.evaluate((all) => {
          const of = (id: string) => document.getElementById(id)!;
          const size = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
          const [prompt, privacy] = [of("prompt"), of("privacy")];
          const boxes = all.map((line) => {
            prompt.textContent = line;
            privacy.textContent = line;
            return {
              line,
              prompt: prompt.getBoundingClientRect().toJSON(),
              privacy: privacy.getBoundingClientRect().toJSON(),
            };
          });
          const sizes = [prompt, privacy, of("toast"), ...of("languages").children].map(size);
          return { boxes, smallest: Math.min(...sizes) / Math.min(innerHeight, innerWidth) };
        }, lines);
        expect(measured.smallest * CAPITAL_OF_FONT).toBeGreaterThanOrEqual(CAPITAL);
        for (const { line, prompt } of measured.boxes) {
          expect(prompt.left, line).toBeGreaterThanOrEqual(0);
          expect(prompt.right, line).toBeLessThanOrEqual(viewport.width);
          expect(prompt.height, line).toBeLessThan(0.2 * viewport.height);
        }
        await page.context().close();
      }
    },
    2 * PATIENCE_MS,
  );

  test(
    "whoever does not read is shown how to begin; with reduced motion in one still picture",
    async () => {
      for (const reducedMotion of ["no-preference", "reduce"] as const) {
        const page = await open({ viewport: { width: 1280, height: 720 }, reducedMotion });
        await say(page, instructions);
        await show(page, withParameters(alone(), {}));
        await page.locator("#invitation.shown").waitFor({ timeout: PATIENCE_MS });
        await page.locator("#prompt.shown").waitFor({ timeout: PATIENCE_MS });
        const moving = await page.evaluate(
          () => document.getAnimations().filter((one) => one instanceof CSSAnimation).length,
        );
        expect(moving > 0).toBe(reducedMotion === "no-preference");
        await page.screenshot({ path: artifact(`invitation-${reducedMotion}`), animations: "allow" });
        await show(page, withParameters(stageFrame(0, [person(1, standing())]), {}));
        await page.locator("#invitation:not(.shown)").waitFor({ state: "attached", timeout: PATIENCE_MS });
        await page.context().close();
      }
    },
    3 * PATIENCE_MS,
  );

  test(
    "a hand held over a language chooses it, once; and the page speaks what the show says",
    async () => {
      const page = await open({ viewport: { width: 1280, height: 720 } });
      await say(page, instructions);
      const there = withParameters(stageFrame(0, [person(1, standing({ x: 0.85 }))]), {});
      await show(page, there);
      const german = page.locator("#languages li[lang=de]");
      await expect.poll(() => page.locator("#languages li.spoken").textContent()).toBe("English");
      const { x, y, width, height } = (await german.boundingBox())!;
      const at = { x: 1 - (x + width / 2) / 1280, y: (y + height / 2) / 720 };
      await show(
        page,
        withParameters(stageFrame(0, [person(1, reaching(standing({ x: 0.85 }), at.x, at.y))]), {}),
      );
      await page.waitForFunction(() => host.sent.some(({ tag }) => tag === "command"), undefined, {
        timeout: PATIENCE_MS,
      });
      await page.screenshot({ path: artifact("language-choice") });
      await page.waitForTimeout(1500);
      const commands = await page.evaluate(() => host.sent.filter(({ tag }) => tag === "command"));
      expect(commands).toEqual([{ tag: "command", command: "language", value: "de" }]);
      await show(page, withParameters(there, { language: "de" }));
      await expect.poll(() => page.locator("#privacy").textContent()).toBe(SENTENCES.de.privacy);
      expect(await page.getAttribute("html", "lang")).toBe("de");
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  test(
    "what happens is said aloud only where that is switched on, in the language of the stage",
    async () => {
      const page = await open({ viewport: { width: 640, height: 360 } }, () => {
        const said: string[] = [];
        const voices = [{ lang: "en-GB" }, { lang: "de-DE" }];
        const speech = {
          speaking: false,
          cancel() {},
          getVoices: () => voices,
          speak: (one: SpeechSynthesisUtterance) => said.push(`${one.lang} ${one.text}`),
        };
        // A headless browser has no voices: what it would be given is looked at.
        Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
        Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", { set() {} });
        Object.assign(globalThis, { said });
      });
      const said = () => page.evaluate<string[]>("said");
      await say(page, instructions);
      const enters = stageFrame(0, [person(1, standing())], { events: [{ event: "enter", id: 1 }] });
      await show(page, withParameters(enters, {}));
      await page.waitForTimeout(300);
      expect(await said()).toEqual([]);
      await show(page, withParameters(enters, { audioDescription: true, language: "de" }));
      await expect.poll(said).toEqual([`de-DE ${SENTENCES.de.description.enters}`]);
      await page.context().close();
    },
    2 * PATIENCE_MS,
  );

  test("did all that without an error on the console", () => {
    expect(browser.errors).toEqual([]);
  });
});
