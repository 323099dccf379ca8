import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShowState } from "../../shared/commands/controls.ts";
import type { Command } from "../../shared/commands/table.ts";
import type { Change } from "../../shared/desk/requests.ts";
import type { PageCommand } from "../../shared/messages.ts";
import { MAP_FILE } from "../archive/map/map-file.ts";
import { pathOfRecording } from "../archive/piece/path-of-recording.ts";
import type { SettingsSources } from "../config/load-settings.ts";
import type { Settings } from "../config/settings.ts";
import { watchSettings } from "../config/watch-settings.ts";
import type { SentBeat } from "../cues/beat-message.ts";
import { AT_REST, Pages } from "../link/pages.ts";
import type { LinkServer } from "../link/stage-link.ts";
import { Alerts } from "../monitoring/alerts/alerts.ts";
import { isolated } from "../outputs/isolated.ts";
import { Keeper } from "../outputs/recording/keeper.ts";
import type { EngineChild } from "../process/child.ts";
import { DetectorSelection, engineSeesPictures, firstSize } from "../process/detector/detector-selection.ts";
import type { JobChild } from "../process/job-child.ts";
import { Supervisor } from "../process/supervisor.ts";
import { Surface } from "../surface/surface.ts";
import { machineClock } from "../system/clock.ts";
import type { Log } from "../system/log/log.ts";
import { printable } from "../system/log/printable.ts";
import { checkSettings } from "./check-settings.ts";
import { Closers } from "./closers.ts";
import { cameraRequests } from "./desk/cameras.ts";
import { ingestRequests } from "./desk/ingest.ts";
import { LiveDancers } from "./desk/live-dancers.ts";
import { networkRequests, openNetworkDesk, together } from "./desk/network.ts";
import { practiceRequests } from "./desk/practice.ts";
import { queueRequests } from "./desk/queue.ts";
import { answerRequests } from "./desk/requests.ts";
import { settingsRequests } from "./desk/settings.ts";
import { surfaceRequests } from "./desk/surface.ts";
import { takeRequests } from "./desk/takes.ts";
import { ExportFolder } from "./exports/export-folder.ts";
import { followedOf } from "./followed-settings.ts";
import { Health, type HealthState } from "./health.ts";
import { Unattended } from "./hours/unattended.ts";
import type { Giver } from "./hours/visitors.ts";
import { IngestJob } from "./ingest/ingest-job.ts";
import { checkLighting, Lighting } from "./lighting.ts";
import { ModelList } from "./model-list.ts";
import { MusicSources } from "./music-sources.ts";
import { openInput } from "./open-input.ts";
import { OperatorMessages } from "./operator-messages.ts";
import { pageCommands } from "./page-commands.ts";
import { ShowPractice } from "./practice/show-practice.ts";
import { threadedJudge } from "./practice/threaded-judge.ts";
import { RecordingSwitch } from "./recording-switch.ts";
import { ScreensFile } from "./screens/screens-file.ts";
import type { ServedReports } from "./served-reports.ts";
import type { ServedTracks } from "./served-tracks.ts";
import { ShowMonitor } from "./show-monitor.ts";
import { ShowMusic } from "./show-music.ts";
import { StageMap } from "./stage-map.ts";
import { StaleFrames } from "./stale-frames.ts";
import { StatusCollector } from "./status.ts";

const STATUS_MS = 1000;
/** Frames a second that pages ask of their cameras. */
const CAMERA_FPS = 30;
/** The last frame of a source is waited for, but no longer than this. */
const LAST_FRAME_MS = 1000;

/** What the stage's page may listen to. */
export interface MayHear {
  /** A microphone or line-in. */
  readonly sound: boolean;
  readonly midi: boolean;
}

/** What the two hosts do differently. */
export interface Host {
  readonly links: LinkServer;
  /** Where the stage is, in words. */
  readonly stage: string;
  readonly spawnEngine: () => EngineChild;
  /** Starts a process for long work. @param entry path of its program */
  readonly spawnJob: (entry: string) => JobChild;
  /** The tracks that its site has. */
  readonly tracks: ServedTracks;
  /** Where what the show reports of itself is asked for. */
  readonly reports: ServedReports;
  /** Lets the stage's page listen from now on; a browser asks its user. */
  readonly letHear: (what: MayHear) => void;
  /** Shows a file in the file manager; null where there is none. */
  readonly reveal: ((file: string) => void) | null;
  /** Folder in which the dance is kept when that is asked for while the show runs, and nobody said where. */
  readonly recordings: string;
  /** File in which settings are kept when that is asked for while the show runs, and nobody said where. */
  readonly settingsFile: string;
}

