import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { openPageSocket } from "../support/page-socket.ts";
import { readPrometheusText } from "../support/prometheus-text.ts";

test("a show without its stage says so when it is asked, and by itself by a command and a post; and that it is well again", async () => {
  const posted: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    void text(request).then((body) => posted.push(body));
    response.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const folder = emptyFolder();
  const [config, told] = [join(folder, "continuo.json"), join(folder, "told.txt")];
  const alert = {
    after: 5,
    command: ["tee", "-a", told],
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
  };
  writeFileSync(config, JSON.stringify({ host: "browser", port: 0, source: "demo", alert }));
  const installation = new Installation(["--config", config, "--osc", "127.0.0.1:9"]);
  const address = await installation.address();
  const health = async () => {
    const response = await fetch(`${address}/health`);
    return { status: response.status, ...((await response.json()) as object) };
  };
  const metric = async (name: string) => {
    const families = readPrometheusText(await (await fetch(`${address}/metrics`)).text());
    return families.find((family) => family.name === name)?.samples[0]?.value;
  };
  const commanded = () =>
    readFileSync(told, "utf8")
      .trim()
      .split("\n")
      .map(JSON.parse as (line: string) => unknown);
  const why = "no stage page is open";

  await expect.poll(health).toMatchObject({ status: 503, well: false, why });
  expect(await metric("continuo_well")).toBe(0);
  await expect.poll(() => posted.length).toBe(1);
  const alarm = JSON.parse(posted[0]!) as { lasted: number };
  expect(alarm).toMatchObject({ well: false, why, machine: hostname() });
  // It is looked at once a second.
  expect(alarm.lasted).toBeGreaterThanOrEqual(alert.after);

  await openPageSocket(address, "stage");
  await expect.poll(health).toMatchObject({ status: 200, well: true, why: null });
  expect(await metric("continuo_well")).toBe(1);
  await expect.poll(() => posted.length).toBe(2);
  expect(JSON.parse(posted[1]!)).toMatchObject({ well: true, why, machine: hostname() });
  await expect.poll(() => commanded().length).toBe(2);
  expect(commanded()).toEqual(posted.map((each) => JSON.parse(each) as unknown));
  expect(await installation.stop()).toBe(0);
});
