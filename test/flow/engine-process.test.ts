import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { readTake } from "../../main/archive/take-reader.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation, isAlive } from "../support/installation.ts";
import { cues, gaps } from "../support/light-desk.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";
import { sharedData } from "../support/shared-data.ts";
import { shortTake } from "../support/short-take.ts";

const clip = sharedData("clips/keith-notation-phrase.mp4");

/** The real host and engine processes, and a desk with another OSC library; no page. */
describe("the engine's process", { timeout: 120_000 }, () => {
  const start = (desk: OscReceiver, ...args: string[]) =>
    new Installation(["--host", "none", "--osc", `127.0.0.1:${desk.port}`, ...args]);

  const partnerAfter = (desk: OscReceiver, from: number) =>
    desk.until(() =>
      cues(desk)
        .slice(from)
        .some(({ partner }) => partner),
    );

  /** The engine that plays, and its understudy when it has had time to load. */
  async function company(installation: Installation): Promise<[number, number]> {
    for (;;) {
      const [lead, understudy] = installation.engines();
      if (lead && understudy) {
        await sleep(8000);
        return [lead, understudy];
      }
      await sleep(100);
    }
  }

  test("killed, it is back and predicting within three seconds, and frames and heartbeat go on", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    await partnerAfter(desk, 0);
    const [lead, understudy] = await company(installation);
    const [frames, packets] = [cues(desk).length, desk.packets.length];
    const killed = performance.now();
    process.kill(lead, "SIGKILL");
    await partnerAfter(desk, frames + 1);
    expect(performance.now() - killed).toBeLessThan(3000);
    expect(isAlive(understudy)).toBe(true);
    expect(gaps(cues(desk))).toEqual([]);
    const beats = () =>
      desk.packets
        .slice(packets)
        .filter(({ messages }) => messages.some(({ address }) => address.endsWith("/heartbeat")));
    await desk.until(() => beats().length >= 2);
    desk.close();
    expect(await installation.stop()).toBe(0);
    expect([lead, understudy].filter(isAlive)).toEqual([]);
  });

  test("killed with its understudy, it is loaded anew and the show goes on", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    await partnerAfter(desk, 0);
    for (const pid of installation.engines()) process.kill(pid, "SIGKILL");
    const frames = cues(desk).length;
    await partnerAfter(desk, frames + 1);
    expect(gaps(cues(desk))).toEqual([]);
    desk.close();
  });

  test("hung, it is ended and replaced", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    await partnerAfter(desk, 0);
    const [lead] = await company(installation);
    process.kill(lead, "SIGSTOP");
    await installation.said("the engine does not answer; ending it");
    const ended = performance.now();
    const frames = cues(desk).length;
    await partnerAfter(desk, frames + 1);
    expect(performance.now() - ended).toBeLessThan(3000);
    expect(isAlive(lead)).toBe(false);
    desk.close();
  });

  test("when the host is killed no engine is left behind", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    await partnerAfter(desk, 0);
    const engines = installation.engines();
    installation.signal("SIGKILL");
    await installation.exited;
    for (let waited = 0; waited < 5000 && engines.some(isAlive); waited += 100) await sleep(100);
    expect(engines.filter(isAlive)).toEqual([]);
    desk.close();
  });

  test.skipIf(!clip)("a video file comes through the engine's own eyes, without a page", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", clip!, "--detector-size", "lite");
    await desk.until(() => cues(desk).some(({ person, partner }) => person && partner));
    expect(gaps(cues(desk))).toEqual([]);
    desk.close();
    expect(await installation.stop()).toBe(0);
  });

  test("--once ends by itself with the source", async () => {
    const desk = await receiveOsc();
    const folder = emptyFolder();
    const record = join(folder, "show.take.ndjson");
    const installation = start(desk, "--source", shortTake(folder, 5), "--once", "--record", record);
    expect(await installation.exited).toBe(0);
    expect(cues(desk).filter(({ partner }) => partner).length).toBeGreaterThan(30);
    expect(gaps(cues(desk))).toEqual([]);
    const { frames } = await readTake(record, { onDamage: (line) => expect.unreachable(line) });
    expect((await Array.fromAsync(frames)).length).toBeGreaterThan(30);
    desk.close();
  });
});