/** Folder of the takes. @param recordings the host's own folder for them */
function takesFolder({ takes, record }: Pick<Settings, "takes" | "record">, recordings: string): string {
  return takes ?? (record === null ? recordings : dirname(record));
}

/** Folder of what was exported, whose files pages may download. */
export const exportsFolder = (settings: Pick<Settings, "takes" | "record">, recordings: string): string =>
  resolve(takesFolder(settings, recordings), "exports");

/** The map of the archive, which desks draw; null where there is no archive. */
export const mapFile = ({ archive }: Pick<Settings, "archive">): string | null =>
  archive === null ? null : resolve(archive, MAP_FILE);

/** The installation at work. */
export interface Show {
  /** Resolves with the source (`once`); rejects when that turns out damaged. */
  readonly ended: Promise<void>;
  /** Whether frames leave. To be asked about once a second. */
  health(): HealthState;
  /** Tells the operator. */
  tell(line: string): void;
  /** After a fault in this process: what it may have left half done is looked after. */
  doubt(): void;
  /** Bounded in time; may be called twice. */
  close(): Promise<void>;
}

/**
 * Puts the installation together, from the settings to the last output, and sets it going. The only place that knows
 * all parts; both hosts come here.
 * @param sources where the settings came from: what their file says of the lighting is followed while the show runs.
 * @param stop ends a show that has not begun yet.
 * @throws UserError naming the setting, file or address that stands in the way; the reason of `stop`.
 */
export async function startShow(
  settings: Settings,
  host: Host,
  log: Log,
  sources: SettingsSources,
  stop: AbortSignal = new AbortController().signal,
): Promise<Show> {
  const closers = new Closers(log);
  closers.add("the pages", () => host.links.close());
  try {
    return await compose(settings, host, log, closers, sources, stop);
  } catch (error) {
    await closers.close();
    throw stop.aborted ? stop.reason : error;
  }
}

