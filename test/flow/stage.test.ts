import { createSocket } from "node:dgram";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { CHROMIUM_FLAGS } from "../../main/learn/bench/official.ts";
import { writeMessage } from "../../main/outputs/osc/write-packet.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { GENERATOR_NAMES, PARAMETER_NAMES, PARAMETERS } from "../../shared/commands/parameters.ts";
import { J } from "../../shared/skeleton.ts";
import { MODES, type StageFrame, type StagePerson } from "../../shared/stage.ts";
import { type Opened, onFrameOf } from "../support/chromium.ts";
import { chromiumProgram, GRAPHICS, hasChromium } from "../support/chromium-program.ts";
import { sineDance, writeDance } from "../support/dances.ts";
import { emptyFolder } from "../support/folder.ts";
import { ARMS_UP, gestureTake, ONE_HAND_UP } from "../support/gesture-takes.ts";
import { Installation } from "../support/installation.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

const ARTIFACTS = join(projectRoot, "test/artifacts");
const PATIENCE_MS = 240_000;
const FLAGS = [...CHROMIUM_FLAGS, ...GRAPHICS];

const hasArmsUp = ({ live: { image } }: StagePerson): boolean =>
  [J.left_wrist, J.right_wrist].every((wrist) => image[wrist]!.y < image[J.nose]!.y);

