import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { NetworkName } from "../engine/pose/blazepose/runtime.ts";

const folder = dirname(createRequire(import.meta.url).resolve("@mediapipe/pose/package.json"));

/** The file that holds a network of BlazePose, as the package @mediapipe/pose brings it. */
export function weightsFile(name: NetworkName): string {
  // The package calls this one "packed assets", but it is the plain TensorFlow Lite model, byte for byte.
  return join(folder, name === "pose_detection" ? "pose_solution_packed_assets.data" : `${name}.tflite`);
}
