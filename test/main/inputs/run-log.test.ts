import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { RunLog } from "../../../main/inputs/run-log.ts";
import { turns } from "../../support/turns.ts";

async function heard(...lines: readonly string[]): Promise<RunLog> {
  const stream = new PassThrough();
  const log = new RunLog(stream);
  stream.end(lines.map((line) => `${line}\n`).join(""));
  await finished(stream);
  await turns(2);
  return log;
}

test("a run without a complaint says how much it read, in the words of old and new versions", async () => {
  const old = "[verbose]   Input stream #0:0 (video): 122 packets read (43124 bytes); 60 frames decoded; ";
  const recent =
    "[in#0/mpegts @ 0x5] [verbose]   Input stream #0:0 (video): 122 packets read (43124 bytes); 60 frames decoded; 62 decode errors (0s);";
  for (const line of [old, recent])
    expect(await heard("[info] Input #0, mpegts, from 'cut.ts':", line)).toMatchObject({
      ...{ complaint: null, packets: 122, decoded: 60 },
    });
});

test("the first complaint is kept, without who made it; a warning is none", async () => {
  const log = await heard(
    "[warning] -vsync is deprecated. Use -fps_mode",
    "[vist#0:0/h264 @ 0x1] [dec:h264 @ 0x2] [error] no frame!",
    "[h264 @ 0x563f7eb9a780] [error] co located POCs unavailable",
    "    Last message repeated 1 times",
  );
  expect(log).toMatchObject({ complaint: "no frame!", packets: null, decoded: null });
  expect(await heard("[fatal] Error while processing the decoded data")).toMatchObject({
    complaint: "Error while processing the decoded data",
  });
});

test("a complaint of great length is cut", async () => {
  expect((await heard(`[error] ${"x".repeat(100_000)}`)).complaint).toHaveLength(200);
});
