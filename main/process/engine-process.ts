/*
 * ENTRY: the engine's own process. It speaks to nobody but the host that started it, and ends with it.
 */
import type { DetectorSize } from "../../shared/messages.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Engine } from "../engine/engine.ts";
import { FrameLoop } from "../engine/loop.ts";
import { machineClock } from "../system/clock.ts";
import { UserError } from "../system/errors.ts";
import { endWithParent } from "../system/processes/end-with-parent.ts";
import { type LoadedEngine, loadEngine } from "./engine-loader.ts";
import { hostPort } from "./host-port.ts";
import { ALIVE_EVERY, type Configure } from "./protocol.ts";

/** About as often as frames come, so that partners dance on when none do. */
const TICK_MS = 33;
const IDLE_AFTER = 0.15;

const host = hostPort();
let loading: Promise<LoadedEngine> | null = null;
let loaded: LoadedEngine | null = null;
let engine: Engine | null = null;
let loop: FrameLoop | null = null;

host.onMessage((message) => {
  switch (message.tag) {
    case "configure":
      configure(message).catch(fail);
      return;
    case "begin":
      // At once: a frame may come with the same delivery.
      if (loaded) begin(loaded.begin(message));
      return;
    case "frame":
      loop?.offer(message.frame);
      return;
    case "resize":
      void resize(message.size);
      return;
    case "music":
      engine?.hear(message.music);
      return;
    case "reference":
      engine?.practise(message.reference, message.pass);
      return;
    case "command":
      engine?.command(message);
      return;
  }
});
host.onClose(() => process.exit());
endWithParent();
// Ctrl-C reaches every process of the terminal; the host decides when this one ends.
process.on("SIGINT", () => {});
setInterval(() => host.send({ tag: "alive", memory: process.memoryUsage.rss() }), ALIVE_EVERY);
setInterval(() => loop?.tick(), TICK_MS);

async function configure(message: Configure): Promise<void> {
  loading = loadEngine(message, (line) => host.send({ tag: "notice", line }));
  loaded = await loading;
  host.send(loaded.ready);
}

function begin(begun: Engine): void {
  engine = begun;
  loop = new FrameLoop({ engine, clock: machineClock, emit, onError, idleAfter: IDLE_AFTER });
}

function emit(frame: StageFrame, answers: boolean): void {
  host.send({ tag: "stage", frame, answers });
}

async function resize(size: DetectorSize): Promise<void> {
  try {
    const detector = await (await loading)?.resize(size);
    if (detector !== undefined) host.send({ tag: "resized", detector });
  } catch (error) {
    host.send({ tag: "notice", line: `pose model: ${size} cannot be loaded: ${oneLine(error)}` });
  }
}

function onError(error: unknown, answers: boolean): void {
  host.send({ tag: "fault", line: oneLine(error), answers });
}

function fail(error: unknown): void {
  const mendable = error instanceof UserError;
  if (!mendable) console.error(error);
  host.send({ tag: "failed", line: oneLine(error), mendable });
  // Long enough for the line to leave.
  setTimeout(() => process.exit(mendable ? 0 : 1), 100);
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
}
