import { expect, test } from "vitest";
import { recurrentCvaeTraining } from "../../../../../main/learn/train/recurrent-cvae/training.ts";
import { RecentLosses } from "../../../../../main/learn/train/report/recent-losses.ts";

test("losses are means of the last steps, and frames a second those of the time between them", () => {
  const recent = new RecentLosses((mean) => recurrentCvaeTraining.details(mean));
  const losses = {
    total: 1.5,
    position: 0.05,
    velocity: 0.01,
    oneStep: 0.01,
    refinement: 0.2,
    divergence: 12,
    motionStatistics: 0.25,
    meanPose: 0.5,
    style: 0.5,
  };
  for (let step = 1; step <= 30; step++) {
    const total = step < 10 ? 100 : losses.total;
    recent.add({ step, frames: 3000, learnt: true, losses: { ...losses, total } }, 2 * step);
  }
  expect(recent.details()).toEqual([
    "loss 1.500",
    "off by 50 mm",
    "12.0 nats",
    "motion statistics off by 25 %",
    "1500 frames/s",
  ]);
});