/** The whole installation with a take as its source: keys of the real page, and gestures of the dancer, move the show. */
describe.skipIf(!hasChromium)("steering the show in Chromium", { timeout: PATIENCE_MS }, () => {
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    browser = await chromium.launch({ executablePath: chromiumProgram(), args: FLAGS });
  }, PATIENCE_MS);

  afterAll(() => browser?.close(), PATIENCE_MS);

  async function open(
    desk: OscReceiver,
    ...args: string[]
  ): Promise<Opened & { readonly frames: readonly StageFrame[]; readonly sent: readonly string[] }> {
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--osc", `127.0.0.1:${desk.port}`, "--language", "en", ...args],
    ]);
    onTestFinished(() => desk.close());
    const context = await browser.newContext({ viewport: { width: 480, height: 270 } });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    const sent: string[] = [];
    const frames: StageFrame[] = [];
    const dancers: StagePerson[] = [];
    onFrameOf(page, (frame) => {
      frames.push(frame);
      dancers.push(...frame.people);
    });
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => sent.push(payload.toString()));
    });
    await page.goto(await installation.address());
    await desk.until((packets) =>
      packets.some(({ messages }) => messages.some(({ address }) => address.endsWith("/partner/1/centre"))),
    );
    return { page, context, errors, frames, dancers, sent };
  }

  const cues = (desk: OscReceiver) =>
    desk.packets.flatMap(({ messages }) =>
      messages.flatMap(({ address }) => (address.includes("/event/") ? [address.split("/").at(-1)!] : [])),
    );

  /** Presses a key until the show has answered with that line: a key may come before the page is awake. */
  async function press(page: Page, key: string, line: string): Promise<void> {
    const toast = page.locator("#toast.shown", { hasText: line });
    for (;;) {
      await page.keyboard.press(key);
      const shown = await toast.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (shown) return;
    }
  }

  test("every mode and every parameter is reached by its key, and the engine answers", async () => {
    const desk = await receiveOsc();
    const archive = emptyFolder();
    await writeDance(archive, "a", sineDance({ seconds: 12 }));
    const { page, errors, frames } = await open(desk, "--source", "demo", "--archive", archive);
    const shown = () => frames.at(-1)!;
    for (const [index, mode] of [...MODES.entries()].slice(1)) {
      await press(page, `${index + 1}`, mode);
      await expect.poll(() => shown().mode).toBe(mode);
      await page.screenshot({ path: join(ARTIFACTS, `flow-${mode}.png`) });
    }
    // All of them at once: none depends on another.
    const before = shown().parameters;
    for (const name of PARAMETER_NAMES) {
      const { argument, keys } = PARAMETERS[name];
      const isHighest = argument.kind === "number" && before[name] === argument.max;
      await page.keyboard.press(isHighest ? keys[1]! : keys[0]!);
    }
    const unchanged = () => PARAMETER_NAMES.filter((name) => shown().parameters[name] === before[name]);
    await expect.poll(unchanged).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("key and cue choose what answers, and options come from all of them", async () => {
    const desk = await receiveOsc();
    const { port: free, close } = await receiveOsc();
    close();
    const archive = emptyFolder();
    await writeDance(archive, "a", sineDance({ seconds: 12 }));
    const { page, errors, dancers } = await open(
      desk,
      ...["--source", "demo", "--mode", "answer", "--answer-length", "60", "--archive", archive],
      ...["--no-gestures", "--osc-in-port", String(free), "--osc-query-port", "0"],
    );
    const socket = createSocket("udp4");
    onTestFinished(() => void socket.close());
    const cue = (name: string, types = "", ...args: (string | number)[]) =>
      socket.send(writeMessage({ address: `/continuo/cue/${name}`, types, args }), free, "127.0.0.1");
    const danced = () => dancers.at(-1)?.partner?.generator;
    const becomes = (by: string) => expect.poll(danced, { timeout: 30_000 }).toBe(by);

    await press(page, "3", "options");
    await press(page, "x", "mixed options");
    cue("generator", "s", "memory");
    await expect.poll(() => dancers.at(-1)?.nextGenerator).toBe("model");
    await expect.poll(() => dancers.at(-1)?.nextGenerator, { timeout: 120_000 }).toBe("memory");
    // An answer goes on from her last movement, which may have been before that.
    const known = dancers.length;
    await expect.poll(() => dancers.length).toBeGreaterThan(known + 90);
    const from = () => dancers.at(-1)?.options.map(({ generator }) => generator) ?? [];
    cue("answer");
    await expect.poll(() => from().length).toBe(9);
    expect(from()).toEqual(
      Array.from({ length: 9 }, (_, option) => GENERATOR_NAMES[option % GENERATOR_NAMES.length]),
    );
    await page.screenshot({ path: join(ARTIFACTS, "flow-mixed-options.png") });
    cue("option", "i", 2);
    await becomes("graph");

    cue("generator", "s", "model");
    await becomes("model");
    await press(page, "y", "graph: real");
    await becomes("graph");
    cue("generator", "s", "memory");
    await becomes("memory");
    expect(dancers.at(-1)?.turn).toBe("answering");
    expect(errors).toEqual([]);
  });

  test("a dancer who holds still is offered options, and takes one by hand", async () => {
    const take = await gestureTake(emptyFolder(), ONE_HAND_UP, { still: 3.5, held: 2.5 });
    const desk = await receiveOsc();
    const { page, errors, dancers } = await open(
      desk,
      ...["--source", take, "--mode", "options", "--options", "4"],
    );
    await desk.until(() => cues(desk).includes("choice-start"));
    await page.screenshot({ path: join(ARTIFACTS, "flow-choosing.png") });
    await desk.until(() => cues(desk).includes("choose"));
    await desk.until(() => cues(desk).includes("answer-start"));
    await page.screenshot({ path: join(ARTIFACTS, "flow-chosen.png") });
    // Who does not choose is given the first one in time: here it was the hand that filled a cell.
    const filled = dancers.find(({ gesture }) => gesture?.gesture === "choose" && gesture.progress > 0.9);
    await expect.poll(() => dancers.find(({ chosen }) => chosen !== null)).toBeDefined();
    expect(filled?.gesture?.cell).toBe(dancers.find(({ chosen }) => chosen !== null)!.chosen);
    expect(errors).toEqual([]);
  });

  test("an option is pointed at and taken by keys, as a foot pedal would", async () => {
    const desk = await receiveOsc();
    const { page, errors, sent, dancers } = await open(
      desk,
      ...["--source", "demo", "--mode", "options", "--no-gestures"],
    );
    // Without gestures nobody but the pedal hands over, and who does not choose in time is given the first option. It
    // is the page that knows whether there is a choice: the light is told by datagrams, which may be lost, and hears
    // of no end where the dancer leaves while she may choose.
    const choosing = () => dancers.at(-1)?.turn === "choosing";
    const chosen = () => sent.some((message) => /"command":"option","value":([2-9]|[12]\d)/.test(message));
    while (!chosen() || !cues(desk).includes("choose")) {
      for (const key of choosing() ? ["ArrowRight", "ArrowRight", "Enter"] : ["Space"])
        await page.keyboard.press(key);
      await page.waitForTimeout(500);
    }
    expect(errors).toEqual([]);
  });

  test("both arms up begin again; with gestures switched off they do not", async () => {
    const take = await gestureTake(emptyFolder(), ARMS_UP, { phrase: 2, still: 0.5, held: 2.5 });
    const desk = await receiveOsc();
    const { page, dancers } = await open(desk, "--source", take, "--mode", "answer");
    await desk.until(() => cues(desk).includes("restart"));
    await press(page, "g", "gestures");
    const from = cues(desk).length;
    // The take goes round: once more both arms go up.
    for (const up of [false, true, false])
      await expect.poll(() => hasArmsUp(dancers.at(-1)!), { timeout: PATIENCE_MS }).toBe(up);
    expect(cues(desk).slice(from + 1)).not.toContain("restart");
  });
});
