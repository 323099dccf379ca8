import type { KeyContext } from "../../shared/commands/definition.ts";
import { actionOf, KEYS, keyName, type PageAction, type PointerMove } from "../../shared/commands/keys.ts";
import { gridShape } from "../../shared/grid.ts";
import type { Language } from "../../shared/languages/languages.ts";
import type { Sentences } from "../../shared/languages/sentences.ts";
import type { HostMessage, Instructions, PageReport, StageMessage, Status } from "../../shared/messages.ts";
import { type Picture, speaks } from "../../shared/picture/picture-address.ts";
import { UNPLACED } from "../../shared/picture/placement.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { toggleFullscreen } from "../kit/fullscreen.ts";
import { applyLanguage, languageOf, SENTENCES } from "../kit/language.ts";
import { fetchMap } from "../kit/map-file.ts";
import { RateMeter } from "../kit/meters.ts";
import { pressed } from "../kit/press.ts";
import { titleOf } from "../kit/sentence.ts";
import { showStateOf, situationOf } from "../kit/show-state.ts";
import { statusRows } from "../kit/status-rows.ts";
import type { PageLink } from "../link/page-link.ts";
import { CameraUplink, epochSeconds } from "./camera/camera-uplink.ts";
import { MidiInput } from "./clocks/midi-input.ts";
import { TimecodeInput } from "./clocks/timecode-input.ts";
import { AudioDescription } from "./description/audio-description.ts";
import { Voice } from "./description/voice.ts";
import { Ears } from "./ears/ears.ts";
import { FlashGuard } from "./flash-guard.ts";
import { ClosedScreen } from "./hours/closed-screen.ts";
import { handsOf, LanguageChoice, type ScreenPoint } from "./language/language-choice.ts";
import { LatencyMeter } from "./latency-meter.ts";
import { MapBehind } from "./map-behind.ts";
import type { Overlay } from "./overlay.ts";
import { ParameterChanges } from "./parameter-changes.ts";
import { viewOf } from "./picture/page-picture.ts";
import type { Placing } from "./placement/placing.ts";
import type { PracticePanel } from "./practice/practice-panel.ts";
import { PromptDebouncer, promptFor } from "./prompt.ts";
import { ScreenWakeLock } from "./screen-wake-lock.ts";
import type { KnownShow } from "./surface/bound-control.ts";
import { ControlSurface } from "./surface/control-surface.ts";
import { TrackSound } from "./track/track-sound.ts";
import { Cast } from "./view/cast/cast.ts";
import { type Size, StageView } from "./view/stage-view.ts";

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
  readonly #description = new AudioDescription();
  readonly #voice = new Voice(speechSynthesis);
  readonly #blackout = new FlashGuard();
  readonly #languages: LanguageChoice;
  /** As the system asks of every page. */
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #language: Language = "en";
  #sentences: Sentences = SENTENCES.en;
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

  /**
   * @param connect is called when everything is ready to receive, so that no message is missed
   * @param picture what this page shows of the show
   */
  static async open(
    connect: () => PageLink,
    canvas: HTMLCanvasElement,
    overlay: Overlay,
    practice: PracticePanel,
    placing: Placing,
    picture: Picture,
    size: () => Size,
  ): Promise<StagePage> {
    const cast = new Cast();
    const view = await StageView.open(canvas, cast, { ...viewOf(picture), size });
    return new StagePage(connect(), overlay, practice, placing, picture, cast, view);
  }

  private constructor(
    link: PageLink,
    overlay: Overlay,
    practice: PracticePanel,
    placing: Placing,
    picture: Picture,
    cast: Cast,
    view: StageView,
  ) {
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
    this.#languages = new LanguageChoice(overlay.languages, (value) =>
      link.send({ tag: "command", command: "language", value }),
    );
    this.#speak("auto");
    link.onMessage((message) => this.#receive(message));
    link.onConnected((connected) => this.#connectionChanged(connected));
    window.addEventListener("keydown", (event) => this.#key(event));
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
      this.#uplink.preferAsked();
    } else if (message.tag === "reload") {
      // No page fills the screen again by itself once it has let go of it.
      if (document.fullscreenElement === null) location.reload();
    } else if (message.tag === "instructions") {
      this.#cameraMode = message.camera;
      if (!this.#cast.frame) this.#speak(message.language);
      this.#languages.offer(speaks(this.#picture) ? message.languages : []);
      this.#uplink.instruct(message);
      this.#ears.instruct(message);
      this.#midi.instruct(message.midi);
      this.#timecode.instruct(message.timecode);
      this.#surface.instruct(message.surface);
    }
  }

  #receiveStatus(status: Status): void {
    this.#status = status;
    this.#closed.show(status.hours, this.#sentences, document.documentElement.lang, Date.now());
  }

  #show({ frame, captured }: StageMessage): void {
    this.#cast.receive(frame, performance.now() / 1000);
    if (captured !== undefined) this.#latency.captured(frame.t, captured);
    const { look, language, audioDescription, reducedMotion } = frame.parameters;
    const now = performance.now() / 1000;
    this.#speak(language);
    this.#overlay.setLook(this.#picture.look ?? look);
    this.#practice.show(frame, this.#sentences);
    this.#surface.look();
    const isStill = reducedMotion || this.#still.matches;
    this.#view.reducedMotion = isStill;
    document.body.classList.toggle("reduced-motion", isStill);
    document.body.classList.toggle("blackout", this.#blackout.update(frame.blackout, now));
    this.#languages.update(this.#hands(), this.#language, now);
    if (audioDescription && this.#picture.camera) this.#describe(frame, now);
    else this.#voice.stop();
    const change = this.#changes.describe(frame, this.#sentences);
    if (change) this.#overlay.showToast(change);
  }

  #speak(setting: "auto" | Language): void {
    this.#language = languageOf(setting, navigator.languages);
    this.#sentences = applyLanguage(setting);
  }

  #hands(): ScreenPoint[] {
    const toScreen = (x: number, y: number) => this.#view.toScreen(x, y);
    return [...this.#cast.groups.values()].flatMap(({ dancer }) => handsOf(dancer, toScreen));
  }

  #describe(frame: StageFrame, now: Seconds): void {
    const said = this.#description.tell(frame, this.#sentences, now);
    if (said) this.#voice.say(said, this.#language);
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

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.#placing.key(event)) {
      event.preventDefault();
      return;
    }
    const action = actionOf(event.key, this.#keyContext());
    const scrolls = action === "above" || action === "below";
    if (!action || (event.repeat && !scrolls)) return;
    event.preventDefault();
    if (scrolls && this.#overlay.scroll(action, this.#optionCount === 0)) return;
    if (event.repeat) return;
    if (typeof action === "string") this.#act(action);
    else this.#link.send(pressed(action, event));
  }

  #keyContext(): KeyContext | null {
    const { frame, pointed } = this.#cast;
    const { styles = [], missingGenerators = {}, missingModes = {} } = this.#status ?? {};
    return (
      frame && { ...frame, styles, missingGenerators, missingModes, choosing: this.#optionCount > 0, pointed }
    );
  }

  #knownShow(): KnownShow | null {
    const state = showStateOf(this.#cast.frame, this.#status);
    return state && { state, situation: situationOf(this.#cast.frame!, this.#status!) };
  }

  get #optionCount(): number {
    return this.#cast.choice?.options.length ?? 0;
  }

  #act(action: PageAction): void {
    if (action === "status") this.#toggleStatus();
    else if (action === "fullscreen") toggleFullscreen();
    else if (action === "placement") this.#placing.open(this.#sentences.placement);
    else if (action === "next-camera") this.#stepCamera(1);
    else if (action === "previous-camera") this.#stepCamera(-1);
    else if (action === "help") {
      this.#overlay.toggleHelp(
        KEYS.map(({ keys, says }) => [keys.map(keyName).join("  "), says(this.#sentences)]),
      );
    } else this.#point(action);
  }

  /** Points at an option by keys, as the dancer does by hand. */
  #point(move: PointerMove): void {
    const count = this.#optionCount;
    if (count === 0) return;
    const at = this.#cast.pointed;
    const { columns } = gridShape(count);
    const step = { next: 1, previous: -1, below: columns, above: -columns }[move];
    const to = at === null ? 0 : at + step;
    if (to >= 0 && to < count) this.#cast.pointed = to;
  }

  #stepCamera(by: 1 | -1): void {
    const camera = this.#uplink.camera.step(by);
    this.#overlay.showToast(`${titleOf(this.#sentences.page.camera)}  ${camera ?? "–"}`);
  }

  #toggleStatus(): void {
    this.#overlay.toggleStatus();
    this.#updateStatus();
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
    const turn = prompt === "stepIn" ? this.#languages.turnOf(now) : null;
    this.#overlay.setPrompt(prompt && (turn ? SENTENCES[turn] : this.#sentences)[prompt], turn);
    this.#overlay.setInvitation(prompt === "stepIn");
    this.#overlay.setPrivacyNote(this.#connected ? this.#sentences.privacy : null);
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
      this.#voice.fault && `audio description: ${this.#voice.fault}`,
    ].filter((line) => line !== null);
    const cameras = this.#uplink.camera.report?.cameras ?? this.#status?.cameras ?? [];
    this.#overlay.setStatus(statusRows(this.#status, this.#report, faults, cameras));
    this.#overlay.setDeskLink(this.#status?.desk[0] ?? null);
  }
}
