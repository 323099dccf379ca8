import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import type { Settings } from "../../config/settings.ts";
import { dance } from "../../engine/loop.ts";
import { openDemo } from "../../inputs/demo.ts";
import type { Destination } from "../../outputs/osc/destination/destination.ts";
import type { DestinationSettings } from "../../outputs/osc/destination/destination-schema.ts";
import { completeDestination } from "../../outputs/osc/destination/preset.ts";
import { createOscOutput } from "../../outputs/osc/osc-output.ts";
import { Performers } from "../../outputs/performers/performers.ts";
import { loadEngine } from "../../process/engine-loader.ts";
import { machineClock } from "../../system/clock.ts";
import { type JobContext, step } from "../../system/job.ts";
import { createLog } from "../../system/log/log.ts";
import { Measurements } from "../../system/percentiles.ts";

/** A frame of two people and partners to several destinations, from the StageFrame until all packets are written. */
export interface OscSpeed {
  readonly destinations: number;
  /** Milliseconds a frame. */
  readonly p50: number;
  readonly p95: number;
}

const LOCAL = { host: "127.0.0.1", port: 9 } as const;
/** Of every transport and split, some with presets. The ports are those of the receivers that are opened here. */
const DESTINATIONS: readonly DestinationSettings[] = [
  LOCAL,
  { ...LOCAL, split: "value" },
  { ...LOCAL, bundles: false, groups: ["frame", "signals", "phrase"] },
  { ...LOCAL, transport: "tcp" },
  { ...LOCAL, transport: "tcp-slip", split: "keypoint", scale: [0, 100] },
  { ...LOCAL, smoothing: 0.5 },
  { ...LOCAL, preset: "grandma3" },
  { ...LOCAL, preset: "tuio" },
];
const FRAMES = 300;
/** Not counted: until connections are open, caches are warm and the compiler is done. */
const WARM_UP = 200;
const PAUSE_MS = 5;

export async function measureOsc(settings: Settings, context: JobContext): Promise<OscSpeed> {
  const frames = await danceOfTwo(settings, WARM_UP + FRAMES);
  const receivers = await Promise.all([receiveUdp(), receiveTcp()]);
  const [udp, tcp] = receivers;
  const destinations = DESTINATIONS.map((one): Destination => {
    const destination = completeDestination(one, "/continuo");
    return { ...destination, port: destination.transport === "udp" ? udp.port : tcp.port };
  });
  const log = createLog({ stream: { write: (line) => context.note(line.trimEnd()) } });
  const output = createOscOutput({ destinations, clock: machineClock, log });
  const performers = new Performers();
  const milliseconds = new Measurements(FRAMES);
  try {
    for (const [n, frame] of frames.entries()) {
      await sleep(PAUSE_MS);
      const begun = performance.now();
      output.send(performers.update(frame, machineClock.now()));
      // Streams are written when the datagrams have left.
      await new Promise<void>((resolve) => process.nextTick(resolve));
      if (n >= WARM_UP) milliseconds.add(performance.now() - begun);
      await step(context, { phase: "measuring OSC", unit: "frame", done: n, total: frames.length });
    }
  } finally {
    output.close();
    for (const { close } of receivers) close();
  }
  return { destinations: destinations.length, ...milliseconds.percentiles() };
}

/** The demo dancer and partner, twice side by side. */
async function danceOfTwo(settings: Settings, count: number): Promise<readonly StageFrame[]> {
  const loaded = await loadEngine({ tag: "configure", settings, detectorSize: null });
  const controls = initialControls(settings);
  const engine = loaded.begin({ tag: "begin", controls, firstFrame: 0, firstId: 1 });
  const frames: StageFrame[] = [];
  try {
    for await (const frame of dance((await openDemo()).frames(), engine)) {
      const [person] = frame.people;
      if (person?.partner) frames.push({ ...frame, people: [person, { ...person, id: person.id + 1 }] });
      if (frames.length === count) break;
    }
  } finally {
    loaded.dispose();
  }
  return frames;
}

interface Receiver {
  readonly port: number;
  readonly close: () => void;
}

async function receiveUdp(): Promise<Receiver> {
  const socket = createSocket("udp4")
    .on("error", () => {})
    .bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { port: socket.address().port, close: () => socket.close() };
}

async function receiveTcp(): Promise<Receiver> {
  const server = createServer((socket) => socket.on("error", () => {}).resume());
  server.on("error", () => {}).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
