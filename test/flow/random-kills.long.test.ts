import { once } from "node:events";
import { readdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { readTake } from "../../main/archive/take-reader.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { openBareChromium } from "../support/bare-chromium.ts";
import { hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { cues, frameTimes, lostFrames, partnerTimes, SLEPT_MS } from "../support/light-desk.ts";
import { type OscPacket, receiveOsc } from "../support/osc-receiver.ts";
import { kindOf, type Resident, residentBelow } from "../support/resident.ts";

/** Ten, or as many as MINUTES says. */
const MINUTES = Number(process.env.MINUTES ?? 10);
const EVERY_MS = 10_000;
const VICTIMS = ["engine", "standby", "host", "page"] as const;
type Victim = (typeof VICTIMS)[number];

/** What the lights hear while the host lives, milliseconds apart: twice a second, and as much again on a busy machine. */
const LONGEST_SILENCE_MS = 2000;
/** A host that was killed is started again after a pause that is logged, and speaks again within this, milliseconds. */
const START_MS = 60_000;

interface Silence {
  readonly from: number;
  readonly to: number;
}

/** Times in which nothing at all was heard. */
function silences(packets: readonly OscPacket[], atLeastMs: number): Silence[] {
  return packets
    .slice(1)
    .map(({ at }, n) => ({ from: packets[n]!.at, to: at }))
    .filter(({ from, to }) => to - from > atLeastMs);
}

/** The packets of each host: numbers of frames begin again with a new one. */
function lives(packets: readonly OscPacket[]): OscPacket[][] {
  const found: OscPacket[][] = [[]];
  let last = -1;
  for (const packet of packets) {
    const frame = cues({ packets: [packet] })[0]?.frame ?? last;
    if (frame < last) found.push([]);
    last = frame;
    found.at(-1)!.push(packet);
  }
  return found;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** Keeper, host, engines and a page, of which one is killed every ten seconds. */
describe.skipIf(!hasChromium)("whoever is killed", { timeout: (MINUTES + 10) * 60_000 }, () => {
  test("frame numbers have no gaps, takes are whole, and the lights are never left without a word for long", async () => {
    const [desk, port, takes] = [await receiveOsc(), await freePort(), emptyFolder()];
    onTestFinished(() => desk.close());
    const installation = new Installation([
      ...["--supervise", "--host", "browser", "--port", String(port), "--source", "demo"],
      ...["--osc-in-port", "0", "--osc-query-port", "0"],
      ...["--osc", `127.0.0.1:${desk.port}`, "--record", join(takes, "dance.take.ndjson")],
    ]);
    const browser = await openBareChromium(await installation.address());
    await desk.until((packets) => partnerTimes(packets).length > 30);

    const isOnStage = () => performance.now() - (frameTimes(desk.packets.slice(-200)).at(-1) ?? 0) < SLEPT_MS;
    const victims = async (): Promise<Partial<Record<Victim, Resident>>> => {
      const ours = await residentBelow(installation.pid);
      const [active, standby] = ours.filter((each) => kindOf(each) === "engine");
      const host = ours.find((each) => kindOf(each) === "host");
      const page = (await residentBelow(browser.pid)).find((each) =>
        /--type=renderer(?!.*extension)/.test(each.command),
      );
      return {
        ...(active && { engine: active }),
        ...(standby && { standby }),
        // One that is not on stage again yet would only be waited for longer, up to the keeper's minute.
        ...(host && isOnStage() && { host }),
        ...(page && { page }),
      };
    };
    const random = seededRandom(26);
    const killed: { readonly victim: Victim; readonly at: number }[] = [];
    const began = performance.now();
    for (let next = began + EVERY_MS; next < began + MINUTES * 60_000; next += EVERY_MS) {
      await sleep(Math.max(0, next - performance.now()));
      const there = Object.entries(await victims()) as [Victim, Resident][];
      const [victim, { pid }] = there[Math.floor(random() * there.length)]!;
      killed.push({ victim, at: performance.now() });
      process.kill(pid, "SIGKILL");
      // As a kiosk does with a page that has crashed.
      if (victim === "page") await browser.ask("Page.navigate", { url: `http://localhost:${port}` });
    }
    const before = desk.packets.length;
    await desk.until((packets) => partnerTimes(packets.slice(before)).length > 60);
    expect(await installation.stop()).toBe(0);

    const count = (victim: Victim) => killed.filter((each) => each.victim === victim).length;
    const quiet = silences(desk.packets, 500);
    const ofHosts = quiet.filter(({ from, to }) =>
      killed.some(({ victim, at }) => victim === "host" && at > from - SLEPT_MS && at < to),
    );
    const others = quiet.filter((each) => !ofHosts.includes(each));
    const longest = (of: readonly Silence[]) =>
      Math.round(Math.max(0, ...of.map(({ from, to }) => to - from)));
    const hosts = lives(desk.packets);
    console.log({
      kills: Object.fromEntries(VICTIMS.map((victim) => [victim, count(victim)])),
      ...{ hosts: hosts.length, frames: frameTimes(desk.packets).length },
      ...{ longestOfHosts: longest(ofHosts), longestOfOthers: longest(others) },
    });
    expect(killed.length).toBeGreaterThanOrEqual(5 * MINUTES);
    expect(hosts.flatMap(lostFrames)).toEqual([]);
    expect(longest(others)).toBeLessThan(LONGEST_SILENCE_MS);
    for (const { from, to } of ofHosts)
      expect(to - from).toBeLessThan(START_MS + pauseBefore(installation.lines));

    // Dancer and partner have a file each; what the library keeps beside them is no take.
    const files = readdirSync(takes).filter((name) => name.endsWith(".take.ndjson"));
    expect(files.length).toBeGreaterThanOrEqual(count("host"));
    let [kept, damaged] = [0, 0];
    for (const name of files) {
      let last = -1;
      // Of a host that was killed the last line may be cut, and nothing else.
      const take = await readTake(join(takes, name), { onDamage: () => damaged++ });
      for await (const { t } of take.frames) {
        expect(t).toBeGreaterThan(last);
        last = t;
        kept++;
      }
    }
    console.log({ files: files.length, kept, damaged });
    expect(damaged).toBeLessThanOrEqual(2 * count("host"));
    expect(kept).toBeGreaterThan(frameTimes(desk.packets).length / 2);
  });
});

/** The longest pause that the keeper said, milliseconds. */
const pauseBefore = (lines: readonly string[]): number =>
  Math.max(0, ...lines.map((line) => 1000 * Number(/started again in ([\d.]+) s/.exec(line)?.[1] ?? 0)));
