import type { Clock } from "../../../shared/clock.ts";
import type { Status } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import type { Log } from "../../log.ts";
import type { Output } from "../output.ts";
import { packBundles } from "./bundle.ts";
import { type Destination, destinationName } from "./destination.ts";
import { FramePackets } from "./frame-packets.ts";
import { PackedMessage } from "./packed-message.ts";
import { createResolver, type Resolve } from "./resolver.ts";
import { Sender } from "./sender.ts";
import { SCENE } from "./table/scene.ts";

const BEAT: Seconds = 0.5;
/** Without a frame for so long, the scene says so. */
const SILENCE: Seconds = 1;

export interface OscOptions {
  readonly destinations: readonly Destination[];
  /** What every address begins with, such as "/continuo". */
  readonly prefix: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Calls `action` every so many seconds until the returned function is called. */
  readonly every?: (seconds: Seconds, action: () => void) => () => void;
  readonly resolve?: Resolve;
}

export interface OscOutput extends Output {
  status(): Status["osc"];
}

/**
 * StageFrame -> one bundle a frame to each destination, and scene and heartbeat twice a second, with or without
 * frames. A destination that cannot be reached is named in the status and tried again; the others do not notice.
 */
export function createOscOutput(options: OscOptions): OscOutput {
  const { destinations, prefix, log, clock, every = onTimer, resolve = createResolver() } = options;
  const senders = destinations.map((destination) => new Sender(destination, resolve, clock, log));
  const frames = new FramePackets(prefix);
  const scene = SCENE.map((address) => new PackedMessage(address, prefix + address.path));
  let newest: { readonly frame: StageFrame; readonly at: Seconds } | null = null;
  let counted = 0;
  let beat = 0;
  let beatAt = clock.now();

  function sendAll(packets: readonly Buffer[]): void {
    for (const sender of senders) for (const packet of packets) sender.send(packet);
  }

  function sendScene(): void {
    const now = clock.now();
    const silent = newest === null || now - newest.at > SILENCE;
    const first = silent ? undefined : newest?.frame.people[0];
    const subject = {
      mode: newest?.frame.mode ?? "shadow",
      turn: first?.turn ?? "listening",
      progress: first?.progress ?? 0,
      reason: silent ? "frames-late" : (newest?.frame.reason ?? null),
      fps: now > beatAt ? counted / (now - beatAt) : 0,
      beat: beat++,
    } as const;
    counted = 0;
    beatAt = now;
    sendAll(packBundles([], [scene.map((message) => message.fill(subject))]));
  }

  const tend = () => {
    for (const sender of senders) sender.tend();
  };
  tend();
  const stop = every(BEAT, () => {
    tend();
    sendScene();
  });

  return {
    description:
      destinations.length === 0 ? "no OSC" : `OSC to ${destinations.map(destinationName).join(", ")}`,
    send(frame) {
      newest = { frame, at: clock.now() };
      counted++;
      sendAll(frames.pack(frame, newest.at));
    },
    status: () => senders.map((sender) => sender.status()),
    async close() {
      stop();
      for (const sender of senders) sender.close();
    },
  };
}

function onTimer(seconds: Seconds, action: () => void): () => void {
  const timer = setInterval(action, seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
