import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { systemd } from "../../../../main/hosts/health/service-manager.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { isHere } from "../../../support/is-here.ts";

const posix = isHere("POSIX", process.platform !== "win32");

/** A program in the place of systemd-notify that writes down what it was asked to say. */
function standIn(script: string) {
  const folder = emptyFolder();
  const said = join(folder, "said");
  const program = join(folder, "systemd-notify");
  writeFileSync(program, `#!/bin/sh\n${script.replace("SAID", said)}\n`);
  chmodSync(program, 0o755);
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, NOTIFY_SOCKET: "/run/notify" };
  return { env, said: () => (existsSync(said) ? readFileSync(said, "utf8").trim().split("\n") : []) };
}

test("where no service manager asked, nothing is told", () => {
  expect(systemd({ PATH: "" }, () => {})).toBeNull();
});

test.runIf(posix)(
  "systemd hears that we are ready, and its watchdog is fed as long as we are well, and no longer",
  async () => {
    const { env, said } = standIn('echo "$WHO $@" >> SAID');
    const start = (who: string, watchdog: object) => {
      const above = systemd({ ...env, ...watchdog, WHO: who }, () => expect.unreachable())!;
      const times = () => said().filter((line) => line === `${who} READY=1 WATCHDOG=1`).length;
      return { well: () => above.well(), times };
    };
    const watched = { WATCHDOG_USEC: "3000000" };
    const [unwatched, first, second] = [
      start("unwatched", {}),
      start("first", watched),
      start("second", watched),
    ];
    /** Until this one has been told three times; the one without a watchdog is asked all the while. */
    const feed = (one: typeof first) =>
      expect
        .poll(
          () => {
            unwatched.well();
            one.well();
            return one.times();
          },
          { interval: 20 },
        )
        .toBe(3);
    await feed(first);
    await feed(second);
    expect([unwatched.times(), first.times()]).toEqual([1, 3]);
  },
);

test("a systemd that cannot be told is said once", async () => {
  const env = { PATH: emptyFolder(), NOTIFY_SOCKET: "/run/notify" };
  const lines: string[] = [];
  const above = systemd(env, (line) => lines.push(line))!;
  for (let n = 0; n < 5; n++) {
    above.well();
    // One that is asked after it hears after it.
    await new Promise<string>((resolve) => systemd(env, resolve)!.well());
  }
  expect(lines).toEqual([
    expect.stringMatching(/^systemd could not be told that the show is well \(.*ENOENT/),
  ]);
});

test("a notification that could not even be begun does not keep the next one back", () => {
  const above = systemd({ NOTIFY_SOCKET: "/run/notify", REFUSED: "\0" }, () => expect.unreachable())!;
  for (let n = 0; n < 2; n++) expect(() => above.well()).toThrow("null bytes");
});
