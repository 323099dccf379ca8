import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTake } from "../../main/archive/take-reader.ts";
import { clip } from "../support/clip.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation, isAlive } from "../support/installation.ts";
import { cues, gaps, HEARTBEATS_PER_SECOND, heartbeats } from "../support/light-desk.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";
import { shortTake } from "../support/short-take.ts";

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

  test("killed, it is back and predicting within three seconds, and frames and heartbeat go on", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    await partnerAfter(desk, 0);
    const [active, standby] = await installation.engineAndStandby();
    const [frames, before] = [cues(desk).length, heartbeats(desk)];
    process.kill(active, "SIGKILL");
    await partnerAfter(desk, frames + 1);
    expect(heartbeats(desk) - before).toBeLessThanOrEqual(3 * HEARTBEATS_PER_SECOND);
    expect(isAlive(standby)).toBe(true);
    expect(gaps(cues(desk))).toEqual([]);
    await desk.until(() => heartbeats(desk) - before >= 2);
    desk.close();
    expect(await installation.stop()).toBe(0);
    expect([active, standby].filter(isAlive)).toEqual([]);
  });

  test("killed with its standby, it is loaded anew and the show goes on", async () => {
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
    const [active] = await installation.engineAndStandby();
    process.kill(active, "SIGSTOP");
    await installation.said("the engine does not answer; ending it");
    const [frames, before] = [cues(desk).length, heartbeats(desk)];
    await partnerAfter(desk, frames + 1);
    expect(heartbeats(desk) - before).toBeLessThanOrEqual(3 * HEARTBEATS_PER_SECOND);
    expect(isAlive(active)).toBe(false);
    desk.close();
  });

  test("when the host is killed no engine is left behind", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", "demo");
    await partnerAfter(desk, 0);
    const engines = installation.engines();
    installation.signal("SIGKILL");
    await installation.exited;
    await expect.poll(() => engines.filter(isAlive), { timeout: 20_000 }).toEqual([]);
    desk.close();
  });

  test("a video file comes through the engine's own detector, without a page", async () => {
    const desk = await receiveOsc();
    const installation = start(desk, "--source", clip("squats.mp4"), "--detector-size", "lite");
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
