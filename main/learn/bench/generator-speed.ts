import type { Settings } from "../../config/settings.ts";
import { demoPhrase } from "../../inputs/demo.ts";
import { seededRandom } from "../../motion/random.ts";
import { openGenerator } from "../../runtime/open-generator.ts";
import { type JobContext, step } from "../../system/job.ts";
import { Measurements } from "../../system/percentiles.ts";

/** Milliseconds a call of the generator, on two seconds of the demo. */
export interface GeneratorSpeed {
  readonly model: string;
  readonly backend: string;
  readonly observe: number;
  /** Of a step for so many options at once. */
  readonly steps: readonly { readonly options: number; readonly p50: number; readonly p95: number }[];
}

const PHRASE_FRAMES = 60;
const CALLS = 300;
/** Calls of each kind that are not counted, until caches are warm and the JIT has compiled, as during a show. */
const WARM_UP = 300;

export async function measureGenerator(settings: Settings, context: JobContext): Promise<GeneratorSpeed> {
  const generator = await openGenerator(settings.model, settings.backend);
  try {
    let state = generator.initial();
    const observing = new Measurements(PHRASE_FRAMES);
    const danced = (await demoPhrase(generator.fps)).slice(0, PHRASE_FRAMES);
    for (let call = 0; call < WARM_UP + danced.length; call++) {
      const begun = performance.now();
      state = generator.observe(state, danced[call % danced.length]!);
      if (call >= WARM_UP) observing.add(performance.now() - begun);
    }
    const random = seededRandom(settings.seed);
    const manner = { temperature: settings.temperature, styles: null };
    const steps: GeneratorSpeed["steps"][number][] = [];
    for (const options of [1, 30]) {
      const phase = `measuring the model, ${options} at once`;
      const stepping = new Measurements(CALLS);
      let states = Array.from({ length: options }, () => state);
      for (let call = 0; call < WARM_UP + CALLS; call++) {
        const begun = performance.now();
        states = (await generator.step(states, manner, random)).map(({ state: next }) => next);
        if (call >= WARM_UP) stepping.add(performance.now() - begun);
        await step(context, { phase, unit: "step", done: call, total: WARM_UP + CALLS });
      }
      steps.push({ options, ...stepping.percentiles() });
    }
    return {
      model: generator.description,
      backend: generator.backend,
      observe: observing.percentiles().p50,
      steps,
    };
  } finally {
    generator.dispose();
  }
}
