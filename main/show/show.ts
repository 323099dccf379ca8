import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShowState } from "../../shared/commands/controls.ts";
import type { Command } from "../../shared/commands/table.ts";
import type { SourceFrame } from "../../shared/pose.ts";
import type { SettingsSources } from "../config/load-settings.ts";
import type { Settings } from "../config/settings.ts";
import { watchSettings } from "../config/watch-settings.ts";
import { CameraInput } from "../inputs/camera-input.ts";
import { openDemo } from "../inputs/demo.ts";
import { FileInput } from "../inputs/file-input.ts";
import type { LiveInput } from "../inputs/live-input.ts";
import { bringsPictures, openSource } from "../inputs/open-source.ts";
import { Pages } from "../link/pages.ts";
import type { LinkServer } from "../link/stage-link.ts";
import { isolated } from "../outputs/isolated.ts";
import type { EngineChild } from "../process/child.ts";
import { DetectorSelection, engineSeesPictures, firstSize } from "../process/detector-selection.ts";
import { Supervisor } from "../process/supervisor.ts";
import { modelsIn } from "../runtime/model-files.ts";
import { machineClock } from "../system/clock.ts";
import { ConfigError } from "../system/errors.ts";
import type { Log } from "../system/log.ts";
import { Closers } from "./closers.ts";
import { checkLighting, Lighting } from "./lighting.ts";
import { OperatorMessages } from "./operator-messages.ts";
import { RecordingSwitch } from "./recording-switch.ts";
import { StatusCollector } from "./status.ts";

const STATUS_MS = 1000;
/** What pages ask of a camera. */
const CAMERA_FPS = 30;
/** The last frame of a source is waited for, but no longer than this. */
const LAST_FRAME_MS = 1000;

/** What the two hosts do differently. */
export interface Host {
  readonly links: LinkServer;
  /** Where the stage is, in words. */
  readonly stage: string;
  readonly spawnEngine: () => EngineChild;
  /** Folder in which the dance is kept when that is asked for while the show runs, and nobody said where. */
  readonly recordings: string;
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
 * @param sources where the settings came from: what their file says of the lighting is followed while the show runs.
 * @throws UserError naming the setting, file or address that stands in the way.
 */
export async function startShow(
  settings: Settings,
  host: Host,
  log: Log,
  sources: SettingsSources,
): Promise<Show> {
  const closers = new Closers(log);
  closers.add("the pages", () => host.links.close());
  try {
    return await compose(settings, host, log, closers, sources);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function compose(
  settings: Settings,
  host: Host,
  log: Log,
  closers: Closers,
  sources: SettingsSources,
): Promise<Show> {
  refuseContradictions(settings);
  checkLighting(settings);
  const now = () => machineClock.now();
  const notices = new OperatorMessages(log);
  const onNotice = (line: string) => notices.add(line);
  const readout = new StatusCollector(now());

  const show = (frame: SourceFrame) => {
    readout.captured(frame.t);
    supervisor.offer(frame);
  };
  const feed = await openFeed(settings, show, onNotice, () => eyes.pageIsBusy);
  closers.add("the source", () => feed.close());

  let light: Lighting | null = null;
  closers.add("the light", async () => light?.close());
  const file = settings.record ?? join(host.recordings, "show.take.ndjson");
  const fps = feed.fps ?? CAMERA_FPS;
  const recording = new RecordingSwitch({ file, fps, log, clock: machineClock, onNotice });
  closers.add("the recording", () => recording.close());
  const kept = settings.record === null ? [] : [await recording.begin()];

  const supervisor = new Supervisor({
    spawn: host.spawnEngine,
    clock: machineClock,
    configure: {
      ...{ tag: "configure", settings },
      detectorSize: engineSeesPictures(settings) ? firstSize(settings) : null,
    },
    onStage: (frame, asked) => {
      if (asked) readout.staged(frame);
      // The light leaves at once; a page waits for the next refresh of its screen anyway.
      light?.send(frame);
      pages.send({ tag: "stage", frame });
      recording.send(frame);
      if (asked?.tag === "image" && !supervisor.standbyIsLoading) eyes.engineTook(frame.timing, now());
    },
    onNotice,
  });
  closers.add("the engine", async () => supervisor.close());

  const onCommand = (command: Command) => {
    if (command.command === "record") recording.set(command.value);
    else if (command.command === "model") supervisor.switchModel(join(models, command.value));
    else supervisor.command(command);
  };
  const models = dirname(settings.model);
  const state = (): ShowState => ({
    ...supervisor.controls,
    record: recording.on,
    model: basename(supervisor.model),
    // Only who asks for them has the folder read: cues may come a hundred times a second.
    get models() {
      return modelsIn(models);
    },
    styles: supervisor.ready?.styles ?? [],
  });

  const eyes = new DetectorSelection({
    ...{ settings, onNotice },
    onInstructions: (instructions) => pages.instruct(instructions),
    onResize: (size) => supervisor.resize(size),
  });
  const pages = new Pages({
    ...{ links: host.links, clock: machineClock, instructions: eyes.instructions },
    onFrame: (frame) => feed.page?.frame(frame),
    onCamera: (report) => feed.page?.report(report),
    onReport: (report) => {
      readout.reported(report);
      eyes.reported(report, now());
    },
    onCommand,
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
      operatorMessages: notices.lines,
      dropped: supervisor.dropped,
      sourceFps: feed.fps,
    });
    pages.send(status);
  }, STATUS_MS);
  closers.add("the status", async () => clearInterval(telling));

  const { model, backend } = await supervisor.start();
  const parts = { settings, clock: machineClock, log, state, onCommand, onNotice };
  const opened = isolated(await Lighting.open(parts), log);
  light = opened;
  const unwatch = watchSettings(sources, {
    onChange: (changed, names) => opened.follow(changed, names),
    onRefused: (line) => onNotice(`${line}; what was before goes on`),
  });
  closers.add("the settings", async () => unwatch());
  const found = [
    `stage: ${host.stage}`,
    `source: ${feed.description}`,
    `poses: ${detector()}`,
    `model: ${model}, ${backend}`,
    `light: ${opened.description}`,
    ...kept,
  ];
  for (const line of found) log.info(line);
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
): Promise<LiveInput> {
  const { once } = settings;
  const parts = { clock: machineClock, show, onNotice };
  if (settings.source === "camera") return new CameraInput({ ...parts, demo: await openDemo(), isPageBusy });
  return new FileInput({ ...parts, once, source: await openSource(settings.source, once, onNotice) });
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
