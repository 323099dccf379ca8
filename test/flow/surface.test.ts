import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { en } from "../../shared/languages/en.ts";
import { MODES } from "../../shared/stage.ts";
import { axeFaults } from "../support/axe.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { receiveOsc } from "../support/osc-receiver.ts";
import { type SurfaceStandIn, standInForSurface } from "../support/surface-stand-in.ts";

const { surface: texts, commands } = en.desk;
const FADERS = "Faders 8";

/** The whole installation in real Chromium; only the browser's MIDI and gamepads are stand-ins. */
describe.skipIf(!hasChromium)("a control surface at a show", { timeout: 240_000 }, () => {
  test("learnt on the desk, turned, taken over, shown, unplugged and back; of two stages one listens", async () => {
    const file = join(emptyFolder(), "bindings.json");
    const osc = await receiveOsc();
    onTestFinished(() => osc.close());
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--source", "demo", "--language", "en", "--bindings", file],
      ...[
        "--osc",
        `127.0.0.1:${osc.port}`,
        "--osc-in-port",
        "0",
        "--osc-query-port",
        "0",
        "--mode",
        "shadow",
      ],
    ]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const address = await installation.address();
    const errors: string[] = [];
    const open = async (path: string, width: number, height: number): Promise<Page> => {
      const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
      page.on("pageerror", (error) => errors.push(error.message));
      await page.addInitScript(standInForSurface);
      await page.goto(`${address}${path}`);
      return page;
    };
    const stage = await open("/", 160, 90);
    const [second, desk] = [await open("/", 160, 90), await open("/desk#surface", 1280, 800)];
    const play = (...bytes: number[]) =>
      stage.evaluate(([name, sent]) => globalThis.surface.play(name, ...sent), [FADERS, bytes] as const);
    const fader = (value: number) => play(0xb0, 7, value);
    const temperature = async () => {
      const [, query] = /OSCQuery[^0-9]*(\d+)/.exec(await installation.said("light: "))!;
      const answer = await fetch(`http://127.0.0.1:${query}/continuo/cue/temperature`);
      return ((await answer.json()) as { VALUE: number[] }).VALUE[0];
    };
    const scene = (what: string) =>
      osc.packets
        .flatMap(({ messages }) => messages)
        .findLast((message) => message.address === `/continuo/scene/${what}`)?.values[0];
    const row = (name: string) =>
      desk.getByRole("listitem").filter({ has: desk.getByRole("heading", { name }) });
    const learn = async (command: keyof typeof commands, value?: string) => {
      await desk.getByLabel(texts.command).selectOption(command);
      if (value !== undefined) await desk.getByLabel(texts.value, { exact: true }).selectOption(value);
      await desk.getByRole("button", { name: texts.learn }).click();
      await desk.getByRole("status").getByText(commands[command]).waitFor();
    };

    /** Moved again and again, as by a hand: a stage on a busy machine hears late that it is to learn. */
    const until = async (learned: Locator, move: () => Promise<void>) => {
      const isLearned = async () => {
        const is = await learned.isVisible();
        if (!is) await move();
        return is;
      };
      await expect.poll(isLearned, { interval: 1000, timeout: 60_000 }).toBe(true);
    };

    await learn("temperature");
    await stage.evaluate((name) => globalThis.surface.plug(name, true), FADERS);
    await expect.poll(() => stage.evaluate(() => globalThis.surface.asked)).toBe(1);
    await desk.getByText(FADERS, { exact: true }).waitFor();
    expect(await second.evaluate(() => globalThis.surface.asked)).toBe(0);
    await second.close();
    await until(row(commands.temperature).getByText("controller 7"), async () => {
      for (const value of [125, 126, 127]) await fader(value);
    });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      bindings: [{ device: FADERS, kind: "controller", channel: 1, number: 7, command: "temperature" }],
    });

    // It stands at the top, and the value in the middle: it waits until it passes it.
    await fader(126);
    await row(commands.temperature).getByText(texts.waits.down).waitFor();
    expect(await temperature()).toBe(1);
    for (const value of [100, 70, 50]) await fader(value);
    await expect.poll(temperature).toBeCloseTo(0.8, 6);
    await row(commands.temperature).getByText(texts.waits.down).waitFor({ state: "detached" });

    // Moved from elsewhere: the fader's motor follows, and what it says then changes nothing.
    await desk.goto(`${address}/desk#live`);
    await desk.getByRole("slider", { name: commands.temperature, exact: true }).press("End");
    await expect
      .poll(() => stage.evaluate((name) => globalThis.surface.shown(name).at(-1), FADERS))
      .toEqual([0xb0, 7, 127]);
    await fader(127);
    await desk.goto(`${address}/desk#surface`);

    await learn("mode", "echo");
    await until(row(`${commands.mode}: ${en.desk.choices.echo ?? "echo"}`), () => play(0x99, 36, 100));
    await play(0x99, 36, 20);
    await expect.poll(() => scene("mode")).toBe(MODES.indexOf("echo"));
    expect(await temperature()).toBe(2);

    await learn("blackout");
    await stage.evaluate(() => {
      globalThis.surface.pad = { buttons: [0, 0, 0, 0], axes: [0.04, 0, 0, 0] };
    });
    await desk.getByText("Pedals", { exact: true }).waitFor();
    const pedal = async (value: number) => {
      await stage.evaluate((at) => {
        globalThis.surface.pad!.buttons[2] = at;
      }, value);
      // Two pictures, so that it was looked at.
      await stage.evaluate(
        () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))),
      );
    };
    const press = async () => {
      await pedal(0);
      await pedal(1);
    };
    await until(row(commands.blackout).getByText("button 2"), press);
    for (let n = 0; n < 2; n++) {
      const before = scene("blackout");
      await press();
      await expect.poll(() => scene("blackout")).toBe(1 - Number(before));
    }

    // The same fader for a second thing: both rows say so.
    await learn("tempo");
    await until(row(commands.temperature).getByText(texts.conflict(commands.tempo)), async () => {
      for (const value of [5, 4, 3]) await fader(value);
    });
    for (const [width, height] of [
      [1280, 800],
      [768, 1024],
    ] as const) {
      await desk.setViewportSize({ width, height });
      expect(await axeFaults(desk), `${width} wide`).toEqual([]);
      const path = join(projectRoot, `test/artifacts/flow-desk-surface-${width}.png`);
      await desk.screenshot({ path, fullPage: true });
    }
    await desk.getByRole("button", { name: `${texts.unbind}: ${commands.tempo}`, exact: true }).click();
    await row(commands.tempo).waitFor({ state: "detached" });

    await stage.evaluate((name) => globalThis.surface.plug(name, false), FADERS);
    await row(commands.temperature).getByText(texts.unplugged).waitFor();
    await stage.evaluate((name) => globalThis.surface.plug(name, true), FADERS);
    await row(commands.temperature).getByText(texts.unplugged).waitFor({ state: "detached" });
    await desk.close();
    for (const value of [120, 127, 95]) await fader(value);
    await expect.poll(temperature).toBeCloseTo(1.5, 6);

    expect(errors).toEqual([]);
    expect(await installation.stop()).toBe(0);
  });
});

declare global {
  var surface: SurfaceStandIn;
}
