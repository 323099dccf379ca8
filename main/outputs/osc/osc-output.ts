import type { Clock } from "../../../shared/clock.ts";
import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { musicSignals } from "../../motion/signals/music-signals.ts";
import type { Log } from "../../system/log/log.ts";
import type { PerformersFrame } from "../performers/performers.ts";
import { type After, type Beat, BeatTimer } from "./beat-timer.ts";
import { type Destination, destinationName, type Endpoint } from "./destination/destination.ts";
import { FormatEncoder } from "./format-encoder.ts";
import { FrameValues } from "./table/frame-values.ts";
import { SCENE_ADDRESSES } from "./table/scene.ts";
import { type TableLine, Values } from "./table/values.ts";
import { createResolver, type Resolve } from "./wire/resolver.ts";
import { Sender } from "./wire/sender.ts";

/** Between two messages of scene and heartbeat. */
const SCENE_PERIOD: Seconds = 0.5;
/** Without a frame for so long, the scene says so. */
const SILENCE: Seconds = 1;

export interface OscOptions {
  readonly destinations: readonly Destination[];
  readonly log: Log;
  readonly clock: Clock;
  /** Calls `action` every so many seconds until the returned function is called. */
  readonly every?: (seconds: Seconds, action: () => void) => () => void;
  readonly after?: After;
  readonly resolve?: Resolve;
}

export interface OscOutput {
  readonly description: string;
  /** The numbers of the address table as they are now, for OSCQuery. */
  readonly values: FrameValues;
  readonly scene: readonly TableLine[];
  send(frame: PerformersFrame): void;
  close(): void;
  /** No frames come for now: the scene says so at once. */
  rest(): void;
  status(): Status["osc"];
  /** Sends to these from now on. An endpoint that has not changed stays connected, a format keeps its smoothing. */
  redirect(destinations: readonly Destination[]): void;
}

/**
 * PerformersFrame -> what each destination wants of it, the beats of the music when they fall, and scene and heartbeat
 * twice a second, with or without frames. A destination that cannot be reached is named in the status and tried again;
 * the others do not notice.
 */
export function createOscOutput(options: OscOptions): OscOutput {
  const { log, clock, every = onTimer, after = onceByTimer, resolve = createResolver() } = options;
  const values = new FrameValues();
  const scene = SCENE_ADDRESSES.map((address) => new Values(address));
  let routes: readonly Route[] = [];
  let newest: { readonly frame: PerformersFrame; readonly at: Seconds } | null = null;
  let frames = 0;
  let heartbeat = 0;
  let heartbeatAt = clock.now();
  const beats = new BeatTimer({ clock, after, onBeat: sendBeat });

  function redirect(destinations: readonly Destination[]): void {
    const encoders = new Map(routes.map(({ format, encoder }) => [format, encoder]));
    const unused = [...routes];
    routes = destinations.map((destination): Route => {
      const [format, endpoint] = [formatKey(destination), endpointKey(destination)];
      const encoder = encoders.get(format) ?? new FormatEncoder(destination, values, scene);
      encoders.set(format, encoder);
      const same = unused.findIndex((route) => route.endpoint === endpoint);
      const [kept] = same < 0 ? [] : unused.splice(same, 1);
      const name = destinationName(destination);
      const sender = kept?.sender ?? new Sender({ ...destination, name: `OSC ${name}` }, resolve, clock, log);
      return { name, format, endpoint, encoder, sender };
    });
    for (const { sender } of unused) sender.close();
    for (const { sender } of routes) sender.tend();
  }

  /** Encodes once for all destinations of one format. */
  function send(encode: (encoder: FormatEncoder) => readonly Buffer[]): void {
    const packets = new Map<FormatEncoder, readonly Buffer[]>();
    for (const { encoder } of routes) if (!packets.has(encoder)) packets.set(encoder, encode(encoder));
    for (const { encoder, sender } of routes) sender.send(packets.get(encoder) ?? []);
  }

  function sendBeat(beat: Beat): void {
    if (!newest) return;
    const { music } = beat;
    values.music.fall(beat);
    const frame = { ...newest.frame, music, musicSignals: musicSignals(music, music.t) };
    send((encoder) => encoder.beat(frame, beat));
  }

  function sendScene(): void {
    const now = clock.now();
    const silent = newest === null || now - newest.at > SILENCE;
    const first = silent ? undefined : newest?.frame.stage.people[0];
    const reason = newest?.frame.stage.reason ?? null;
    const open = reason !== "closed";
    const subject = {
      mode: newest?.frame.stage.mode ?? "shadow",
      turn: first?.turn ?? "listening",
      progress: first?.progress ?? 0,
      blackout: newest?.frame.stage.blackout ?? false,
      frozen: newest?.frame.stage.frozen ?? false,
      reason: silent && open ? "frames-late" : reason,
      open,
      fps: now > heartbeatAt ? frames / (now - heartbeatAt) : 0,
      beat: heartbeat++,
    } as const;
    frames = 0;
    heartbeatAt = now;
    for (const line of scene) line.update(subject);
    send((encoder) => encoder.scene(now));
  }

  redirect(options.destinations);
  const stop = every(SCENE_PERIOD, () => {
    for (const { sender } of routes) sender.tend();
    sendScene();
  });

  return {
    ...{ values, scene },
    get description() {
      if (routes.length === 0) return "no OSC";
      return `OSC to ${routes.map(({ name }) => name).join(", ")}`;
    },
    send(frame) {
      const now = clock.now();
      newest = { frame, at: now };
      frames++;
      values.update(frame, now);
      beats.follow(frame.music);
      send((encoder) => encoder.frame(frame, now));
    },
    rest() {
      if (newest) newest = { ...newest, at: Number.NEGATIVE_INFINITY };
      sendScene();
    },
    status: () => routes.map(({ name, sender }) => ({ destination: name, ...sender.status() })),
    redirect,
    close() {
      stop();
      beats.close();
      for (const { sender } of routes) sender.close();
    },
  };
}

/** One destination: what encodes for it, and what sends to it. */
interface Route {
  readonly name: string;
  readonly format: string;
  readonly endpoint: string;
  readonly encoder: FormatEncoder;
  readonly sender: Sender;
}

const endpointKey = ({ host, port, transport, interface: card }: Endpoint): string =>
  JSON.stringify([host, port, transport, card]);

const formatKey = ({
  host: _h,
  port: _p,
  transport: _t,
  interface: _i,
  groups,
  ...format
}: Destination): string => JSON.stringify({ ...format, groups: [...groups].sort() });

function onTimer(seconds: Seconds, action: () => void): () => void {
  const timer = setInterval(action, seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}

function onceByTimer(seconds: Seconds, action: () => void): () => void {
  const timer = setTimeout(action, seconds * 1000);
  timer.unref();
  return () => clearTimeout(timer);
}
