import { expect, test } from "vitest";
import { ProgressLine } from "../../../../main/learn/train/progress-line.ts";

test("a terminal sees losses, frames a second and the time left", () => {
  let now = 0;
  let last = "";
  const line = new ProgressLine({ isTTY: true, write: (text) => (last = text) }, () => now);
  const losses = {
    total: 1.5,
    position: 0.05,
    velocity: 0.01,
    oneStep: 0.01,
    refinement: 0.2,
    divergence: 12,
    motionStatistics: 0.25,
    style: 0.5,
  };
  for (let step = 1; step <= 5; step++) {
    line.step({ step, horizon: 10, frames: 3000, losses }, 125, step / 10);
    now += 2;
  }
  expect(last).toContain(
    "step 5 of 125, epoch 0.5, loss 1.500, off by 50 mm, 12.0 nats, motion statistics off by 25 %, 1500 frames/s, 4 min left",
  );
});
