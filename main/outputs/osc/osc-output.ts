import type { Clock } from "../../../shared/clock.ts";
import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { Log } from "../../log.ts";
import type { CastFrame } from "../cast/cast.ts";
import { Channel } from "./channel.ts";
import { type Destination, destinationName } from "./destination.ts";
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
  send(cast: CastFrame): void;
  close(): void;
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
  let channels: readonly { readonly destination: Destination; readonly channel: Channel }[] = [];
  let newest: { readonly frame: CastFrame["stage"]; readonly at: Seconds } | null = null;
  let counted = 0;
  let beat = 0;
  let beatAt = clock.now();

  function open(destination: Destination): Channel {
    const sender = new Sender({ ...destination, name: destinationName(destination) }, resolve, clock, log);
    return new Channel(destination, { rows, scene, sender });
  }

  function redirect(destinations: readonly Destination[]): void {
    const before = [...channels];
    channels = destinations.map((destination) => {
      const same = before.findIndex(
        (one) => one.destination === destination || sameAs(one.destination, destination),
      );
      const kept = before.splice(same, same < 0 ? 0 : 1)[0];
      return kept ?? { destination, channel: open(destination) };
    });
    for (const { channel } of before) channel.close();
    for (const { channel } of channels) channel.tend();
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
    for (const { channel } of channels) channel.beat(now);
  }

  redirect(options.destinations);
  const stop = every(BEAT, () => {
    for (const { channel } of channels) channel.tend();
    tellScene();
  });

  return {
    ...{ rows, scene },
    get description() {
      if (channels.length === 0) return "no OSC";
      return `OSC to ${channels.map(({ destination }) => destinationName(destination)).join(", ")}`;
    },
    send(cast) {
      newest = { frame: cast.stage, at: clock.now() };
      counted++;
      rows.update(cast);
      for (const { channel } of channels) channel.frame(cast, newest.at);
    },
    status: () => channels.map(({ channel }) => channel.status()),
    redirect,
    close() {
      stop();
      for (const { channel } of channels) channel.close();
    },
  };
}

function sameAs(a: Destination, b: Destination): boolean {
  const plain = (destination: Destination) =>
    JSON.stringify({ ...destination, groups: [...destination.groups] });
  return plain(a) === plain(b);
}

function onTimer(seconds: Seconds, action: () => void): () => void {
  const timer = setInterval(action, seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
