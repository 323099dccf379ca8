import type { KeyContext } from "../shared/commands/definition.ts";
import { actionOf, KEYS, keyName, type PageAction, type PointerMove } from "../shared/commands/keys.ts";
import { gridShape } from "../shared/grid.ts";
import type { Sentences } from "../shared/languages/sentences.ts";
import type { HostMessage, PageReport, Status } from "../shared/messages.ts";
import type { StageFrame } from "../shared/stage.ts";
import { CameraUplink } from "./camera-feed.ts";
import { ParameterChanges } from "./knob-watch.ts";
import type { PageLink } from "./link/page-link.ts";
import { RateMeter } from "./meters.ts";
import type { Overlay } from "./overlay.ts";
import { statusRows } from "./readout.ts";
import { languageOf, sentencesOf } from "./sentences.ts";
import { Cast } from "./stage-view/cast.ts";
import { StageView } from "./stage-view/stage-view.ts";
import { sentenceFor, Words } from "./words.ts";

/** The stage: draws what the host sends, sends what the camera sees, and answers keys. */
export class StagePage {
  readonly #link: PageLink;
  readonly #overlay: Overlay;
  readonly #view: StageView;
  readonly #cast: Cast;
  readonly #feed: CameraUplink;
  readonly #words = new Words();
  readonly #drawRate = new RateMeter();
  readonly #changes = new ParameterChanges();
  #sentences: Sentences = sentencesOf(languageOf("auto", navigator.languages));
  #connected = false;
  #wanted: "pixels" | "poses" | "off" = "off";
  #status: Status | null = null;
  #report: PageReport = { tag: "page", cameraFps: 0, drawFps: 0, dropped: 0, detect: null, fault: null };

  static async open(link: PageLink, canvas: HTMLCanvasElement, overlay: Overlay): Promise<StagePage> {
    const cast = new Cast();
    return new StagePage(link, overlay, cast, await StageView.open(canvas, cast));
  }

  private constructor(link: PageLink, overlay: Overlay, cast: Cast, view: StageView) {
    this.#link = link;
    this.#overlay = overlay;
    this.#cast = cast;
    this.#view = view;
    this.#feed = new CameraUplink(link, (report) => link.send(report));
    link.onMessage((message) => this.#receive(message));
    link.onConnected((connected) => this.#meet(connected));
    window.addEventListener("keydown", (event) => this.#key(event));
    setInterval(() => this.#each500ms(), 500);
    setInterval(() => this.#eachSecond(), 1000);
    requestAnimationFrame(this.#draw);
  }

  #receive(message: HostMessage): void {
    if (message.tag === "stage") this.#show(message.frame);
    else if (message.tag === "status") this.#status = message;
    else {
      this.#wanted = message.camera;
      const language = languageOf(message.language, navigator.languages);
      this.#sentences = sentencesOf(language);
      document.documentElement.lang = language;
      this.#feed.instruct(message);
    }
  }

  #show(frame: StageFrame): void {
    this.#cast.receive(frame, performance.now() / 1000);
    this.#overlay.dress(frame.parameters.look);
    document.body.classList.toggle("blackout", frame.blackout);
    const changed = this.#changes.see(frame, this.#sentences);
    if (changed) this.#overlay.show(changed);
  }

  /** A host that is new does not know what became of the camera. */
  #meet(connected: boolean): void {
    this.#connected = connected;
    if (!connected) this.#status = null;
    else if (this.#feed.camera.report) this.#link.send(this.#feed.camera.report);
  }

  #key(event: KeyboardEvent): void {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = actionOf(event.key, this.#keyContext());
    if (!action) return;
    event.preventDefault();
    if (typeof action === "string") this.#act(action);
    else this.#link.send(action);
  }

  #keyContext(): KeyContext | null {
    const { frame, pointed } = this.#cast;
    return (
      frame && { ...frame, styles: this.#status?.styles ?? [], choosing: this.#optionCount > 0, pointed }
    );
  }

  get #optionCount(): number {
    return this.#cast.choice?.options.length ?? 0;
  }

  #act(action: PageAction): void {
    if (action === "readout") this.#showReadout();
    else if (action === "fullscreen") toggleFullscreen();
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

  #showReadout(): void {
    this.#overlay.toggleReadout();
    this.#fillReadout();
  }

  readonly #draw = (milliseconds: DOMHighResTimeStamp) => {
    requestAnimationFrame(this.#draw);
    if (this.#view.draw(milliseconds / 1000)) this.#drawRate.note(milliseconds / 1000);
  };

  #each500ms(): void {
    const now = performance.now() / 1000;
    this.#feed.check();
    const frame = this.#cast.frame;
    const wish = sentenceFor({
      connected: this.#connected,
      engine: this.#status?.engine ?? "running",
      wanted: this.#wanted,
      camera: this.#feed.camera.report?.state ?? null,
      empty: frame?.people.length === 0,
      reason: frame?.reason ?? null,
      silence: this.#cast.silence(now),
    });
    const said = this.#words.consider(wish, now);
    this.#overlay.say(said && this.#sentences[said]);
    this.#overlay.promise(this.#connected ? this.#sentences.noPictures : null);
  }

  #eachSecond(): void {
    const now = performance.now() / 1000;
    this.#report = {
      tag: "page",
      cameraFps: this.#feed.rate.take(now),
      drawFps: this.#drawRate.take(now),
      dropped: this.#feed.dropped,
      detect: this.#feed.detect.take(),
      fault: this.#feed.detectorFault,
    };
    this.#link.send(this.#report);
    if (this.#overlay.readoutShown) this.#fillReadout();
  }

  #fillReadout(): void {
    const { cameraFault, detectorFault } = this.#feed;
    const alerts = [cameraFault, detectorFault && `page detector: ${detectorFault}`];
    this.#overlay.fillReadout(
      statusRows(
        this.#status,
        this.#report,
        alerts.filter((alert) => alert !== null),
      ),
    );
  }
}

function toggleFullscreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => {}); // The browser may refuse; the stage goes on in its window.
}
