import type { HostMessage, Instructions, PageReport, StageMessage, Status } from "../../shared/messages.ts";
import { type Picture, speaks } from "../../shared/picture/picture-address.ts";
import { UNPLACED } from "../../shared/picture/placement.ts";
import { fetchMap } from "../kit/map-file.ts";
import { RateMeter } from "../kit/meters.ts";
import { showStateOf, situationOf } from "../kit/show-state.ts";
import { statusRows } from "../kit/status-rows.ts";
import type { PageLink } from "../link/page-link.ts";
import { CameraUplink, epochSeconds } from "./camera/camera-uplink.ts";
import { MidiInput } from "./clocks/midi-input.ts";
import { TimecodeInput } from "./clocks/timecode-input.ts";
import { SpokenDescription } from "./description/spoken-description.ts";
import { Ears } from "./ears/ears.ts";
import { FlashGuard } from "./flash-guard.ts";
import { ClosedScreen } from "./hours/closed-screen.ts";
import { StageLanguage } from "./language/stage-language.ts";
import { LatencyMeter } from "./latency-meter.ts";
import { MapBehind } from "./map-behind.ts";
import type { Overlay } from "./overlay.ts";
import { ParameterChanges } from "./parameter-changes.ts";
import { viewOf } from "./picture/page-picture.ts";
import type { Placing } from "./placement/placing.ts";
import type { PracticePanel } from "./practice/practice-panel.ts";
import { PromptDebouncer, promptFor } from "./prompt.ts";
import { ScreenWakeLock } from "./screen-wake-lock.ts";
import { StageKeys } from "./stage-keys.ts";
import type { KnownShow } from "./surface/bound-control.ts";
import { ControlSurface } from "./surface/control-surface.ts";
import { TrackSound } from "./track/track-sound.ts";
import { Cast } from "./view/cast/cast.ts";
import { type Size, StageView } from "./view/stage-view.ts";

export interface StagePageParts {
  /** Is called when everything is ready to receive, so that no message is missed. */
  readonly connect: () => PageLink;
  readonly canvas: HTMLCanvasElement;
  readonly overlay: Overlay;
  readonly practice: PracticePanel;
  readonly placing: Placing;
  /** What this page shows of the show. */
  readonly picture: Picture;
  /** Of the picture, pixels. */
  readonly size: () => Size;
}

