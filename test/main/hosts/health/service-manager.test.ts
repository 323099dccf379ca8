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

test.runIf(posix)("systemd hears that we are ready, once without a watchdog", async () => {
  const { env, said } = standIn('echo "$@" >> SAID');
  const above = systemd(env, () => expect.unreachable())!;
  above.well();
  await expect.poll(said).toEqual(["READY=1 WATCHDOG=1"]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (let n = 0; n < 5; n++) above.well();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(said()).toHaveLength(1);
});

test.runIf(posix)(
  "its watchdog is fed as long as we are well, and no longer",
  async () => {
    const { env, said } = standIn('echo "$@" >> SAID');
    const above = systemd({ ...env, WATCHDOG_USEC: "3000000" }, () => expect.unreachable())!;
    const feeding = setInterval(() => above.well(), 20);
    await expect.poll(() => said().length).toBeGreaterThan(2);
    clearInterval(feeding);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const fed = said().length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(said()).toHaveLength(fed);
  },
  30_000,
);

test("a systemd that cannot be told is said once", async () => {
  const lines: string[] = [];
  const above = systemd({ PATH: emptyFolder(), NOTIFY_SOCKET: "/run/notify" }, (line) => lines.push(line))!;
  for (let n = 0; n < 5; n++) {
    above.well();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  expect(lines).toEqual([
    expect.stringMatching(/^systemd could not be told that the show is well \(.*ENOENT/),
  ]);
});
