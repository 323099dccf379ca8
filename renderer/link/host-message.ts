import * as v from "valibot";
import { BODY_PARTS } from "../../shared/body-parts.ts";
import {
  GENERATOR_NAMES,
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterName,
  type ParameterValues,
} from "../../shared/commands/parameters.ts";
import { CHANGES } from "../../shared/desk/requests.ts";
import { LANGUAGES } from "../../shared/languages/languages.ts";
import { DETECTOR_SIZES, type HostMessage, TRACKS_PATH } from "../../shared/messages.ts";
import { MUSIC_SOURCES } from "../../shared/music.ts";
import { isPossible } from "../../shared/picture/placement.ts";
import { NO_POSE } from "../../shared/pose.ts";
import { PRACTICE_PHASES } from "../../shared/practice.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import { GESTURES, IGNORED, MODES, STAGE_EVENTS, TURNS } from "../../shared/stage.ts";
import { PracticeMessageSchema } from "./practice-message.ts";
import { SurfaceSchema } from "./surface-message.ts";

const n = v.number();
const plane = v.object({ x: n, y: n });
const percentiles = v.object({ p50: n, p95: n });

function joints<T extends v.GenericSchema>(joint: T) {
  return v.pipe(v.array(v.nullable(joint)), v.length(JOINT_COUNT));
}

const generator = v.picklist(GENERATOR_NAMES);

const figure = v.object({
  image: joints(v.object({ x: n, y: n, score: n })),
  body: joints(v.object({ x: n, y: n, z: n })),
  root: v.object({ x: n, y: n, z: n }),
  centre: plane,
  velocity: plane,
  energy: n,
  generator: v.exactOptional(v.nullable(generator)),
});

const parameters = v.object(
  Object.fromEntries(PARAMETER_NAMES.map((name) => [name, schemaOf(PARAMETERS[name].argument)])),
) as unknown as v.GenericSchema<ParameterValues>;

function schemaOf(argument: (typeof PARAMETERS)[ParameterName]["argument"]) {
  if (argument.kind === "choice") return v.picklist(argument.names);
  return argument.kind === "number" ? n : v.boolean();
}

const practice = v.object({
  reference: v.string(),
  phase: v.picklist(PRACTICE_PHASES),
  pass: n,
  stretch: v.object({ begin: n, end: n }),
  position: n,
  speed: n,
  mirrored: v.boolean(),
  count: v.nullable(n),
  agreement: v.nullable(v.object(v.entriesFromList(BODY_PARTS, n))),
});

const stageFrame = v.object({
  frame: n,
  t: n,
  width: n,
  height: n,
  mode: v.picklist(MODES),
  blackout: v.boolean(),
  frozen: v.boolean(),
  parameters,
  blend: v.array(v.object({ style: v.string(), weight: n })),
  people: v.array(
    v.object({
      id: n,
      live: figure,
      shown: v.exactOptional(v.nullable(figure)),
      partner: v.nullable(figure),
      turn: v.picklist(TURNS),
      phraseSeconds: n,
      progress: n,
      options: v.array(figure),
      grid: v.nullable(v.object({ ...plane.entries, width: n, height: n })),
      chosen: v.nullable(n),
      gesture: v.nullable(v.object({ gesture: v.picklist(GESTURES), cell: v.nullable(n), progress: n })),
      foreseen: v.nullable(n),
      nextGenerator: generator,
    }),
  ),
  alone: v.nullable(figure),
  events: v.array(v.object({ event: v.picklist(STAGE_EVENTS), id: n })),
  reason: v.nullable(v.picklist(NO_POSE)),
  ignored: v.array(v.object({ why: v.picklist(IGNORED), x: n, y: n })),
  music: v.nullable(
    v.object({
      ...{ from: v.picklist(MUSIC_SOURCES), t: n, tempo: n, beat: n, beatsPerBar: n, downbeat: n },
      ...{ confidence: n, energy: n, onset: n, brightness: n },
    }),
  ),
  practice: v.nullable(practice),
  timing: v.object({ detect: n, predict: n, total: n }),
});

