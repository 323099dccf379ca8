import { type CompiledModel, getGlobalLiteRt, Tensor } from "@litertjs/core";
import type { PoseNetwork } from "../engine/pose/blazepose/runtime.ts";

/**
 * A compiled LiteRT model as a PoseNetwork. Reads and writes WebAssembly's memory directly: LiteRT's own API copies
 * every output into a new array, a megabyte a frame.
 */
export class LiteRtNetwork implements PoseNetwork {
  readonly outputSizes: readonly number[];
  readonly #model: CompiledModel;
  readonly #input: Tensor;

  constructor(model: CompiledModel) {
    this.#model = model;
    const shape = model.getInputDetails()[0]!.shape;
    this.#input = new Tensor(new Float32Array(volume(shape)), shape);
    this.outputSizes = model.getOutputDetails().map((output) => volume(output.shape));
  }

  async run(input: Float32Array, outputs: readonly (Float32Array | null)[]): Promise<void> {
    writeFloats(this.#input, input);
    const results = await this.#model.run([this.#input]);
    try {
      await Promise.all(results.map((result, k) => outputs[k] && readFloats(result, outputs[k])));
    } finally {
      for (const result of results) result.delete();
    }
  }

  dispose(): void {
    this.#input.delete();
    this.#model.delete();
  }
}

function volume(shape: Int32Array): number {
  return shape.reduce((product, side) => product * side, 1);
}

function writeFloats(tensor: Tensor, floats: Float32Array): void {
  const { LiteRtTensorBufferLockMode: mode } = getGlobalLiteRt().liteRtWasm;
  const at = tensor.liteRtTensorBuffer.lock(mode.WRITE);
  memory(at, floats.length).set(floats);
  tensor.liteRtTensorBuffer.unlock();
}

async function readFloats(tensor: Tensor, into: Float32Array): Promise<void> {
  if (tensor.accelerator === "webgpu") {
    const copy = await tensor.copyTo("wasm");
    await readFloats(copy, into);
    copy.delete();
    return;
  }
  const { LiteRtTensorBufferLockMode: mode } = getGlobalLiteRt().liteRtWasm;
  const at = tensor.liteRtTensorBuffer.lock(mode.READ);
  into.set(memory(at, into.length));
  tensor.liteRtTensorBuffer.unlock();
}

/** A view on WebAssembly's memory; made anew each time, since a view is detached when the memory grows. */
function memory(at: number, floats: number): Float32Array {
  return new Float32Array(getGlobalLiteRt().liteRtWasm.HEAPU8.buffer as ArrayBuffer, at, floats);
}
