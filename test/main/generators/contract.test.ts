import { join } from "node:path";
import { expect, test } from "vitest";
import { GeneratorSet } from "../../../main/generators/generator-set.ts";
import { MotionGraph } from "../../../main/generators/motion-graph/motion-graph.ts";
import { buildPoseGraph } from "../../../main/generators/motion-graph/pose-graph.ts";
import { Variations } from "../../../main/generators/variations/variations.ts";
import { openGenerator } from "../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { GENERATOR_NAMES, type GeneratorName } from "../../../shared/commands/parameters.ts";
import { sineDance } from "../../support/dances.ts";
import { describeGenerator, type GeneratorUnderTest } from "../../support/generator-contract.ts";

const FPS = 30;
const dance = (seconds: number, from: number, scale = 1) => ({
  style: "swing",
  fps: FPS,
  frames: sineDance({ seconds, from, scale }),
});

/** By the value of the setting that asks for it. */
const UNDER_TEST: Readonly<Record<GeneratorName, Omit<GeneratorUnderTest, "name">>> = {
  model: {
    open: () => openGenerator(join(projectRoot, "models/first"), "wasm"),
    phrase: sineDance({ seconds: 3, scale: 1.1 }),
  },
  graph: {
    async open() {
      const dances = [dance(40, 0), dance(20, 100, 0.9)];
      return new MotionGraph("graph", await buildPoseGraph(dances, async () => {}), FPS);
    },
    phrase: sineDance({ seconds: 3, scale: 1.1, from: 50 }),
  },
  memory: {
    open: async () => new MotionGraph("memory", null, FPS),
    phrase: sineDance({ seconds: 25, scale: 1.1 }),
  },
  vary: {
    open: async () => new Variations(FPS),
    phrase: sineDance({ seconds: 8, scale: 1.1 }),
  },
  "phrase-vae": {
    open: () => openGenerator(join(projectRoot, "models/phrases"), "wasm"),
    phrase: sineDance({ seconds: 5, scale: 1.1 }),
  },
  fact: {
    open: () => openGenerator(join(projectRoot, "models/fact"), "wasm"),
    phrase: sineDance({ seconds: 3, scale: 1.1 }),
  },
};

test("every way to dance on is under test", () => {
  expect(Object.keys(UNDER_TEST)).toEqual([...GENERATOR_NAMES]);
});

describeGenerator({
  name: "the set of all of them",
  async open() {
    const opened = { model: await UNDER_TEST.model.open() };
    for (const name of GENERATOR_NAMES)
      if (name !== "model") Object.assign(opened, { [name]: await UNDER_TEST[name].open() });
    return new GeneratorSet(opened);
  },
  phrase: UNDER_TEST.memory.phrase,
});

for (const [name, under] of Object.entries(UNDER_TEST)) describeGenerator({ name, ...under });
