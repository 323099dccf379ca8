import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { startTensorflow } from "../../../main/runtime/tensorflow.ts";
import { ConfigError } from "../../../main/system/errors.ts";

test("WASM and plain JavaScript are there wherever Node is, and multiply alike", async () => {
  for (const backend of ["wasm", "cpu"] as const) {
    expect((await startTensorflow(backend)).backend).toBe(backend);
    expect(tf.getBackend()).toBe(backend);
    expect([...tf.matMul([[1, 2]], [[3], [4]]).dataSync()]).toEqual([11]);
  }
});

test("auto takes one that works, and says why none that is better", async () => {
  const { backend, description } = await startTensorflow("auto", "live");
  expect(description).toMatch(/^TensorFlow\.js on /);
  if (backend !== "cuda") expect(description).toMatch(/no cuda: .*; no webgpu: /);
});

test("auto trains on what trains fastest: WebGPU only when it is asked for", async () => {
  const { backend, description } = await startTensorflow("auto");
  expect(backend).not.toBe("webgpu");
  if (backend !== "cuda") expect(description).toContain("no webgpu: only when asked for");
});

test("a backend that is asked for and not to be had is an error that names it", async () => {
  const asked = startTensorflow("webgpu", "live");
  await expect(asked).rejects.toThrow(ConfigError);
  await expect(asked).rejects.toThrow(/backend: webgpu is not to be had here: .*expected auto or another/);
});
