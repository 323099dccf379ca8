import type { Clock } from "../../../shared/clock.ts";
import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Log } from "../../system/log.ts";
import type { PerformersFrame } from "../performers/performers.ts";
import { Channel } from "./channel.ts";
import { type Destination, destinationName, type Endpoint } from "./destination.ts";
import { Row } from "./row.ts";
import { Rows } from "./rows.ts";
import { SCENE } from "./table/scene.ts";
import { createResolver, type Resolve } from "./wire/resolver.ts";
import { Sender } from "./wire/sender.ts";

const BEAT: Seconds = 0.5;
/** Without a frame for so long, the scene says so. */
const SILENCE: Seconds = 1;

export interface OscOptions {
  readonly destinations: readonly Destination[];
  readonly log: Log;
  readonly clock: Clock;
  /** Calls `action` every so many seconds until the returned function is called. */
  readonly every?: (seconds: Seconds, action: () => void) => () => void;
  readonly resolve?: Resolve;
}

export interface OscOutput {
  readonly description: string;
  /** The numbers as they are now, for those who ask by other ways. */
  readonly rows: Rows;
  readonly scene: readonly Row<never>[];
  send(cast: PerformersFrame): void;
  close(): void;
  /** No frames come for now: the scene says so at once. */
  rest(): void;
  status(): Status["osc"];
  /** Sends to these from now on. One that has not changed stays connected. */
  redirect(destinations: readonly Destination[]): void;
}

/**
 * StageFrame -> what each destination wants of it, and scene and heartbeat twice a second, with or without frames.
 * A destination that cannot be reached is named in the status and tried again; the others do not notice.
 */
export function createOscOutput(options: OscOptions): OscOutput {
  const { log, clock, every = onTimer, resolve = createResolver() } = options;
  const rows = new Rows();
  const scene = SCENE.map((address) => new Row(address));
  let routes: readonly Route[] = [];
  let newest: { readonly frame: PerformersFrame["stage"]; readonly at: Seconds } | null = null;
  let counted = 0;
  let beat = 0;
  let beatAt = clock.now();

  function redirect(destinations: readonly Destination[]): void {
    const [channels, senders] = [new Map(routes.map(({ look, channel }) => [look, channel])), [...routes]];
    const open = (way: Endpoint) => new Sender({ ...way, name: destinationName(way) }, resolve, clock, log);
    routes = destinations.map((destination) => {
      const [look, way] = [lookOf(destination), wayOf(destination)];
      const channel = channels.get(look) ?? new Channel(destination, { rows, scene });
      channels.set(look, channel);
      const same = senders.findIndex((route) => route.way === way);
      const kept = senders.splice(same, same < 0 ? 0 : 1)[0];
      return {
        look,
        way,
        channel,
        name: destinationName(destination),
        sender: kept?.sender ?? open(destination),
      };
    });
    for (const { sender } of senders) sender.close();
    for (const { sender } of routes) sender.tend();
  }

  /** What destinations of one look are told is packed once for all of them. */
  function send(packetsOf: (channel: Channel, held: boolean) => readonly Buffer[]): void {
    const held = routes.some(({ sender }) => sender.holds);
    const packed = new Map<Channel, readonly Buffer[]>();
    for (const { channel, sender } of routes) {
      const packets = packed.get(channel) ?? packetsOf(channel, held);
      packed.set(channel, packets);
      sender.send(packets);
    }
  }

  function tellScene(): void {
    const now = clock.now();
    const silent = newest === null || now - newest.at > SILENCE;
    const first = silent ? undefined : newest?.frame.people[0];
    const subject = {
      mode: newest?.frame.mode ?? "shadow",
      turn: first?.turn ?? "listening",
      progress: first?.progress ?? 0,
      blackout: newest?.frame.blackout ?? false,
      frozen: newest?.frame.frozen ?? false,
      reason: silent ? "frames-late" : (newest?.frame.reason ?? null),
      fps: now > beatAt ? counted / (now - beatAt) : 0,
      beat: beat++,
    } as const;
    counted = 0;
    beatAt = now;
    for (const row of scene) row.fill(subject);
    send((channel, held) => channel.beat(now, held));
  }

  redirect(options.destinations);
  const stop = every(BEAT, () => {
    for (const { sender } of routes) sender.tend();
    tellScene();
  });

  return {
    ...{ rows, scene },
    get description() {
      if (routes.length === 0) return "no OSC";
      return `OSC to ${routes.map(({ name }) => name).join(", ")}`;
    },
    send(cast) {
      const now = clock.now();
      newest = { frame: cast.stage, at: now };
      counted++;
      rows.update(cast, now);
      send((channel, held) => channel.frame(cast, now, held));
    },
    rest() {
      if (newest) newest = { ...newest, at: Number.NEGATIVE_INFINITY };
      tellScene();
    },
    status: () => routes.map(({ sender }) => sender.status()),
    redirect,
    close() {
      stop();
      for (const { sender } of routes) sender.close();
    },
  };
}

/** Where one destination's packets come from, and by which way they leave. */
interface Route {
  readonly name: string;
  readonly look: string;
  readonly way: string;
  readonly channel: Channel;
  readonly sender: Sender;
}

const wayOf = ({ host, port, transport }: Endpoint): string => JSON.stringify([host, port, transport]);

const lookOf = ({ host: _h, port: _p, transport: _t, groups, ...look }: Destination): string =>
  JSON.stringify({ ...look, groups: [...groups].sort() });

function onTimer(seconds: Seconds, action: () => void): () => void {
  const timer = setInterval(action, seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
