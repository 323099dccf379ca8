import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";
import { Measurements } from "../../main/system/percentiles.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation, isAlive, processes } from "../support/installation.ts";
import { isHere } from "../support/is-here.ts";
import { cues, frameTimes, gaps, partnerTimes } from "../support/light-desk.ts";
import { amount, LONG } from "../support/long.ts";
import { type OscPacket, type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

/** Kills of both engines. */
const STORM = amount({ everyday: 4, long: 200 });
/** Kills of the active engine alone, in the long form: one kill is an everyday test of engine-process. */
const ACTIVE_STORM = 62;
/** Looked at around such a kill, milliseconds; the next standby begins to load later. */
const AROUND_MS = 2000;

/** Code that every process of the installation runs first. */
function first(script: string): Readonly<Record<string, string>> {
  const file = join(emptyFolder(), "first.mjs");
  writeFileSync(
    file,
    `import { writeFileSync } from "node:fs";
     import { isMainThread } from "node:worker_threads";
     const isEngine = process.argv[1]?.includes("engine-process");
     const isHost = isMainThread && process.argv[1]?.includes("cli");
     ${script}`,
  );
  return { NODE_OPTIONS: `--import=${file}` };
}

/** Engines that are never done with loading. */
const loadingForGood = () => first("if (isEngine && isMainThread) for (;;);");

/** The real host and engine processes, in which something goes wrong that nobody foresaw. */
describe.runIf(isHere("POSIX", process.platform !== "win32"))(
  "a fault in the host",
  { timeout: LONG ? 3_600_000 : 120_000 },
  () => {
    const args = (desk: OscReceiver) => [
      "--host",
      "none",
      "--source",
      "demo",
      "--osc",
      `127.0.0.1:${desk.port}`,
    ];
    const partnerAfter = (desk: OscReceiver, from: number) =>
      desk.until(() =>
        cues(desk)
          .slice(from)
          .some(({ partner }) => partner),
      );

    async function openDesk(): Promise<OscReceiver> {
      const desk = await receiveOsc();
      onTestFinished(() => desk.close());
      return desk;
    }

    test("errors that nobody caught are told and counted, and frames go on", async () => {
      const desk = await openDesk();
      const env = first(`if (isHost) process.on("SIGUSR2", () => {
      for (let n = 0; n < 50; n++) setImmediate(() => { throw new Error("nobody foresaw this"); });
      Promise.reject(new Error("nor this"));
    });`);
      const installation = new Installation(args(desk), env);
      await partnerAfter(desk, 0);
      const [active] = installation.engines();
      installation.signal("SIGUSR2");
      expect(await installation.said("a fault in the program: ")).toMatch(
        /^Error: no\w+ .*; the show goes on$/,
      );
      installation.signal("SIGUSR2");
      const frames = cues(desk).length;
      await desk.until(() => cues(desk).length > frames + 30);
      await partnerAfter(desk, cues(desk).length);
      expect(installation.engines()).toContain(active);
      expect(gaps(cues(desk))).toEqual([]);
      expect(installation.lines.filter((line) => line.includes("a fault in the program"))).toHaveLength(1);
      expect(await installation.stop()).toBe(0);
    });

    test("an engine that is busy for good ends with its host", async () => {
      const desk = await openDesk();
      const busy = join(emptyFolder(), "busy");
      const env = first(`if (isEngine && isMainThread) process.on("SIGUSR2", () => {
      writeFileSync(${JSON.stringify(busy)}, "");
      for (;;);
    });`);
      const installation = new Installation(args(desk), env);
      await partnerAfter(desk, 0);
      const engines = installation.engines();
      process.kill(engines[0]!, "SIGUSR2");
      await expect.poll(() => existsSync(busy)).toBe(true);
      installation.signal("SIGKILL");
      await installation.exited;
      await expect.poll(() => engines.filter(isAlive)).toEqual([]);
    });

    test("a signal while the engine loads ends the show at once, and its end is a planned one", async () => {
      const desk = await openDesk();
      const installation = new Installation(args(desk), loadingForGood());
      await expect.poll(() => installation.engines()).toHaveLength(1);
      const engines = installation.engines();
      installation.signal("SIGINT");
      expect(await installation.exited).toBe(0);
      expect(engines.filter(isAlive)).toEqual([]);
      expect(installation.lines).toEqual([]);
    });

    test("a keeper that is killed while the engine loads leaves nothing behind", async () => {
      const desk = await openDesk();
      const installation = new Installation([...args(desk), "--supervise"], loadingForGood());
      const below = (pid: number) => processes().filter(({ parent }) => parent === pid);
      const engines = () => below(installation.pid).flatMap(({ pid }) => below(pid));
      await expect.poll(engines).toHaveLength(1);
      const left = [...below(installation.pid), ...engines()].map(({ pid }) => pid);
      installation.signal("SIGKILL");
      await installation.exited;
      await expect.poll(() => left.filter(isAlive)).toEqual([]);
    });

    test("a log that nobody reads any more ends nothing", async () => {
      const desk = await openDesk();
      const cli = join(projectRoot, "main/cli.ts");
      const host = spawn(process.execPath, [cli, "start", ...args(desk)], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      onTestFinished(() => void host.kill("SIGKILL"));
      await partnerAfter(desk, 0);
      host.stdout.destroy();
      host.stderr.destroy();
      for (let kill = 0; kill < 2; kill++) {
        const frames = cues(desk).length;
        for (const { pid, parent, command } of processes())
          if (parent === host.pid && command.includes("engine-process")) process.kill(pid, "SIGKILL");
        await partnerAfter(desk, frames + 1);
      }
      expect(host.exitCode).toBe(null);
      host.kill("SIGTERM");
      expect(await once(host, "exit")).toEqual([0, null]);
    });

    test("compiled code is kept where nobody else can put theirs, or nowhere", async () => {
      const [temporary, cache, open] = [emptyFolder(), emptyFolder(), emptyFolder()];
      // As another user would lay it out: they only have to be first.
      const trap = join(temporary, "continuo-compile-cache");
      mkdirSync(trap);
      chmodSync(trap, 0o777);
      const desk = await openDesk();
      const well = new Installation(args(desk), { TMPDIR: temporary, XDG_CACHE_HOME: cache });
      await partnerAfter(desk, 0);
      expect(await well.stop()).toBe(0);
      expect(readdirSync(trap)).toEqual([]);
      expect(statSync(join(cache, "continuo")).mode & 0o777).toBe(0o700);
      expect(readdirSync(join(cache, "continuo/compiled"))).not.toEqual([]);

      mkdirSync(join(open, "continuo"));
      chmodSync(join(open, "continuo"), 0o777);
      const frames = cues(desk).length;
      const warned = new Installation(args(desk), { TMPDIR: temporary, XDG_CACHE_HOME: open });
      expect(await warned.said("warning: compiled code is not kept, so engines load slower: ")).toBe(
        `${join(open, "continuo")} is open to others (mode 777), expected 700`,
      );
      await desk.until(() => cues(desk).length > frames);
      expect(readdirSync(join(open, "continuo"))).toEqual([]);
      expect(await warned.stop()).toBe(0);
    });

    test.runIf(LONG)(
      "the active engine killed again and again: frames and partner are away for a moment, and no frame is missing",
      async () => {
        const desk = await openDesk();
        const installation = new Installation(args(desk));
        await partnerAfter(desk, 0);
        const longestGap = (times: readonly number[]) =>
          Math.max(...times.slice(1).map((at, n) => at - times[n]!));
        const without: { frames: number[]; partner: number[] } = { frames: [], partner: [] };
        for (let kill = 0; kill < ACTIVE_STORM; kill++) {
          const [active] = await installation.engineAndStandby();
          // At another moment of a frame each time.
          await sleep(200 + 5 * (kill % 7));
          const killed = performance.now();
          const before = desk.packets.length;
          process.kill(active, "SIGKILL");
          await desk.until(() => (partnerTimes(desk.packets.slice(before)).at(-1) ?? 0) > killed + AROUND_MS);
          const around = desk.packets.filter(({ at }) => at > killed - 200);
          without.frames.push(longestGap(frameTimes(around)));
          without.partner.push(longestGap(partnerTimes(around)));
        }
        for (const [what, times] of Object.entries(without)) {
          const measured = new Measurements(times.length);
          for (const ms of times) measured.add(ms);
          console.log(`without ${what}, ms`, { ...measured.percentiles(), max: Math.max(...times) });
        }
        expect(gaps(cues(desk))).toEqual([]);
        // On an otherwise idle machine.
        expect(Math.max(...without.frames, ...without.partner)).toBeLessThan(1000);
        expect(await installation.stop()).toBe(0);
      },
    );

    test("both engines killed again and again: the lights hear at once that the show rests, and it is back soon", async () => {
      const desk = await openDesk();
      const installation = new Installation(args(desk));
      await partnerAfter(desk, 0);
      const rests = ({ messages }: OscPacket) =>
        messages.some(({ address, values }) => address === "/continuo/scene/reason" && values[0] === 4);
      const recoveries: number[] = [];
      for (let kill = 0; kill < STORM; kill++) {
        await sleep(LONG ? 500 + (kill % 7) * 1500 : 300);
        const before = desk.packets.length;
        // What came before is not looked at again: a storm is long, and the desk must keep up.
        const since = (from: number) => ({ packets: desk.packets.slice(from) });
        const killed = performance.now();
        for (const pid of installation.engines()) process.kill(pid, "SIGKILL");
        await desk.until(() => since(before).packets.some(rests));
        const rested = before + since(before).packets.findIndex(rests);
        await desk.until(() => cues(since(rested)).length > 1);
        recoveries.push(performance.now() - killed);
      }
      recoveries.sort((a, b) => a - b);
      console.log("recoveries, ms", recoveries.at(recoveries.length >> 1), recoveries.at(-1));
      expect(gaps(cues(desk))).toEqual([]);
      // On an otherwise idle machine.
      if (LONG) expect(recoveries.at(-1)).toBeLessThan(5000);
      expect(await installation.stop()).toBe(0);
    });

    test("kept by --supervise, a host that is killed comes back, and nothing of the old one stays", async () => {
      const desk = await openDesk();
      const installation = new Installation([...args(desk), "--supervise"]);
      await partnerAfter(desk, 0);
      const hostOf = () =>
        processes().find(
          ({ parent, command }) => parent === installation.pid && command.includes("cli.ts start"),
        )!.pid;
      const host = hostOf();
      const engines = processes().filter(({ parent }) => parent === host);
      process.kill(host, "SIGKILL");
      await installation.said("warning: the show ended (signal SIGKILL); it is started again");
      const before = desk.packets.length;
      // More of them than the old one can have had on their way.
      await desk.until(() => partnerTimes(desk.packets.slice(before)).length > 30);
      expect(engines.filter(({ pid }) => isAlive(pid))).toEqual([]);
      const second = hostOf();
      expect(second).not.toBe(host);
      expect(await installation.stop()).toBe(0);
      expect(isAlive(second)).toBe(false);
    });
  },
);
