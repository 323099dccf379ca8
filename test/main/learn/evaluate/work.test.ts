import { expect, test } from "vitest";
import { Work } from "../../../../main/learn/evaluate/work.ts";

function written(isTTY: boolean) {
  const lines: string[] = [];
  return { lines, stream: { isTTY, write: (text: string) => lines.push(text) } };
}

test("a log gets a line every ten seconds, a terminal's line is drawn anew", async () => {
  for (const [isTTY, count] of [
    [false, 2],
    [true, 24],
  ] as const) {
    const { lines, stream } = written(isTTY);
    let now = 0;
    const work = new Work(stream, () => now, new AbortController().signal);
    work.begin("alive");
    for (let step = 1; step <= 24; step++) {
      now++;
      await work.step("model", step, 24);
    }
    expect(lines).toHaveLength(count);
    expect(lines.at(-1)).toContain(`alive: model, ${isTTY ? 24 : 20} of 24`);
  }
});

test("work that was stopped ends at the next step", async () => {
  const stop = new AbortController();
  let now = 0;
  const work = new Work(written(false).stream, () => now++, stop.signal);
  await work.step("model", 1, 2);
  stop.abort();
  await expect(work.step("model", 2, 2)).rejects.toThrow("abort");
});