const placement = v.pipe(
  v.object({
    corners: v.tuple([plane, plane, plane, plane]),
    ...{ turns: n, flippedAcross: v.boolean(), flippedDown: v.boolean() },
    softEdges: v.tuple([n, n, n, n]),
    gamma: n,
    mask: v.array(plane),
  }),
  v.check((placed) => isPossible(placed)),
);

const onMap = v.array(v.object({ ...plane.entries, id: n }));

const HostMessageSchema = v.variant("tag", [
  v.object({ tag: v.literal("stage"), frame: stageFrame, captured: v.exactOptional(n) }),
  v.object({ tag: v.literal("map"), dancers: onMap, partners: onMap }),
  PracticeMessageSchema,
  v.object({ tag: v.literal("placements"), screens: v.record(v.string(), placement) }),
  v.object({
    tag: v.literal("track"),
    path: v.nullable(v.pipe(v.string(), v.startsWith(TRACKS_PATH))),
    ...{ position: n, t: n, speed: n },
    loops: v.boolean(),
  }),
  v.object({
    tag: v.literal("instructions"),
    camera: v.picklist(["pixels", "poses", "off"]),
    detectorSize: v.picklist(DETECTOR_SIZES),
    maxPeople: n,
    frameSize: n,
    language: v.picklist(["auto", ...LANGUAGES]),
    languages: v.pipe(v.array(v.picklist(LANGUAGES)), v.maxLength(LANGUAGES.length)),
    wantedCamera: v.nullable(v.string()),
    ears: v.boolean(),
    wantedEars: v.nullable(v.string()),
    midi: v.nullable(v.string()),
    timecode: v.nullable(v.object({ device: v.string(), channel: n })),
    surface: v.nullable(SurfaceSchema),
  }),
  v.object({
    tag: v.literal("status"),
    engine: v.picklist(["starting", "running", "restarting"]),
    hours: v.object({
      ...{ open: v.boolean(), byHand: v.boolean(), zone: v.string() },
      next: v.nullable(v.object({ at: n, open: v.boolean() })),
    }),
    source: v.string(),
    cameras: v.array(v.object({ label: v.string(), used: v.boolean(), fault: v.nullable(v.string()) })),
    detector: v.string(),
    model: v.string(),
    modelName: v.string(),
    models: v.array(v.string()),
    backend: v.string(),
    styles: v.array(v.string()),
    generator: v.string(),
    missingGenerators: v.record(generator, v.string()),
    missingModes: v.record(v.picklist(MODES), v.string()),
    cameraFps: n,
    engineFps: n,
    detect: percentiles,
    predict: percentiles,
    total: percentiles,
    dropped: n,
    frameAge: v.nullable(n),
    latency: v.nullable(n),
    ignored: v.string(),
    foreseen: v.string(),
    music: v.string(),
    recording: v.string(),
    record: v.boolean(),
    memory: v.object({ host: n, engine: v.nullable(n) }),
    osc: v.array(v.object({ destination: v.string(), sent: n, failed: n, error: v.nullable(v.string()) })),
    desk: v.array(v.string()),
    operatorMessages: v.array(v.object({ line: v.string(), since: n, count: n, alike: v.boolean() })),
  }),
  // Who asked knows what the answer is.
  v.object({ tag: v.literal("reply"), id: n, answer: v.unknown() }),
  v.object({ tag: v.literal("reply"), id: n, refused: v.string() }),
  v.object({ tag: v.picklist(["reset", "reload"]) }),
  v.object({ tag: v.literal("changed"), what: v.picklist(CHANGES) }),
]);

/** The message; null when it is none: for example from a host of another version than this page. */
export function parseHostMessage(value: unknown): HostMessage | null {
  const result = v.safeParse(HostMessageSchema, value, { abortEarly: true });
  return result.success ? result.output : null;
}
