import { setTimeout as sleep } from "node:timers/promises";
import type { SourceFrame } from "../shared/pose.ts";
import type { Settings } from "./config/settings.ts";
import { ConfigError } from "./errors.ts";
import { Pages } from "./link/pages.ts";
import type { StageDoor } from "./link/stage-link.ts";
import type { Log } from "./log.ts";
import { isolated } from "./outputs/isolated.ts";
import { createOscOutput, type OscOutput } from "./outputs/osc/osc-output.ts";
import { createRecorder } from "./outputs/recorder.ts";
import type { EngineChild } from "./process/child.ts";
import { machineClock } from "./process/clock.ts";
import { Closers } from "./process/closers.ts";
import { Eyes, engineSeesPictures, firstSize } from "./process/eyes.ts";
import { Notices } from "./process/notices.ts";
import { Readout } from "./process/readout.ts";
import { Supervisor } from "./process/supervisor.ts";
import { CameraFeed } from "./source/camera-feed.ts";
import { openDemo } from "./source/demo.ts";
import type { Feed } from "./source/feed.ts";
import { FileFeed } from "./source/file-feed.ts";
import { bringsPictures, openSource } from "./source/open-source.ts";

const STATUS_MS = 1000;
/** What pages ask of a camera. */
const CAMERA_FPS = 30;
/** The last frame of a source is waited for, but no longer than this. */
const LAST_FRAME_MS = 1000;

/** What the two hosts do differently. */
export interface Host {
  readonly door: StageDoor;
  /** Where the stage is, in words. */
  readonly stage: string;
  readonly spawnEngine: () => EngineChild;
}

/** The installation at work. */
export interface Show {
  /** Resolves with the source (`once`); rejects when that turns out damaged. */
  readonly ended: Promise<void>;
  /** Bounded in time; may be called twice. */
  close(): Promise<void>;
}

/**
 * Puts the installation together, from the settings to the last output, and sets it going. The only place that knows
 * all parts; both hosts come here.
 * @throws UserError naming the setting, file or address that stands in the way.
 */
export async function start(settings: Settings, host: Host, log: Log): Promise<Show> {
  const closers = new Closers(log);
  closers.add("the door", () => host.door.close());
  try {
    return await compose(settings, host, log, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function compose(settings: Settings, host: Host, log: Log, closers: Closers): Promise<Show> {
  refuseContradictions(settings);
  const now = () => machineClock.now();
  const notices = new Notices(log);
  const onNotice = (line: string) => notices.add(line);
  const readout = new Readout(now());

  const show = (frame: SourceFrame) => {
    readout.captured(frame.t);
    supervisor.offer(frame);
  };
  const feed = await openFeed(settings, show, onNotice, () => eyes.pageIsBusy);
  closers.add("the source", () => feed.close());

  let light: OscOutput | null = null;
  closers.add("OSC", async () => light?.close());
  const recorder =
    settings.record === null
      ? null
      : isolated(await createRecorder({ file: settings.record, fps: feed.fps ?? CAMERA_FPS, log }), log);
  if (recorder) closers.add("the recording", () => recorder.close());

  const supervisor = new Supervisor({
    spawn: host.spawnEngine,
    clock: machineClock,
    configure: {
      ...{ tag: "configure", settings },
      detectorSize: engineSeesPictures(settings) ? firstSize(settings) : null,
    },
    onStage: (frame, asked) => {
      if (asked) readout.staged(frame);
      pages.send({ tag: "stage", frame });
      light?.send(frame);
      recorder?.send(frame);
      if (asked?.tag === "image" && !supervisor.rehearsing) eyes.engineTook(frame.timing, now());
    },
    onNotice,
  });
  closers.add("the engine", async () => supervisor.close());

  const eyes = new Eyes({
    ...{ settings, onNotice },
    onInstructions: (instructions) => pages.instruct(instructions),
    onResize: (size) => supervisor.resize(size),
  });
  const pages = new Pages({
    ...{ door: host.door, clock: machineClock, instructions: eyes.instructions },
    onFrame: (frame) => feed.page?.frame(frame),
    onCamera: (report) => feed.page?.report(report),
    onReport: (report) => {
      readout.reported(report);
      eyes.reported(report, now());
    },
    onCommand: (command) => supervisor.command(command),
  });

  const detector = () =>
    eyes.place === "page" ? "BlazePose in the page" : (supervisor.ready?.detector ?? "none");
  const telling = setInterval(() => {
    const status = readout.status(now(), {
      engine: supervisor.state,
      source: feed.description,
      detector: detector(),
      model: supervisor.ready?.model ?? "",
      backend: supervisor.ready?.backend ?? "",
      styles: supervisor.ready?.styles ?? [],
      osc: light?.status() ?? [],
      notices: notices.lines,
      dropped: supervisor.dropped,
      sourceFps: feed.fps,
    });
    pages.send(status);
  }, STATUS_MS);
  closers.add("the status", async () => clearInterval(telling));

  const { model, backend } = await supervisor.start();
  light = isolated(
    createOscOutput({
      ...{ destinations: settings.osc, prefix: settings.oscPrefix, clock: machineClock, log },
    }),
    log,
  );
  const found = [
    `stage: ${host.stage}`,
    `source: ${feed.description}`,
    `poses: ${detector()}`,
    `model: ${model}, ${backend}`,
    `light: ${light.description}`,
  ];
  for (const line of recorder ? [...found, recorder.description] : found) log.info(line);
  feed.start();

  const ended = feed.ended.then(async () => {
    for (let waited = 0; supervisor.busy && waited < LAST_FRAME_MS; waited += 10)
      await sleep(10, undefined, { ref: false });
  });
  return { ended, close: () => closers.close() };
}

async function openFeed(
  settings: Settings,
  show: (frame: SourceFrame) => void,
  onNotice: (line: string) => void,
  isPageBusy: () => boolean,
): Promise<Feed> {
  const { once } = settings;
  const parts = { clock: machineClock, show, onNotice };
  if (settings.source === "camera") return new CameraFeed({ ...parts, demo: await openDemo(), isPageBusy });
  return new FileFeed({ ...parts, once, source: await openSource(settings.source, once, onNotice) });
}

function refuseContradictions({ source, once, detector, maxPeople }: Settings): void {
  if (source === "camera" && once) {
    throw new ConfigError(
      "--once with --source camera: a camera has no end; expected demo, a video or a take",
    );
  }
  if (source !== "camera" && bringsPictures(source) && detector === "page") {
    throw new ConfigError(
      `--detector page with --source ${source}: the page sees only its own camera; expected auto or engine`,
    );
  }
  if (detector === "page" && maxPeople > 1) {
    throw new ConfigError(
      `--detector page with --max-people ${maxPeople}: the page's detector follows one person; expected auto or engine`,
    );
  }
}
