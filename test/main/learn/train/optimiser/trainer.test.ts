import { beforeEach, expect, test, vi } from "vitest";
import { evenShards, Trainer } from "../../../../../main/learn/train/optimiser/trainer.ts";
import { SMALL } from "../../../../support/small-model.ts";

/** Worker threads that are ready at once, and never answer. */
const workers = await vi.hoisted(async () => {
  const { EventEmitter } = await import("node:events");
  return class extends EventEmitter {
    static readonly all: InstanceType<typeof EventEmitter>[] = [];
    constructor() {
      super();
      workers.all.push(this);
      queueMicrotask(() => this.emit("message", "ready"));
    }
    postMessage(): void {}
  };
});

vi.mock("node:worker_threads", () => ({ Worker: workers }));
beforeEach(() => void workers.all.splice(0));

async function start(): Promise<Trainer> {
  const numbers = new Float32Array(1);
  const state = {
    step: 0,
    parameters: numbers,
    firstMoment: numbers,
    secondMoment: numbers,
    average: numbers,
  };
  const options = {
    type: "recurrent-cvae",
    critic: 0,
    seed: 1,
    steps: 100,
    shards: 2,
    backend: "wasm",
  } as const;
  return Trainer.start(options, SMALL, {} as never, numbers, state);
}

test("a worker that ends between two steps ends the next one, and nothing else", async () => {
  const trainer = await start();
  workers.all[0]!.emit("error", new Error("out of memory"));
  await expect(trainer.step()).rejects.toThrow("out of memory");
});

test("a worker that ends without a word ends the step that waits for it", async () => {
  const trainer = await start();
  const step = trainer.step();
  workers.all[1]!.emit("exit", 1);
  await expect(step).rejects.toThrow("a worker of the training ended with exit code 1");
});

test("no shard has a part of a sequence, whatever the number of cores", () => {
  const cores = [1, 2, 3, 4, 64];
  expect(cores.map((count) => evenShards(48, count))).toEqual([1, 2, 3, 4, 4]);
  expect(cores.map((count) => evenShards(32, count))).toEqual([1, 2, 2, 4, 4]);
});
