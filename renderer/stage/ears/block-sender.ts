/*
 * Runs in the audio worklet, on the thread that must never be late: it does nothing but gather what comes in.
 */

import { BLOCK_SENDER } from "./heard.ts";

/** TypeScript declares no worklets. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: readonly (readonly Float32Array[])[], outputs: readonly Float32Array[][]): boolean;
}
declare function registerProcessor(
  name: string,
  processor: new (options: NodeOptions) => AudioWorkletProcessor,
): void;

interface NodeOptions {
  /** Which channel is sent, from 0; null for all of them together. */
  readonly processorOptions: { readonly channel: number | null };
}

/** Samples of a block: 11 ms. */
const BLOCK = 512;
/** What a worklet is given at a time. */
const QUANTUM = 128;

/** Posts what comes in, one channel of it or all of them mixed, in blocks to the port that it is given. */
class BlockSender extends AudioWorkletProcessor {
  #to: MessagePort | null = null;
  #block = new Float32Array(BLOCK);
  #filled = 0;

  readonly #channel: number | null;

  constructor({ processorOptions }: NodeOptions) {
    super();
    this.#channel = processorOptions.channel;
    this.port.onmessage = ({ ports: [port] }) => {
      this.#to = port ?? null;
    };
  }

  /** Where nothing comes in there is silence, so that samples keep counting the time. */
  override process([all = []]: readonly (readonly Float32Array[])[]): boolean {
    const channels = this.#channel === null ? all : all.slice(this.#channel, this.#channel + 1);
    const block = this.#block;
    const from = this.#filled;
    for (const channel of channels)
      for (let i = 0; i < channel.length; i++) block[from + i]! += channel[i]! / channels.length;
    this.#filled += QUANTUM;
    if (this.#filled === BLOCK) {
      this.#to?.postMessage(block, [block.buffer]);
      this.#block = new Float32Array(BLOCK);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor(BLOCK_SENDER, BlockSender);
