import { cover, type Head } from "./head.ts";
import { HEATMAP_SIDE, refine } from "./heatmap.ts";
import { LANDMARK_COUNT, type Landmarks } from "./landmarks.ts";
import type { Pyramid } from "./pyramid.ts";
import type { Region } from "./region.ts";
import { type OutputRoom, outputsBySize, type PoseNetwork } from "./runtime.ts";
import { sample, type View } from "./sampler.ts";

const VIEW: View = { side: 256, black: 0, white: 1, beyond: "edge" };

/** The heads of others are painted over with this. */
const GREY = 0.5;

/** x, y, z in pixels of the view, then visibility and presence before the sigmoid. */
const FLOATS_PER_LANDMARK = 5;

/** MediaPipe's pose_landmark: finds the landmarks of the body in a region. */
export class BodyLocator {
  readonly #network: PoseNetwork;
  readonly #input = new Float32Array(VIEW.side * VIEW.side * 3);
  readonly #output: OutputRoom;
  readonly #point = { x: 0, y: 0 };

  constructor(network: PoseNetwork) {
    this.#network = network;
    this.#output = outputsBySize(network, [
      LANDMARK_COUNT * FLOATS_PER_LANDMARK,
      1,
      HEATMAP_SIDE * HEATMAP_SIDE * LANDMARK_COUNT,
      LANDMARK_COUNT * 3,
    ]);
  }

  /** Fills `into` with the body in the region that does not belong to one of the heads. */
  async locate(pyramid: Pyramid, region: Region, others: readonly Head[], into: Landmarks): Promise<void> {
    sample(pyramid.levelFor(region.size, VIEW.side), region, VIEW, this.#input);
    for (const head of others) cover(head, region, VIEW.side, GREY, this.#input);
    await this.#network.run(this.#input, this.#output.all);
    const [points, presence, heatmap, world] = this.#output.bySize as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    // Unlike those of the landmarks, this one comes out of the network as a probability.
    into.presence = presence[0]!;
    const cos = Math.cos(region.turn);
    const sin = Math.sin(region.turn);
    const point = this.#point;
    for (let k = 0; k < LANDMARK_COUNT; k++) {
      const at = k * FLOATS_PER_LANDMARK;
      point.x = points[at]! / VIEW.side;
      point.y = points[at + 1]! / VIEW.side;
      refine(heatmap, LANDMARK_COUNT, k, point);
      const x = (point.x - 0.5) * region.size;
      const y = (point.y - 0.5) * region.size;
      into.image[2 * k] = region.x + cos * x - sin * y;
      into.image[2 * k + 1] = region.y + sin * x + cos * y;
      into.visibility[k] = sigmoid(points[at + 3]!);
      into.world[3 * k] = cos * world[3 * k]! - sin * world[3 * k + 1]!;
      into.world[3 * k + 1] = sin * world[3 * k]! + cos * world[3 * k + 1]!;
      into.world[3 * k + 2] = world[3 * k + 2]!;
    }
  }

  dispose(): void {
    this.#network.dispose();
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
