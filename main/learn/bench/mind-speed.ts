import type { Settings } from "../../config/settings.ts";
import { demoPhrase } from "../../inputs/demo.ts";
import { seededRandom } from "../../motion/random.ts";
import { openGenerator } from "../../runtime/open-generator.ts";
import { type JobContext, step } from "../../system/job.ts";
import { Measurements } from "../../system/percentiles.ts";

/** Milliseconds of one call of the mind, on two seconds of the demo. */
export interface MindSpeed {
  readonly model: string;
  readonly backend: string;
  readonly observe: number;
  /** One step for so many options at once. */
  readonly steps: readonly { readonly options: number; readonly p50: number; readonly p95: number }[];
}

const PHRASE_FRAMES = 60;
const CALLS = 300;
/** Not counted, of each kind: until caches are warm and the compiler is done, as in the middle of a show. */
const WARM_UP = 300;

export async function measureMind(settings: Settings, context: JobContext): Promise<MindSpeed> {
  const mind = await openGenerator(settings.model, settings.backend);
  try {
    let state = mind.initial();
    const observing = new Measurements(PHRASE_FRAMES);
    const danced = (await demoPhrase(mind.fps)).slice(0, PHRASE_FRAMES);
    for (let call = 0; call < WARM_UP + danced.length; call++) {
      const begun = performance.now();
      state = mind.observe(state, danced[call % danced.length]!);
      if (call >= WARM_UP) observing.add(performance.now() - begun);
    }
    const random = seededRandom(settings.seed);
    const steps: MindSpeed["steps"][number][] = [];
    for (const options of [1, 30]) {
      const phase = `measuring the model, ${options} at once`;
      const stepping = new Measurements(CALLS);
      let states = Array.from({ length: options }, () => state);
      for (let call = 0; call < WARM_UP + CALLS; call++) {
        const begun = performance.now();
        states = mind.step(states, settings.temperature, random).map(({ state: next }) => next);
        if (call >= WARM_UP) stepping.add(performance.now() - begun);
        await step(context, { phase, unit: "step", done: call, total: WARM_UP + CALLS });
      }
      steps.push({ options, ...stepping.percentiles() });
    }
    return { model: mind.description, backend: mind.backend, observe: observing.percentiles().p50, steps };
  } finally {
    mind.dispose();
  }
}
