import type { NetworkName, NetworkRuntime, PoseNetwork } from "../engine/pose/blazepose/runtime.ts";
import { type LiteRtOptions, loadLiteRt } from "../runtime/litert.ts";

type Accelerator = LiteRtOptions["accelerator"];

/**
 * The detector's networks, loaded when they are first asked for and kept from one video to the next, since loading takes
 * as long as a short shot. Only they are: whom a detector follows it remembers itself, and each video has a detector of
 * its own. One in a process.
 */
export class Networks implements Disposable {
  #loaded: { readonly accelerator: Accelerator; readonly runtime: KeptRuntime } | null = null;

  /**
   * For detectors one after the other; what they dispose of stays. With another accelerator than before all are loaded anew.
   * @throws ConfigError when the accelerator was asked for by name and is missing.
   */
  async load(accelerator: Accelerator): Promise<NetworkRuntime> {
    if (this.#loaded?.accelerator !== accelerator) {
      this[Symbol.dispose]();
      this.#loaded = { accelerator, runtime: new KeptRuntime(await loadLiteRt({ accelerator })) };
    }
    return this.#loaded.runtime;
  }

  [Symbol.dispose](): void {
    this.#loaded?.runtime.end();
    this.#loaded = null;
  }
}

/** Compiles each network once. */
class KeptRuntime implements NetworkRuntime {
  readonly description: string;
  readonly #runtime: NetworkRuntime;
  readonly #compiled = new Map<NetworkName, PoseNetwork>();

  constructor(runtime: NetworkRuntime) {
    this.description = runtime.description;
    this.#runtime = runtime;
  }

  async compile(name: NetworkName): Promise<PoseNetwork> {
    const network = this.#compiled.get(name) ?? (await this.#runtime.compile(name));
    this.#compiled.set(name, network);
    return {
      outputSizes: network.outputSizes,
      run: (input, outputs) => network.run(input, outputs),
      dispose() {},
    };
  }

  dispose(): void {}

  end(): void {
    for (const network of this.#compiled.values()) network.dispose();
    this.#runtime.dispose();
  }
}
