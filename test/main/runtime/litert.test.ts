import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { NetworkRuntime } from "../../../main/engine/pose/blazepose/runtime.ts";
import { loadLiteRt } from "../../../main/runtime/litert.ts";
import { whyMissing } from "../../../main/runtime/on-request.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import type { ImageJoints } from "../../../shared/pose.ts";
import { clip } from "../../support/clip.ts";
import { isHere } from "../../support/is-here.ts";

vi.setConfig({ testTimeout: 180_000 });

/** A graphics card in software, as Debian's chromium brings it. */
const SWIFTSHADER = "/usr/lib/chromium/vk_swiftshader_icd.json";
const NO_DRIVER = "/nowhere/no_icd.json";
const NO_DAWN = whyMissing("webgpu");
/** Inputs of pose_landmark_lite. */
const PIXELS = 256 * 256 * 3;

let runtime: NetworkRuntime | undefined;
afterEach(() => {
  runtime?.dispose();
  runtime = undefined;
});

async function landmarkNetwork(threads: number) {
  runtime = await loadLiteRt({ accelerator: "wasm", threads });
  const network = await runtime.compile("pose_landmark_lite");
  const input = Float32Array.from({ length: PIXELS }, (_, i) => ((i * 7919) % 251) / 250);
  return { network, input, outputs: network.outputSizes.map((size) => new Float32Array(size)) };
}

describe("LiteRT in plain Node", () => {
  test.each([
    [1, "LiteRT WASM, 1 thread"],
    [2, "LiteRT WASM, 2 threads"],
  ])("runs a network on %i threads and says so", async (threads, description) => {
    const { network, input, outputs } = await landmarkNetwork(threads);
    expect(runtime!.description).toBe(description);
    expect(network.outputSizes.toSorted((a, b) => a - b)).toEqual([1, 117, 195, 65536, 159744]);
    await network.run(input, outputs);
    for (const output of outputs) {
      expect(output.every(Number.isFinite)).toBe(true);
      expect(output.some((value) => value !== 0)).toBe(true);
    }
  });

  test("gives the same for the same, and fetches only what is asked for", async () => {
    const { network, input, outputs } = await landmarkNetwork(2);
    await network.run(input, outputs);
    const first = outputs.map((output) => output.slice());
    const landmarks = network.outputSizes.indexOf(195);
    outputs[landmarks]!.fill(0);
    outputs[0 === landmarks ? 1 : 0]!.fill(7);
    await network.run(
      input,
      outputs.map((output, k) => (k === landmarks ? output : null)),
    );
    expect(outputs[landmarks]).toEqual(first[landmarks]);
    expect(outputs[0 === landmarks ? 1 : 0]!.every((value) => value === 7)).toBe(true);
  });

  test("leaves no trace of the page that it believes to be in", async () => {
    const names = ["self", "navigator", "importScripts", "Worker", "Module", "ModuleFactory"];
    const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
    await landmarkNetwork(2);
    expect(names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))).toEqual(before);
  });

  test("keeps its memory flat", async () => {
    const { network, input, outputs } = await landmarkNetwork(1);
    const run = async (times: number) => {
      for (let i = 0; i < times; i++) await network.run(input, outputs);
      return process.memoryUsage().rss;
    };
    const before = await run(40);
    // Of the two large outputs (65536 and 159744 floats) the smaller one, kept by mistake, would be 21 MB.
    expect((await run(80)) - before).toBeLessThan(15e6);
  });
});

describe("the accelerator", () => {
  /** Looks at the still in a process that finds the graphics drivers of `icd` and no others. */
  async function look(accelerator: string, threads: number, icd: string) {
    const script = join(projectRoot, "test/support/look-once.ts");
    const env = { ...process.env, VK_ICD_FILENAMES: icd, VK_DRIVER_FILES: icd };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, clip("standing.jpg"), accelerator, `${threads}`],
      { env },
    );
    return JSON.parse(stdout) as { description: string; image: ImageJoints };
  }

  function farthest(a: ImageJoints, b: ImageJoints): number {
    return Math.max(...a.map((joint, k) => Math.hypot(joint!.x - b[k]!.x, joint!.y - b[k]!.y)));
  }

  const linux = isHere("Linux", process.platform === "linux");
  describe.runIf(linux)("without a graphics card, or Dawn to find it", () => {
    const reason = NO_DAWN ?? "no WebGPU adapter found";

    test("is WASM, and the reason is said", async () => {
      const { description, image } = await look("auto", 1, NO_DRIVER);
      expect(description).toBe(`LiteRT WASM, 1 thread (${reason})`);
      expect(image[0]!.score).toBeGreaterThan(0.9);
    });

    test("cannot be WebGPU: one line says what is missing", async () => {
      await expect(look("webgpu", 1, NO_DRIVER)).rejects.toThrow(
        `accelerator: ${reason}; expected a graphics card`,
      );
    });
  });

  const swiftShader =
    isHere("webgpu (npm run setup:webgpu)", NO_DAWN === null) && isHere(SWIFTSHADER, existsSync(SWIFTSHADER));
  describe.runIf(swiftShader)("with a graphics card played by the processor", () => {
    test("is WASM all the same, unless WebGPU is asked for by name", async () => {
      const { description } = await look("auto", 1, SWIFTSHADER);
      expect(description).toMatch(
        /^LiteRT WASM, 1 thread \(SwiftShader.* is no graphics card but software\)$/,
      );
    });

    test("sees the same on WebGPU as on WASM", async () => {
      const gpu = await look("webgpu", 2, SWIFTSHADER);
      expect(gpu.description).toMatch(/^LiteRT WebGPU \(SwiftShader/);
      const cpu = await look("wasm", 2, SWIFTSHADER);
      expect(farthest(gpu.image, cpu.image)).toBeLessThan(0.002);
    });
  });
});
