import { execFile } from "node:child_process";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressOf, serveSite } from "../../main/link/http.ts";
import { Pages } from "../../main/link/pages.ts";
import { Site } from "../../main/link/site.ts";
import { WebSocketLinkServer } from "../../main/link/websocket.ts";
import { FrameValues } from "../../main/outputs/osc/table/frame-values.ts";
import { OscQueryServer } from "../../main/outputs/oscquery/server.ts";
import { methodsOf } from "../../main/outputs/oscquery/tree.ts";
import { OperatorMessages } from "../../main/show/operator-messages.ts";
import { machineClock } from "../../main/system/clock.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { collectGarbage } from "../support/collect-garbage.ts";
import { amount, LONG } from "../support/long.ts";
import { INSTRUCTIONS } from "../support/stage-link-contract.ts";
import { writtenLog } from "../support/written-log.ts";

/* Both servers of the host in this process, and in another one a crowd that is rude to them, one deed after another. */

const SECONDS = amount({ everyday: 1, long: 10 });
/** Bytes that the host may need more while somebody is rude to it. */
const MOST_GROWTH = 120_000_000;
/** Milliseconds that nobody may keep the host from its next frame. */
const LONGEST_GAP = 300;

let [commands, frames] = [0, 0];
/** What the operator is told of it, as a show tells it. */
const { log, lines: notices } = writtenLog(machineClock);
const messages = new OperatorMessages(log);
let links: WebSocketLinkServer;
let query: OscQueryServer;
let stagePort: string;
let streaming: NodeJS.Timeout;

beforeAll(async () => {
  const http = await serveSite(new Site(), 0);
  stagePort = new URL(addressOf(http)).port;
  links = new WebSocketLinkServer(http);
  const tellOperator = (line: string) => messages.add(line);
  const pages = new Pages({
    ...{ links, clock: machineClock, instructions: INSTRUCTIONS, tellOperator },
    onFrame: () => frames++,
    onCamera: () => {},
    onEars: () => {},
    onMusic: () => {},
    ...{ onClock: () => {}, onMidi: () => {}, onTimecode: () => {}, onSurface: () => {}, onLearnt: () => {} },
    onReport: () => {},
    onPlacement: () => {},
    onCommand: () => commands++,
    onRequest: async ({ id }) => ({ tag: "reply", id, answer: null }),
  });
  query = await OscQueryServer.open({
    ...{ methods: methodsOf(new FrameValues(), [], "/continuo"), address: "127.0.0.1", port: 0 },
    ...{ clock: machineClock, oscPort: () => null, tellOperator },
  });
  let frame = 0;
  streaming = setInterval(() => {
    pages.send(INSTRUCTIONS);
    query.stream(++frame / 30);
  }, 33);
});

afterAll(async () => {
  clearInterval(streaming);
  await links.close();
  await query.close();
});

const heldBytes = () => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

test.each(["commands", "pictures", "pages", "downloads", "tree", "unread tree", "listen"])(
  "a crowd's %s take a bounded part of the host",
  async (deed) => {
    [commands, frames] = [0, 0];
    const before = heldBytes();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, heldBytes());
    }, 200);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const script = join(projectRoot, "test/support/rude-crowd.ts");
    await promisify(execFile)(process.execPath, [script, deed, stagePort, `${query.port}`, `${SECONDS}`]);
    delay.disable();
    clearInterval(watch);
    expect(most - before).toBeLessThan(MOST_GROWTH);
    // Forty openings at once and four a second, each with its allowance.
    expect(commands).toBeLessThan(240 * (45 + 6 * SECONDS));
    expect(frames).toBeLessThan(500 * (SECONDS + 5));
    await expect
      .poll(async () => (await fetch(`http://localhost:${stagePort}/favicon.ico`)).status, {
        timeout: 30_000,
      })
      .toBe(200);
    if (LONG) expect(delay.max / 1e6).toBeLessThan(LONGEST_GAP);
  },
);

test("whoever went too far was told of, and that was not many lines", () => {
  expect(notices).toContainEqual(expect.stringMatching(/ a page sent more than .* and was closed/));
  expect(notices).toContainEqual(expect.stringMatching(/ OSCQuery: .* asks more than it may and was closed/));
  expect(notices.length).toBeLessThan(20);
});

if (LONG)
  test("memory comes back", async () => {
    const before = heldBytes();
    await sleep(30_000);
    expect(heldBytes()).toBeLessThanOrEqual(1.1 * before);
  });
