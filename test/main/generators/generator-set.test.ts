import { expect, test } from "vitest";
import { observeAll } from "../../../main/generators/generate.ts";
import type { GeneratorState, Manner } from "../../../main/generators/generator.ts";
import { GeneratorSet } from "../../../main/generators/generator-set.ts";
import { MotionGraph } from "../../../main/generators/motion-graph/motion-graph.ts";
import { seededRandom } from "../../../main/motion/random.ts";
import { sineDance } from "../../support/dances.ts";
import { VelocityGenerator } from "../../support/velocity-generator.ts";

const MANNER: Manner = { temperature: 1, styles: null };

/** A generator with styles, which notes the manner in which it is asked to dance. */
class Styled extends VelocityGenerator {
  override readonly styles: readonly string[];
  asked: Manner["styles"] | undefined;

  constructor(styles: readonly string[]) {
    super();
    this.styles = styles;
  }

  override step(states: readonly GeneratorState[], manner: Manner, random: () => number) {
    this.asked = manner.styles;
    return super.step(states, manner, random);
  }
}

test("each state goes on in the generator that it was asked for, side by side with others", async () => {
  const model = new VelocityGenerator();
  const memory = new MotionGraph("memory", null, 30);
  const set = new GeneratorSet({ model, memory });
  const phrase = sineDance({ seconds: 21 });
  const state = observeAll(set, phrase);
  const states = [state, set.as(state, "memory"), set.as(state, "model")];
  const steps = await set.step(states, MANNER, () => 0.5);
  expect(steps.map((step) => set.nameOf(step.state))).toEqual(["model", "memory", "model"]);
  expect(model.batches).toEqual([2]);
  const [alone] = await memory.step([observeAll(memory, phrase)], MANNER, () => 0.5);
  expect(steps[1]!.frame).toEqual(alone!.frame);
  expect(steps[0]!.frame).not.toEqual(alone!.frame);
  const next = await set.step([steps[1]!.state], MANNER, seededRandom(1));
  expect(set.nameOf(next[0]!.state)).toBe("memory");
});

test("where a generator is not there, or knows too little of her, the model goes on", () => {
  const set = new GeneratorSet({
    model: new VelocityGenerator(),
    memory: new MotionGraph("memory", null, 30),
  });
  const early = observeAll(set, sineDance({ seconds: 19 }));
  expect([set.nameOf(set.as(early, "memory")), set.ready(early)]).toEqual(["model", ["model"]]);
  const late = observeAll(set, sineDance({ seconds: 20 }));
  expect([set.nameOf(set.as(late, "memory")), set.ready(late)]).toEqual(["memory", ["model", "memory"]]);
  expect(set.nameOf(set.as(late, "graph"))).toBe("model");
});

test("a gap in time leaves her words hers; when she begins again they are forgotten, and she is where she was", async () => {
  const set = new GeneratorSet({
    model: new VelocityGenerator(),
    memory: new MotionGraph("memory", null, 30),
  });
  const phrase = sineDance({ seconds: 25 });
  const state = observeAll(set, phrase);
  expect(set.ready(set.brokenOff(state))).toContain("memory");
  const forgotten = set.forgotten(state);
  expect(set.ready(forgotten)).toEqual(["model"]);
  const [step] = await set.step([forgotten], MANNER, () => 0.5);
  const [before] = await set.step([state], MANNER, () => 0.5);
  expect(step!.frame).toEqual(before!.frame);
});

test("styles are those of all generators; each is asked for those that it knows, or else for its own way", async () => {
  const [model, graph] = [new Styled(["salsa", "tango"]), new Styled(["tango", "ballet"])];
  const set = new GeneratorSet({ model, graph });
  expect(set.styles).toEqual(["salsa", "tango", "ballet"]);
  const state = observeAll(set, sineDance({ seconds: 1 }));
  const both = [state, set.as(state, "graph")];
  await set.step(both, { temperature: 1, styles: [0.5, 0.25, 0.25] }, () => 0.5);
  expect([model.asked, graph.asked]).toEqual([
    [2 / 3, 1 / 3],
    [0.5, 0.5],
  ]);
  await set.step(both, { temperature: 1, styles: [0, 0, 1] }, () => 0.5);
  expect([model.asked, graph.asked]).toEqual([null, [0, 1]]);
});
