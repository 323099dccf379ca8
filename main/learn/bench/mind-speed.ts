import type { Settings } from "../../config/settings.ts";
import { openDemo } from "../../inputs/demo.ts";
import { Completion } from "../../motion/completion.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { seededRandom } from "../../motion/random.ts";
import { openGenerator } from "../../runtime/open-generator.ts";
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

export async function measureMind(settings: Settings): Promise<MindSpeed> {
  const mind = await openGenerator(settings.model, settings.backend);
  try {
    let state = mind.initial();
    const observing = new Measurements(PHRASE_FRAMES);
    const danced = await phrase();
    for (let call = 0; call < WARM_UP + danced.length; call++) {
      const begun = performance.now();
      state = mind.observe(state, danced[call % danced.length]!);
      if (call >= WARM_UP) observing.add(performance.now() - begun);
    }
    const random = seededRandom(settings.seed);
    const manner = { temperature: settings.temperature, styles: null };
    const steps = [];
    for (const options of [1, 30]) {
      const stepping = new Measurements(CALLS);
      let states = Array.from({ length: options }, () => state);
      for (let call = 0; call < WARM_UP + CALLS; call++) {
        const begun = performance.now();
        states = (await mind.step(states, manner, random)).map((step) => step.state);
        if (call >= WARM_UP) stepping.add(performance.now() - begun);
      }
      steps.push({ options, ...stepping.percentiles() });
    }
    return { model: mind.description, backend: mind.backend, observe: observing.percentiles().p50, steps };
  } finally {
    mind.dispose();
  }
}

async function phrase(): Promise<MotionFrame[]> {
  const completion = new Completion();
  const frames: MotionFrame[] = [];
  for await (const { people, width, height } of (await openDemo()).frames()) {
    const frame = people[0] && completion.complete(people[0], width / height);
    if (frame) frames.push(frame);
    if (frames.length === PHRASE_FRAMES) break;
  }
  return frames;
}
