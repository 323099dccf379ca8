import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { hasLiblo } from "../support/liblo.ts";
import { type OscReceiver, receiveOsc } from "../support/osc-receiver.ts";

/** The newest value that a desk was told at an address. */
function newest({ packets }: OscReceiver, address: string): number | undefined {
  return packets.flatMap(({ messages }) => messages).findLast((message) => message.address === address)
    ?.values[0];
}

async function desk(): Promise<OscReceiver> {
  const receiver = await receiveOsc();
  onTestFinished(() => receiver.close());
  return receiver;
}

/** The whole show without a page, from a file of settings that is written anew while it runs. */
describe("the light of a show", { timeout: 180_000 }, () => {
  async function show(osc: readonly unknown[]) {
    const file = join(emptyFolder(), "show.json");
    const write = (settings: object) =>
      writeFileSync(file, JSON.stringify({ oscIn: { port: 0 }, oscQuery: { port: 0 }, ...settings }));
    write({ osc });
    const installation = new Installation(["--host", "none", "--source", "demo", "--config", file]);
    const light = await installation.said("light: ");
    const [, cues] = /cues on port (\d+)/.exec(light) ?? [];
    return { installation, write, cues: cues! };
  }

  test("follows its file of settings, and what is wrong in it is named and changes nothing", async () => {
    const [first, second] = [await desk(), await desk()];
    const { installation, write } = await show([`127.0.0.1:${first.port}`]);
    await first.until(() => newest(first, "/continuo/signal/1") !== undefined);
    const map = [{ signal: "energy", address: "/desk/fader", between: [0, 255], type: "i" }];
    const fader = { host: "127.0.0.1", port: second.port, prefix: "", groups: [], map };
    write({ osc: [`127.0.0.1:${first.port}`, fader] });
    await second.until(() => newest(second, "/desk/fader") !== undefined);
    write({ osc: [{ ...fader, rte: 30 }] });
    await expect
      .poll(() => installation.lines.join("\n"), { timeout: 20_000 })
      .toContain("osc.0.rte is not a setting; did you mean rate?; what was before goes on");
    const before = second.packets.length;
    await second.until((packets) => packets.length > before + 10);
    expect(await installation.stop()).toBe(0);
  });

  test.skipIf(!hasLiblo)(
    "is read and driven by liblo, which is not ours (Debian: apt-get install liblo-tools)",
    async () => {
      const watched = await desk();
      const { port: free, close } = await receiveOsc();
      close();
      const dump = spawn("stdbuf", ["-oL", "oscdump", String(free)]);
      onTestFinished(() => void dump.kill());
      let text = "";
      dump.stdout.on("data", (chunk) => {
        text += chunk;
      });
      const destinations = [watched.port, free].map((port) => `127.0.0.1:${port}`);
      const { installation, cues } = await show(destinations);
      await expect.poll(() => text, { timeout: 60_000 }).toMatch(/\/continuo\/signal\/1 f{18} /);
      const cue = (...words: string[]) => execFileSync("oscsend", ["127.0.0.1", cues, ...words]);
      cue("/continuo/cue/blackout", "T");
      cue("/continuo/cue/mode", "s", "answer");
      await watched.until(
        () =>
          newest(watched, "/continuo/scene/blackout") === 1 && newest(watched, "/continuo/scene/mode") === 1,
      );
      cue("/continuo/cue/blackout", "F");
      await watched.until(() => newest(watched, "/continuo/scene/blackout") === 0);
      expect(await installation.stop()).toBe(0);
    },
  );
});
