import { createSocket } from "node:dgram";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { writeMessage } from "../../main/outputs/osc/write-packet.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { en } from "../../shared/languages/en.ts";
import type { HostMessage } from "../../shared/messages.ts";
import { J } from "../../shared/skeleton.ts";
import type { Figure, StageFrame } from "../../shared/stage.ts";
import { launchChromium } from "../support/chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { sineDance, writeDance } from "../support/dances.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

const ARTIFACTS = join(projectRoot, "test/artifacts");
const PATIENCE = { timeout: 60_000 };
const SECONDS = 12;
const texts = en.desk.playback;

/** StageFrames as a stage page gets them. */
function framesOf(page: Page): readonly StageFrame[] {
  const frames: StageFrame[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      const message = JSON.parse(payload.toString()) as HostMessage;
      if (message.tag === "stage") frames.push(message.frame);
    }),
  );
  return frames;
}

/** One request of a desk over a link of its own, as the page of the desk would. */
async function ask(desk: Page, name: string, question: unknown): Promise<HostMessage> {
  return desk.evaluate(
    ([request, asked]) =>
      new Promise<HostMessage>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/link`);
        socket.onerror = () => reject(new Error("no link"));
        socket.onopen = () => {
          socket.send(JSON.stringify({ tag: "hello", role: "desk" }));
          socket.send(JSON.stringify({ tag: "request", id: 1, name: request, ask: asked }));
        };
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data) as HostMessage;
          if (message.tag !== "reply") return;
          socket.close();
          resolve(message);
        };
      }),
    [name, question] as const,
  );
}

/** The lowest to the highest of what somebody's wrist did, in heights of the picture. */
const wrist = (figure: Figure) => figure.image[J.left_wrist]?.y ?? Number.NaN;

/** Mean step of the joints in the picture, picture heights. */
function step(a: Figure, b: Figure, aspect: number): number {
  const ways = a.image.flatMap((point, joint) => {
    const next = b.image[joint];
    return point && next ? [Math.hypot(aspect * (next.x - point.x), next.y - point.y)] : [];
  });
  return ways.reduce((sum, way) => sum + way, 0) / ways.length;
}

const valuesAt = (packets: OscReceiver["packets"], ending: string) =>
  packets.flatMap(({ messages }) => messages).filter(({ address }) => address.endsWith(ending));

describe.skipIf(!hasChromium)("a take on the stage, in Chromium and over UDP", { timeout: 240_000 }, () => {
  test("plays instead of the source, is steered from the desk, and gives the stage back; nobody leaves, and the partner does not jump", async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    const takes = emptyFolder();
    await writeDance(takes, "sines", sineDance({ seconds: SECONDS, facing: 0.5 }));
    const osc = await receiveOsc();
    const cues = await receiveOsc();
    cues.close();
    onTestFinished(() => osc.close());
    const installation = new Installation([
      ...["--host", "browser", "--port", "0", "--language", "en", "--takes", takes],
      // Its frames are even, whatever else this machine does: those of a camera would not be.
      ...["--source", "demo"],
      ...["--osc", `127.0.0.1:${osc.port}`, "--osc-in-port", String(cues.port), "--osc-query-port", "0"],
    ]);
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const address = await installation.address();
    const context = await browser.newContext({
      viewport: { width: 320, height: 180 },
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const frames = framesOf(page);
    await page.goto(address);
    const desk = await context.newPage();
    await desk.setViewportSize({ width: 1180, height: 820 });
    await desk.goto(`${address}/desk`);
    await expect.poll(() => frames.at(-1)?.people[0]?.partner ?? null, PATIENCE).not.toBeNull();
    const bar = desk.getByRole("region", { name: texts.title });
    expect(await bar.count()).toBe(0);

    const beforePlay = frames.length - 1;
    const start = {
      ...{ name: "sines.take.ndjson", from: null, to: null },
      ...{ loop: false, speed: 1, mirrored: false, seed: false },
    };
    expect(await ask(desk, "playback/play", start)).toMatchObject({
      answer: { name: "sines.take.ndjson", from: 0, paused: false },
    });
    await bar.waitFor(PATIENCE);
    // So long as nothing is frozen.
    const swing = () => {
      const ys = frames.slice(-60).flatMap(({ people }) => people.slice(0, 1).map(({ live }) => wrist(live)));
      return Math.max(...ys) - Math.min(...ys);
    };
    const told = osc.packets.length;
    await expect.poll(() => frames.length, PATIENCE).toBeGreaterThan(beforePlay + 90);
    expect(swing()).toBeGreaterThan(0.05);
    const person = osc.packets.slice(told);
    expect(
      valuesAt(person, "/person/1/centre").length + valuesAt(person, "/signal/1").length,
    ).toBeGreaterThan(20);
    await desk.screenshot({ path: join(ARTIFACTS, "desk-playback.png") });

    await bar.getByRole("button", { name: texts.pause }).click();
    await bar.getByRole("button", { name: texts.goOn }).waitFor(PATIENCE);
    await expect.poll(swing, PATIENCE).toBeLessThan(0.005);
    await bar.getByRole("button", { name: texts.mirror }).click();
    await expect
      .poll(() => bar.getByRole("button", { name: texts.mirror }).getAttribute("aria-pressed"), PATIENCE)
      .toBe("true");
    await bar.getByRole("button", { name: texts.loop }).click();
    await bar.getByRole("button", { name: texts.goOn }).click();
    await expect.poll(swing, PATIENCE).toBeGreaterThan(0.05);

    await bar.getByRole("button", { name: texts.stop }).click();
    await bar.waitFor({ state: "detached", ...PATIENCE });

    // A lighting console does it, too, and what it cannot have is told to the operator.
    const lightDesk = createSocket("udp4");
    onTestFinished(() => void lightDesk.close());
    const cue = (name: string, ...args: readonly string[]) => {
      const message = { address: `/continuo/cue/${name}`, types: "s".repeat(args.length), args };
      lightDesk.send(writeMessage(message), cues.port, "127.0.0.1");
    };
    cue("play", "gone.take.ndjson");
    await expect
      .poll(
        () => installation.lines.some((line) => line.includes("gone.take.ndjson: is not there")),
        PATIENCE,
      )
      .toBe(true);
    cue("play", "con.piece.json");
    await expect
      .poll(() => installation.lines.some((line) => line.includes("no name of a piece")), PATIENCE)
      .toBe(true);
    cue("play", "sines.take.ndjson");
    await bar.getByText("sines", { exact: true }).waitFor(PATIENCE);
    cue("live");
    await bar.waitFor({ state: "detached", ...PATIENCE });
    const stopped = frames.length;
    await expect.poll(() => frames.length, PATIENCE).toBeGreaterThan(stopped + 30);
    expect(await ask(desk, "playback/state", null)).toMatchObject({ answer: null });
    await ask(desk, "playback/play", { ...start, seed: true });
    const seeded = frames.length;
    await expect
      .poll(() => frames.slice(seeded).some(({ people }) => people[0]?.turn === "answering"), PATIENCE)
      .toBe(true);
    await bar.waitFor({ state: "detached", ...PATIENCE });
    // The stage is the source's within a second of the hand-over, and the answer is longer.
    const answered = () => frames.slice(seeded).filter(({ people }) => people[0]?.turn === "answering");
    await expect
      .poll(() => (answered().at(-1)?.t ?? 0) - (answered()[0]?.t ?? 0), PATIENCE)
      .toBeGreaterThan(1.5);

    const watched = frames.slice(beforePlay);
    const gone = watched.flatMap(({ events, t, reason }) =>
      events.filter(({ event }) => event === "leave").map(({ id }) => ({ id, t, reason })),
    );
    expect(gone).toEqual([]);
    expect(new Set(watched.flatMap(({ people }) => people.map(({ id }) => id))).size).toBe(1);
    const steps = watched.slice(1).flatMap((frame, index) => {
      const [before, now] = [watched[index]!.people[0], frame.people[0]];
      if (!before?.partner || !now?.partner || frame.t - watched[index]!.t > 0.1) return [];
      const aspect = frame.width / frame.height;
      return [
        { partner: step(before.partner, now.partner, aspect), live: step(before.live, now.live, aspect) },
      ];
    });
    const largest = (who: "partner" | "live") => Math.max(...steps.map((each) => each[who]));
    console.log(`largest step of ${steps.length}: partner ${largest("partner")}, dancer ${largest("live")}`);
    // At a cut she is elsewhere in one frame, and her partner is not.
    expect(largest("partner")).toBeLessThan(0.5 * largest("live"));
    expect(errors).toEqual([]);
  });
});
