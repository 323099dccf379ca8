import * as v from "valibot";
import { DETECTOR_SIZES, type HostMessage } from "../../shared/messages.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import { MODES } from "../../shared/stage.ts";

const n = v.number();
const plane = v.object({ x: n, y: n });
const percentiles = v.object({ p50: n, p95: n });

function joints<T extends v.GenericSchema>(joint: T) {
  return v.pipe(v.array(v.nullable(joint)), v.length(JOINT_COUNT));
}

const figure = v.object({
  image: joints(v.object({ x: n, y: n, score: n })),
  body: joints(v.object({ x: n, y: n, z: n })),
  root: v.object({ x: n, y: n, z: n }),
  centre: plane,
  velocity: plane,
  energy: n,
});

const stageFrame = v.object({
  frame: n,
  t: n,
  width: n,
  height: n,
  mode: v.picklist(MODES),
  blackout: v.optional(v.boolean(), false),
  frozen: v.optional(v.boolean(), false),
  people: v.array(
    v.object({
      id: n,
      live: figure,
      partner: v.nullable(figure),
      turn: v.picklist(["listening", "answering"]),
      phraseSeconds: n,
      progress: n,
    }),
  ),
  events: v.array(v.object({ event: v.picklist(["enter", "leave", "phrase-start", "phrase-end"]), id: n })),
  reason: v.nullable(v.picklist(["nobody", "too-dark", "camera-gone", "frames-late"])),
  timing: v.object({ detect: n, predict: n, total: n }),
});

const HostMessageSchema = v.variant("tag", [
  v.object({ tag: v.literal("stage"), frame: stageFrame }),
  v.object({
    tag: v.literal("instructions"),
    camera: v.picklist(["pixels", "poses", "off"]),
    detectorSize: v.picklist(DETECTOR_SIZES),
    maxPeople: n,
    frameSize: n,
  }),
  v.object({
    tag: v.literal("status"),
    engine: v.picklist(["starting", "running", "restarting"]),
    source: v.string(),
    detector: v.string(),
    model: v.string(),
    backend: v.string(),
    cameraFps: n,
    engineFps: n,
    detect: percentiles,
    predict: percentiles,
    total: percentiles,
    dropped: n,
    frameAge: v.nullable(n),
    osc: v.array(v.object({ destination: v.string(), sent: n, failed: n, error: v.nullable(v.string()) })),
    notices: v.array(v.string()),
  }),
]);

/** The message; null when it is none: for example from a host of another version than this page. */
export function parseHostMessage(value: unknown): HostMessage | null {
  const result = v.safeParse(HostMessageSchema, value, { abortEarly: true });
  return result.success ? result.output : null;
}