/** The audience's page: draws what the host sends, sends what the camera sees, and answers keys. */
export class StagePage {
  readonly #link: PageLink;
  readonly #overlay: Overlay;
  readonly #practice: PracticePanel;
  readonly #placing: Placing;
  readonly #picture: Picture;
  readonly #view: StageView;
  readonly #cast: Cast;
  readonly #uplink: CameraUplink;
  readonly #ears: Ears;
  readonly #track = new TrackSound(new Audio());
  readonly #midi: MidiInput;
  readonly #timecode: TimecodeInput;
  readonly #surface: ControlSurface;
  readonly #map: MapBehind;
  readonly #closed = ClosedScreen.of(document);
  readonly #prompt = new PromptDebouncer();
  readonly #drawRate = new RateMeter();
  readonly #latency = new LatencyMeter();
  readonly #changes = new ParameterChanges();
  readonly #screen = new ScreenWakeLock({ wakeLock: navigator.wakeLock, page: document });
  readonly #description = new SpokenDescription();
  readonly #blackout = new FlashGuard();
  readonly #language: StageLanguage;
  /** As the system asks of every page. */
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #connected = false;
  #cameraMode: Instructions["camera"] = "off";
  #status: Status | null = null;
  #report: PageReport = {
    tag: "page",
    cameraFps: 0,
    drawFps: 0,
    dropped: 0,
    detect: null,
    latency: null,
    fault: null,
    unplayed: null,
  };

  static async open(parts: StagePageParts): Promise<StagePage> {
    const cast = new Cast();
    const { canvas, picture, size } = parts;
    const view = await StageView.open(canvas, cast, { ...viewOf(picture), size });
    return new StagePage(parts, cast, view);
  }

  private constructor(parts: StagePageParts, cast: Cast, view: StageView) {
    const { overlay, practice, placing, picture } = parts;
    const link = parts.connect();
    this.#link = link;
    this.#placing = placing;
    this.#picture = picture;
    this.#overlay = overlay;
    this.#practice = practice;
    this.#cast = cast;
    this.#view = view;
    this.#map = new MapBehind(view.map, fetchMap);
    this.#uplink = new CameraUplink(link, (report) => link.send(report));
    this.#ears = new Ears(link);
    this.#midi = new MidiInput(link);
    this.#timecode = new TimecodeInput(link);
    this.#surface = new ControlSurface(
      link,
      {
        // Of a browser without it this is undefined.
        requestMidi: async () => navigator.requestMIDIAccess(),
        gamepads: () => navigator.getGamepads(),
        now: () => performance.now() / 1000,
      },
      () => this.#knownShow(),
    );
    this.#language = new StageLanguage({
      ...{ cast, view, list: overlay.languages },
      onChoice: (value) => void link.send({ tag: "command", command: "language", value }),
    });
    const keys = new StageKeys({
      ...{ link, overlay, placing, cast, camera: this.#uplink.camera },
      sentences: () => this.#language.sentences,
      status: () => this.#status,
      onStatus: () => this.#updateStatus(),
    });
    link.onMessage((message) => this.#receive(message));
    link.onConnected((connected) => this.#connectionChanged(connected));
    window.addEventListener("keydown", (event) => keys.press(event));
    for (const press of ["keydown", "pointerdown"])
      window.addEventListener(press, () => this.#track.keyPressed(performance.now() / 1000));
    setInterval(() => this.#each500ms(), 500);
    setInterval(() => this.#eachSecond(), 1000);
    requestAnimationFrame(this.#draw);
  }

  #receive(message: HostMessage): void {
    if (message.tag === "stage") this.#show(message);
    else if (message.tag === "map") this.#map.receive(message, performance.now() / 1000);
    else if (message.tag === "placements")
      this.#placing.keep(message.screens[this.#picture.screen] ?? UNPLACED);
    else if (message.tag === "practice") {
      this.#practice.receive(message);
      this.#view.practice.receive(message);
    } else if (message.tag === "track") this.#track.receive(message, performance.now() / 1000);
    else if (message.tag === "status") this.#receiveStatus(message);
    else if (message.tag === "reset") {
      this.#overlay.closeAll();
      this.#placing.close();
      this.#uplink.preferAsked();
    } else if (message.tag === "reload") {
      // No page fills the screen again by itself once it has let go of it.
      if (document.fullscreenElement === null) location.reload();
    } else if (message.tag === "instructions") {
      this.#cameraMode = message.camera;
      if (!this.#cast.frame) this.#language.speak(message.language);
      this.#language.offer(speaks(this.#picture) ? message.languages : []);
      this.#uplink.instruct(message);
      this.#ears.instruct(message);
      this.#midi.instruct(message.midi);
      this.#timecode.instruct(message.timecode);
      this.#surface.instruct(message.surface);
    }
  }

  #receiveStatus(status: Status): void {
    this.#status = status;
    const { sentences, language } = this.#language;
    this.#closed.show(status.hours, sentences, language, Date.now());
  }

  #show({ frame, captured }: StageMessage): void {
    this.#cast.receive(frame, performance.now() / 1000);
    if (captured !== undefined) this.#latency.captured(frame.t, captured);
    const { look, language, audioDescription, reducedMotion } = frame.parameters;
    const now = performance.now() / 1000;
    this.#language.speak(language);
    const { sentences } = this.#language;
    this.#overlay.setLook(this.#picture.look ?? look);
    this.#practice.show(frame, sentences);
    this.#surface.look();
    const isStill = reducedMotion || this.#still.matches;
    this.#view.reducedMotion = isStill;
    document.body.classList.toggle("reduced-motion", isStill);
    document.body.classList.toggle("blackout", this.#blackout.update(frame.blackout, now));
    this.#language.follow(now);
    if (audioDescription && this.#picture.camera)
      this.#description.tell(frame, sentences, this.#language.language, now);
    else this.#description.stop();
    const change = this.#changes.describe(frame, sentences);
    if (change) this.#overlay.showToast(change);
  }

  /** A restarted host does not know the state of camera and ears. */
  #connectionChanged(connected: boolean): void {
    this.#connected = connected;
    this.#screen.keep(connected);
    if (!connected) {
      this.#status = null;
      // Whoever it is that answers next may have other bindings.
      this.#surface.instruct(null);
      return;
    }
    const devices = [this.#uplink.camera, this.#ears, this.#midi, this.#timecode];
    for (const { report } of devices) if (report) this.#link.send(report);
  }

  #knownShow(): KnownShow | null {
    const state = showStateOf(this.#cast.frame, this.#status);
    return state && { state, situation: situationOf(this.#cast.frame!, this.#status!) };
  }

  readonly #draw = (milliseconds: DOMHighResTimeStamp) => {
    requestAnimationFrame(this.#draw);
    this.#surface.poll();
    if (this.#closed.closed) return;
    if (!this.#view.draw(milliseconds / 1000)) return;
    this.#drawRate.note(milliseconds / 1000);
    this.#latency.drawn(this.#cast.playoutTime, epochSeconds());
  };

  #each500ms(): void {
    const now = performance.now() / 1000;
    this.#keepPlacement();
    this.#uplink.check();
    this.#ears.check();
    this.#track.follow(now);
    this.#timecode.check();
    this.#surface.look();
    const frame = this.#cast.frame;
    const wanted = promptFor({
      connected: this.#connected,
      engine: this.#status?.engine ?? "running",
      cameraMode: this.#cameraMode,
      camera: this.#uplink.camera.report?.state ?? null,
      wantsKey: [this.#ears, this.#timecode, this.#track].some(({ wantsKey }) => wantsKey),
      empty: frame?.people.length === 0,
      reason: frame?.reason ?? null,
      wantsReference: frame?.mode === "practise" && frame.practice === null,
      sinceLastFrame: this.#cast.sinceLastFrame(now),
    });
    const prompt = this.#prompt.update(wanted, now);
    const { sentences } = this.#language;
    const invitation = prompt === "stepIn" ? this.#language.invitation(now) : null;
    this.#overlay.setPrompt(
      prompt && (invitation?.sentences ?? sentences)[prompt],
      invitation?.language ?? null,
    );
    this.#overlay.setInvitation(prompt === "stepIn");
    this.#overlay.setPrivacyNote(this.#connected ? sentences.privacy : null);
  }

  /** Twice a second, however fast it is dragged; again where the host was away. */
  #keepPlacement(): void {
    const { unsaved: placement } = this.#placing;
    const { screen } = this.#picture;
    if (placement && this.#link.send({ tag: "placement", screen, placement })) this.#placing.saved();
  }

  #eachSecond(): void {
    const now = performance.now() / 1000;
    this.#report = {
      tag: "page",
      cameraFps: this.#uplink.rate.take(now),
      drawFps: this.#drawRate.take(now),
      dropped: this.#uplink.dropped,
      detect: this.#uplink.detect.take(),
      latency: this.#latency.take(epochSeconds()),
      fault: this.#uplink.detectorFault,
      unplayed: this.#track.unplayed,
    };
    this.#link.send(this.#report);
    if (this.#overlay.statusShown) this.#updateStatus();
  }

  #updateStatus(): void {
    const { cameraFault, detectorFault } = this.#uplink;
    const { fault } = this.#screen;
    const { unplayed } = this.#track;
    const faults = [
      cameraFault,
      detectorFault && `page detector: ${detectorFault}`,
      this.#map.fault && `the map: ${this.#map.fault}`,
      unplayed && `the track cannot be played: ${unplayed.why}`,
      fault && `the screen may go to sleep: ${fault}`,
      this.#description.fault && `audio description: ${this.#description.fault}`,
    ].filter((line) => line !== null);
    const cameras = this.#uplink.camera.report?.cameras ?? this.#status?.cameras ?? [];
    this.#overlay.setStatus(statusRows(this.#status, this.#report, faults, cameras));
    this.#overlay.setDeskLink(this.#status?.desk[0] ?? null);
  }
}
