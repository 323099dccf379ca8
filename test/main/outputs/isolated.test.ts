import { expect, test } from "vitest";
import { isolated } from "../../../main/outputs/isolated.ts";
import type { Output } from "../../../main/outputs/output.ts";
import { createLog } from "../../../main/system/log/log.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { StageFrame } from "../../../shared/stage.ts";

const frame = { frame: 1 } as StageFrame;

test("an output that throws is named now and then, and nobody else notices", () => {
  const written: string[] = [];
  const clock = new SteppedClock();
  const log = createLog({ stream: { write: (text) => written.push(text.trim()) }, clock });
  const broken: Output = {
    description: "OSC to nowhere",
    send: () => {
      throw new Error("no socket");
    },
    close: async () => {},
  };
  const output = isolated(broken, log);
  for (let n = 0; n < 300; n++) {
    clock.moveTo(n / 30);
    output.send(frame);
  }
  expect(written).toEqual(["warning: OSC to nowhere: no socket"]);
  clock.moveTo(11);
  output.send(frame);
  expect(written.at(-1)).toBe("warning: OSC to nowhere: no socket (and 299 more like it)");
});

test("an output that works is what it was", async () => {
  const sent: StageFrame[] = [];
  const works = {
    description: "a list",
    send: (one: StageFrame) => void sent.push(one),
    status: () => sent.length,
    close: async () => {},
  };
  const output = isolated(works, createLog({ stream: { write: () => {} } }));
  output.send(frame);
  expect([output.description, output.status(), sent]).toEqual(["a list", 1, [frame]]);
  await output.close();
});
