import type { DetectorSize } from "../../../../shared/messages.ts";

export type NetworkName = "pose_detection" | `pose_landmark_${DetectorSize}`;

/** What BlazePose needs of an inference library; main/runtime opens one and hands it in. */
export interface NetworkRuntime {
  /** For status and log, for example "LiteRT WASM, 2 threads". */
  readonly description: string;
  compile(name: NetworkName): Promise<PoseNetwork>;
  /** Ends the networks that it compiled, too. */
  dispose(): void;
}

/** A network with one input, ready to run. One call at a time. */
export interface PoseNetwork {
  /** Number of floats in each output, in the network's own order. */
  readonly outputSizes: readonly number[];
  /**
   * Runs once. `input` is NHWC; output k is copied into `outputs[k]`, or not fetched at all where that is null.
   */
  run(input: Float32Array, outputs: readonly (Float32Array | null)[]): Promise<void>;
  dispose(): void;
}

/**
 * Room for the outputs of the given sizes, in the order of the sizes, and as the list that `run` takes: the official
 * models name their outputs "Identity_3", so the size is what tells them apart.
 * @throws Error when the network has no such output: it is not the network that was meant.
 */
export function outputsBySize(network: PoseNetwork, sizes: readonly number[]): OutputRoom {
  const bySize = sizes.map((size) => {
    if (!network.outputSizes.includes(size)) {
      throw new Error(
        `the network has outputs of ${network.outputSizes.join(", ")} floats, expected one of ${size}`,
      );
    }
    return new Float32Array(size);
  });
  const all = network.outputSizes.map((size) => bySize[sizes.indexOf(size)] ?? null);
  return { bySize, all };
}

export interface OutputRoom {
  readonly bySize: readonly Float32Array[];
  readonly all: readonly (Float32Array | null)[];
}
