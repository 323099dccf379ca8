import * as v from "valibot";
import { choice, setting, text } from "../schema/kinds.ts";

/** What TensorFlow.js runs on, in the order in which "auto" tries them. */
export const BACKENDS = ["cuda", "webgpu", "wasm", "cpu"] as const;

/** Settings of the networks: which model, and on what it runs. */
export const RUNTIME_SETTINGS = {
  accelerator: setting(
    choice(["auto", "webgpu", "wasm"]),
    "auto",
    "what LiteRT finds poses with, where auto is WebGPU if there is an adapter",
  ),
  archive: setting(
    v.nullable(text("the path of a folder of takes")),
    null,
    "folder of takes that the mode archive dances, the generator graph walks through, and styles are taken from",
  ),
  backend: setting(
    choice(["auto", ...BACKENDS]),
    "auto",
    "what TensorFlow.js predicts with, where auto takes the first that works here",
  ),
  model: setting(text("the path of a model folder"), "models/first", "folder of the continuation model"),
  phrases: setting(
    text("the path of a model folder"),
    "models/phrases",
    "folder of the space of phrases that the generator phrase-vae draws from",
  ),
  fact: setting(
    text("the path of a model folder"),
    "models/fact",
    "folder of the model that the generator fact dances with",
  ),
} as const;

const schema = v.strictObject(RUNTIME_SETTINGS);

export type RuntimeSettings = Readonly<v.InferOutput<typeof schema>>;
