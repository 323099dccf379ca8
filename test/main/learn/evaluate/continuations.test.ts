import { expect, test } from "vitest";
import { continuations } from "../../../../main/learn/evaluate/continuations.ts";
import { type Seed, unseenTake } from "../../../../main/learn/evaluate/seeds.ts";
import { Work } from "../../../../main/learn/evaluate/work.ts";
import { sineDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";
import { VelocityGenerator } from "../../../support/velocity-generator.ts";

const frames = sineDance({ seconds: 12 });
const take = unseenTake({ name: "", style: "swing", fps: 30, source: "", licence: "", frames });
const seed: Seed = { take, end: 100, observedFrames: 60 };
const work = new Work(jobContext());

test("a generator observes what belongs to the seed, once for all options, and no more", async () => {
  const generator = new VelocityGenerator();
  let observed = 0;
  const observe = generator.observe.bind(generator);
  generator.observe = (state, frame) => {
    expect(frame).toBe(frames[40 + observed++]);
    return observe(state, frame);
  };
  const judged = { name: "model", generator, isVaried: true };
  const clips = await continuations(judged, [seed], 5, 1, () => 0.5, work, 3);
  expect(observed).toBe(60);
  expect(clips.map((clip) => clip.frames)).toEqual([5, 5, 5]);
  expect(generator.batches).toEqual([3, 3, 3, 3, 3]);
});