async function compose(
  settings: Settings,
  host: Host,
  log: Log,
  closers: Closers,
  sources: SettingsSources,
  stop: AbortSignal,
): Promise<Show> {
  checkSettings(settings);
  checkLighting(settings);
  const now = () => machineClock.now();
  let inForce = settings;
  const tellDesks = (what: Change) => pages.send({ tag: "changed", what });
  let watched = sources;
  /** Until there is something that follows them. */
  let follow = (from: SettingsSources) => {
    watched = from;
  };
  const messages = new OperatorMessages(log);
  const tellOperator = (line: string) => messages.add(line);
  const downloads = new ExportFolder(exportsFolder(settings, host.recordings));
  const network = await openNetworkDesk(settings, downloads, mapFile(settings), host.reports, tellOperator);
  closers.add("the desk", () => network.close());
  const links = together(host.links, network);
  const status = new StatusCollector(now(), settings.cameraLatency / 1000);
  const stale = new StaleFrames();
  const health = new Health();

  const unattended = new Unattended({
    ...{ settings, controls: settings, clock: machineClock, wallClock: Date.now, tellOperator },
    state: () => state(),
    command: (command) => supervisor.command(command),
    offer: (frame) => supervisor.offer(frame),
    onRest(on) {
      input.rest(on);
      recording.rest(on);
      showMusic.rest(on);
      pages.instruct(instructions());
      reportStatus();
    },
    onReset: () => pages.send({ tag: "reset" }),
    onRestart() {
      tellOperator("the daily restart: a fresh engine, then fresh pages");
      void supervisor.renew().then(() => pages.send({ tag: "reload" }));
    },
  });
  closers.add("the hours", async () => unattended.close());

  const input = await openInput(settings, {
    onFrame(frame) {
      if (!unattended.open) return;
      status.captured(frame.t);
      const latency = frame.latency ?? status.latency;
      supervisor.offer(latency === null ? frame : { ...frame, latency });
      showMusic.frame();
    },
    tellOperator,
    handOver: () => supervisor.command({ tag: "command", command: "answer" }),
    onPlayback: () => {
      tellDesks("playback");
      showMusic.look();
    },
    isPageBusy: () => detectors.pageIsBusy,
  });
  closers.add("the source", () => input.close());
  stop.throwIfAborted();

  let lighting: Lighting | null = null;
  closers.add("the lighting", async () => lighting?.close());
  const file = settings.record ?? join(settings.takes ?? host.recordings, "show.take.ndjson");
  const takes = takesFolder(settings, host.recordings);
  const fps = input.fps ?? CAMERA_FPS;
  const recording = new RecordingSwitch({ file, fps, log, clock: machineClock, tellOperator });
  closers.add("the recording", () => recording.close());
  const keeper = new Keeper({ folder: takes, fps, tellOperator });
  closers.add("the keeper", () => keeper.close());
  const kept = settings.record === null ? [] : [await recording.begin()];

  const live = new LiveDancers();
  let monitor: ShowMonitor | null = null;
  const alerts = new Alerts(settings.alert, tellOperator);
  closers.add("the alerts", async () => alerts.close());
  const supervisor = new Supervisor({
    spawn: host.spawnEngine,
    clock: machineClock,
    configure: {
      ...{ tag: "configure", settings },
      detectorSize: engineSeesPictures(settings) ? firstSize(settings) : null,
    },
    onStage: (staged, asked) => {
      const frame = stale.pass(staged, asked !== null, now());
      if (!frame) return;
      if (asked) status.staged(frame);
      // The lighting first: a page waits for the next refresh of its screen anyway.
      if (!unattended.isSilent) lighting?.send(frame);
      pages.send({ tag: "stage", frame });
      unattended.visitors.staged(frame, input.standsIn);
      if (unattended.open) {
        recording.send(frame);
        keeper.send(frame);
      }
      live.see(frame);
      stageMap.see(frame);
      practice.see(frame);
      if (frame.events.some(({ event }) => event === "keep")) void keeper.keep();
      input.staged(frame.events);
      if (asked?.tag === "poses" && detectors.place === "page" && !input.playing) detectors.pageSaw(frame);
      if (asked?.tag === "image" && !supervisor.standbyIsLoading) detectors.engineTook(frame.timing, now());
      health.frameLeft(now());
      monitor?.frameLeft(frame, asked, input.standsIn);
    },
    tellOperator,
    onState: (engine) => {
      if (engine === "restarting") lighting?.rest();
      reportStatus();
    },
  });
  closers.add("the engine", async () => supervisor.close());

  const musicSources = new MusicSources({
    ...{ settings: settings.clock, clock: machineClock, tellOperator },
    onMusic: (music) => supervisor.hear(music),
  });
  closers.add("the clock of the music", async () => musicSources.close());
  const musicClock = musicSources.clock;

  const onCommand = (command: PageCommand, by: Giver) => {
    unattended.visitors.commanded(command, by);
    if (command.command === "record") recording.set(command.value);
    else if (command.command === "open") unattended.hours.set(command.value);
    else if (command.command === "tap") musicSources.tap(now() - (command.pressed ?? 0));
    else if (command.command === "keep") void keeper.keep();
    else if (command.command === "play") deskTakes.play(command.value);
    else if (command.command === "live") deskTakes.live();
    else if (command.command === "practise") void practice.begin(command.value);
    else if (command.command === "practiseAnswer")
      void keeper.keep().then((both) => practice.begin(both && basename(both.partner)));
    else if (command.command === "model") supervisor.switchModel(join(models, command.value));
    else {
      supervisor.command(command);
      if (command.command !== "ears") return;
      showMusic.switched();
      pages.instruct(instructions());
    }
  };
  const models = dirname(settings.model);
  const modelList = await ModelList.open(models);
  closers.add("the models", async () => modelList.close());
  const state = (): ShowState => ({
    ...supervisor.controls,
    record: recording.on,
    open: unattended.open,
    model: printable(basename(supervisor.model)),
    models: modelList.names.map((name) => printable(name)),
    styles: (supervisor.ready?.styles ?? []).map((name) => printable(name)),
    missingGenerators: supervisor.ready?.missingGenerators ?? {},
    missingModes: supervisor.ready?.missingModes ?? {},
  });

  const deskTakes = takeRequests({
    ...{ folder: takes, archive: settings.archive, model: settings.model, downloads, input, live },
    seed: settings.seed,
    tellOperator,
    ...{ spawnJob: host.spawnJob, reveal: host.reveal, onChange: tellDesks },
  });
  closers.add("the takes", () => deskTakes.close());
  const practice = new ShowPractice({
    ...{ judge: threadedJudge(takes), fileOf: (name) => pathOfRecording(takes, name), tellOperator },
    ...{ hear: (track) => showMusic.hear(track), now: Date.now, clock: machineClock },
    controls: () => supervisor.controls,
    command(command) {
      unattended.visitors.practised(command);
      supervisor.command(command);
    },
    practise: (reference) => supervisor.practise(reference),
    ...{ send: (message) => pages.send(message), onChange: () => tellDesks("practice") },
  });
  closers.add("the practice", () => practice.close());
  const ingest = new IngestJob({
    ...{ archive: settings.archive && resolve(settings.archive), settings, spawn: host.spawnJob },
    onChange: () => tellDesks("ingest"),
  });
  closers.add("the films", () => ingest.close());
  // Loaded before there are frames that would wait for it, and only where there is a queue.
  const queue =
    settings.queue === null ? null : new (await import("../queue/status.ts")).QueueStatus(settings.queue);
  closers.add("the queue", async () => queue?.close());

  const screens = await ScreensFile.open(
    join(dirname(sources.file ?? host.settingsFile), "screens.json"),
    tellOperator,
  );
  closers.add("the screens", () => screens.close());

  const surface = await Surface.open({
    file: settings.bindings ?? join(dirname(sources.file ?? host.settingsFile), "bindings.json"),
    isNamed: settings.bindings !== null,
    onInstructions() {
      letHear();
      pages.instruct(instructions());
    },
    ...{ onChange: () => tellDesks("surface"), tellOperator },
  });
  closers.add("the control surface", async () => surface.close());
  const { midi, timecode } = musicSources.instructions;
  let listens = false;
  const letHear = () =>
    host.letHear({ sound: listens || timecode !== null, midi: midi !== null || surface.wantsMidi });
  const letListen = (on: boolean) => {
    listens = on;
    letHear();
  };
  const showMusic = new ShowMusic({
    ...{ settings, clock: machineClock, served: host.tracks, letListen, tellOperator },
    namedIn: sources.overrides?.music === undefined ? (sources.file ?? null) : null,
    shown: () => practice.track ?? input.track,
    ears: () => supervisor.controls.parameters.ears,
    onSound: (heard, atOnce) =>
      heard ? musicClock.heard("sound", heard, atOnce) : musicClock.forget("sound"),
    play: (track) => pages.play(track),
  });
  closers.add("the music", () => showMusic.close());
  const prepared = showMusic.prepare();
  prepared.catch(() => {});
  const instructions = () => ({
    ...detectors.instructions,
    ...showMusic.instructions,
    ...musicSources.instructions,
    surface: surface.instructions,
    ...(unattended.open ? {} : AT_REST),
  });
  const detectors = new DetectorSelection({
    ...{ settings, tellOperator },
    onInstructions: () => pages.instruct(instructions()),
    onResize: (size) => supervisor.resize(size),
  });
  const pages = new Pages({
    ...{ links, clock: machineClock, instructions: instructions() },
    onFrame: (frame) => {
      monitor?.picture();
      input.page?.frame(frame);
    },
    onCamera: (report) => input.page?.report(report),
    onEars: (report) => showMusic.report(report),
    onMusic: (heard) => showMusic.heard(heard),
    onClock: (report) => musicSources.report(report),
    onMidi: (port, events) => musicSources.midi(port, events),
    onTimecode: (frames) => musicSources.timecode(frames),
    onSurface: (report) => surface.report(report),
    onLearnt: (learnt) => void surface.learnt(learnt),
    onReport: (report) => {
      status.reported(report);
      if (unattended.open || report === null) detectors.reported(report, now());
      if (report?.unplayed) void showMusic.unplayed(report.unplayed);
    },
    onCommand: pageCommands({
      styles: () => supervisor.ready?.styles ?? [],
      models: () => modelList.names,
      missingGenerators: () => supervisor.ready?.missingGenerators ?? {},
      missingModes: () => supervisor.ready?.missingModes ?? {},
      onCommand: (command, role) => onCommand(command, role === "stage" ? "visitor" : "curator"),
      tellOperator,
    }),
    onRequest: answerRequests(
      {
        ...settingsRequests({
          ...{ sources, offered: host.settingsFile, inForce: () => inForce },
          check(edited) {
            checkSettings(edited);
            checkLighting(edited);
          },
          onFile: (from) => follow(from),
          onWritten: () => tellDesks("settings"),
        }),
        ...networkRequests(network),
        ...cameraRequests({
          cameras: () => input.page?.cameras ?? [],
          wanted: () => detectors.instructions.wantedCamera,
          prefer: (wanted) => detectors.preferCamera(wanted),
        }),
        ...ingestRequests(ingest),
        ...queueRequests(queue),
        ...practiceRequests(practice),
        ...surfaceRequests(surface),
        ...deskTakes.handlers,
      },
      log,
    ),
    tellOperator,
    onPlacement: ({ screen, placement }) => {
      if (screens.place(screen, placement)) pages.send(screens.message);
    },
    greeting: () => [screens.message, practice.greeting].filter((message) => message !== null),
  });

  const stageMap = new StageMap({
    ...{ search: deskTakes.search, dancers: live, isShowing: () => pages.isShowing, tellOperator },
    send: (message) => pages.send(message),
  });
  closers.add("the map", async () => stageMap.close());

  const detector = () =>
    detectors.place === "page" ? "BlazePose in the page" : (supervisor.ready?.detector ?? "none");
  const reportStatus = () => {
    const shown = state();
    const report = status.report(now(), {
      engine: supervisor.state,
      hours: unattended.state,
      source: input.description,
      cameras: input.page?.cameras ?? [],
      detector: detector(),
      model: supervisor.ready?.model ?? "",
      ...{ modelName: shown.model, models: shown.models },
      backend: supervisor.ready?.backend ?? "",
      styles: supervisor.ready?.styles ?? [],
      missingGenerators: supervisor.ready?.missingGenerators ?? {},
      missingModes: supervisor.ready?.missingModes ?? {},
      music: musicSources.description,
      recording: recording.description,
      record: shown.record,
      memory: { host: process.memoryUsage.rss(), engine: supervisor.engineMemory },
      osc: lighting?.status() ?? [],
      desk: network.addresses,
      operatorMessages: messages.messages,
      dropped: supervisor.dropped,
      sourceFps: input.fps,
    });
    pages.send(report);
    monitor?.see(report);
    if (monitor) alerts.look(monitor.verdict, now());
  };
  const reporting = setInterval(reportStatus, STATUS_MS);
  closers.add("the status", async () => clearInterval(reporting));

  const practised = await practice.prepare(settings);
  stop.throwIfAborted();
  stop.addEventListener("abort", () => supervisor.close());
  // Loaded meanwhile.
  const loadingMetrics = import("../monitoring/metrics.ts");
  loadingMetrics.catch(() => {});
  const { model, backend } = await supervisor.start();
  const { Metrics } = await loadingMetrics;
  monitor = new ShowMonitor({
    ...{ clock: machineClock, metrics: new Metrics() },
    parts: () => ({
      closed: !unattended.open,
      stage: settings.host === "none" ? null : pages.isShowing,
      missingCamera: input.page?.missing ?? null,
      framesDropped: supervisor.dropped,
      engineEnds: supervisor.ends,
      standbyMemory: supervisor.standbyMemory,
      frames: health.look(now(), supervisor.state),
    }),
  });
  reportStatus();
  host.reports.serve({ "/health": () => monitor!.health(), "/metrics": () => monitor!.metrics() });
  const ownTrack = await prepared;
  const parts = {
    ...{ settings, clock: machineClock, log, state, tellOperator },
    onCommand: (command: Command) => onCommand(command, "curator"),
    ...(settings.clock.trust.includes("osc") && { onBeat: (beat: SentBeat) => musicSources.beat(beat) }),
  };
  const opened = isolated(await Lighting.open(parts), log);
  lighting = opened;
  let unwatch = () => {};
  follow = (from) => {
    unwatch();
    unwatch = watchSettings(from, settings, {
      onChange(changed, names) {
        if (!opened.follow(changed, names)) return false;
        inForce = { ...inForce, ...followedOf(changed) };
        if (names.includes("hours")) unattended.follow(changed);
        if (names.includes("desk")) void network.follow(changed.desk);
        tellDesks("settings");
        return true;
      },
      onRefused(line) {
        tellOperator(`${line}; what was before goes on`);
        tellDesks("settings");
      },
    });
  };
  follow(watched);
  closers.add("the settings", async () => unwatch());
  stop.throwIfAborted();
  const found = [
    `stage: ${host.stage}`,
    `source: ${input.description}`,
    `poses: ${detector()}`,
    `model: ${model}, ${backend}`,
    `light: ${opened.description}`,
    ...(unattended.description === null ? [] : [`hours: ${unattended.description}`]),
    ...(ownTrack === null ? [] : [`music: ${ownTrack}`]),
    ...(practised === null ? [] : [`practise: ${practised}`]),
    ...network.addresses.map((address) => `desk: ${address}`),
    ...kept,
  ];
  for (const line of found) log.info(line);
  unattended.begin();
  input.start();
  await showMusic.begin();

  const doubt = () => {
    monitor?.fault();
    supervisor.doubt();
  };
  const ended = input.ended.then(async () => {
    for (let waited = 0; supervisor.busy && waited < LAST_FRAME_MS; waited += 10)
      await sleep(10, undefined, { ref: false });
  });
  return {
    ...{ ended, tell: tellOperator, doubt },
    health: () => health.look(now(), supervisor.state),
    close: () => closers.close(),
  };
}
