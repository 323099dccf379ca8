import { ANCHOR_COUNT, ANCHORS, DETECTOR_SIDE } from "./anchors.ts";
import { type Head, headAt } from "./head.ts";
import { type Candidate, mergeOverlapping } from "./non-max-suppression.ts";
import type { Pyramid } from "./pyramid.ts";
import { type Region, regionAround, regionOfPicture } from "./region.ts";
import { type OutputRoom, outputsBySize, type PoseNetwork } from "./runtime.ts";
import { sample, type View } from "./sampler.ts";

const VIEW: View = { side: DETECTOR_SIDE, black: -1, white: 1, beyond: "black" };

/** Centre, width and height of the face, then middle of the hips, rim of the body, and two points that are not used. */
const FLOATS_PER_BOX = 12;
const CENTRE = 4;
const RIM = 6;

/** MediaPipe says 0.5, which misses people who are partly hidden; the landmark network rejects what is nobody. */
const MIN_SCORE = 0.3;
const MIN_LOGIT = Math.log(MIN_SCORE / (1 - MIN_SCORE));

/** Roughly where somebody is in the picture. */
export interface Person {
  readonly region: Region;
  readonly head: Head;
}

/** MediaPipe's pose_detection: finds people in the whole picture. */
export class PersonFinder {
  readonly #network: PoseNetwork;
  readonly #input = new Float32Array(DETECTOR_SIDE * DETECTOR_SIDE * 3);
  readonly #output: OutputRoom;

  constructor(network: PoseNetwork) {
    this.#network = network;
    this.#output = outputsBySize(network, [ANCHOR_COUNT * FLOATS_PER_BOX, ANCHOR_COUNT]);
  }

  /** By descending score. */
  async find(pyramid: Pyramid): Promise<Person[]> {
    const whole = regionOfPicture(pyramid.bottom.width, pyramid.bottom.height);
    sample(pyramid.levelFor(whole.size, DETECTOR_SIDE), whole, VIEW, this.#input);
    await this.#network.run(this.#input, this.#output.all);
    return mergeOverlapping(this.#candidates()).map(({ values }) => personIn(whole, values));
  }

  dispose(): void {
    this.#network.dispose();
  }

  /** Boxes and points that score at least MIN_SCORE, 0..1 of the view. */
  #candidates(): Candidate[] {
    const [boxes, logits] = this.#output.bySize as [Float32Array, Float32Array];
    const found: Candidate[] = [];
    for (let k = 0; k < ANCHOR_COUNT; k++) {
      if (logits[k]! < MIN_LOGIT) continue;
      const values = boxes.slice(k * FLOATS_PER_BOX, (k + 1) * FLOATS_PER_BOX);
      for (let i = 0; i < FLOATS_PER_BOX; i++) {
        const isSize = i === 2 || i === 3;
        values[i] = values[i]! / DETECTOR_SIDE + (isSize ? 0 : ANCHORS[2 * k + (i % 2)]!);
      }
      found.push({ score: 1 / (1 + Math.exp(-logits[k]!)), values });
    }
    return found;
  }
}

function personIn(whole: Region, values: Float32Array): Person {
  const left = whole.x - whole.size / 2;
  const top = whole.y - whole.size / 2;
  const x = (at: number) => left + values[at]! * whole.size;
  const y = (at: number) => top + values[at + 1]! * whole.size;
  const region = regionAround(x(CENTRE), y(CENTRE), x(RIM), y(RIM));
  // The box is around the face.
  return { region, head: headAt(x(0), y(0), region) };
}
