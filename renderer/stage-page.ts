import type { HostMessage, PageReport, Status } from "../shared/messages.ts";
import { CameraFeed } from "./camera-feed.ts";
import { actionOf } from "./keyboard.ts";
import type { PageLink } from "./link/page-link.ts";
import { RateMeter } from "./meters.ts";
import type { Overlay } from "./overlay.ts";
import { readoutRows } from "./readout.ts";
import { Cast } from "./stage-view/cast.ts";
import { StageView } from "./stage-view/stage-view.ts";
import { STRINGS } from "./strings.ts";
import { choose, Words } from "./words.ts";

/** The stage: draws what the host sends, sends what the camera sees, and answers keys. */
export class StagePage {
  readonly #link: PageLink;
  readonly #overlay: Overlay;
  readonly #view: StageView;
  readonly #cast: Cast;
  readonly #feed: CameraFeed;
  readonly #words = new Words();
  readonly #drawRate = new RateMeter();
  #connected = false;
  #wanted: "pixels" | "poses" | "off" = "off";
  #status: Status | null = null;
  #report: PageReport = { tag: "page", cameraFps: 0, drawFps: 0, dropped: 0, detect: null };

  static async open(link: PageLink, canvas: HTMLCanvasElement, overlay: Overlay): Promise<StagePage> {
    const cast = new Cast();
    return new StagePage(link, overlay, cast, await StageView.open(canvas, cast));
  }

  private constructor(link: PageLink, overlay: Overlay, cast: Cast, view: StageView) {
    this.#link = link;
    this.#overlay = overlay;
    this.#cast = cast;
    this.#view = view;
    this.#feed = new CameraFeed(link, (report) => link.send(report));
    link.onMessage((message) => this.#receive(message));
    link.onConnected((connected) => this.#meet(connected));
    window.addEventListener("keydown", (event) => this.#key(event));
    setInterval(() => this.#each500ms(), 500);
    setInterval(() => this.#eachSecond(), 1000);
    requestAnimationFrame(this.#draw);
  }

  #receive(message: HostMessage): void {
    if (message.tag === "stage") {
      this.#cast.receive(message.frame, performance.now() / 1000);
      document.body.classList.toggle("blackout", message.frame.blackout);
    } else if (message.tag === "status") this.#status = message;
    else {
      this.#wanted = message.camera;
      this.#feed.instruct(message);
    }
  }

  /** A host that is new does not know what became of the camera. */
  #meet(connected: boolean): void {
    this.#connected = connected;
    if (!connected) this.#status = null;
    else if (this.#feed.camera.report) this.#link.send(this.#feed.camera.report);
  }

  #key(event: KeyboardEvent): void {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = actionOf(event.key, this.#cast.frame?.mode ?? "shadow");
    if (!action) return;
    event.preventDefault();
    if (action === "readout") this.#showReadout();
    else if (action === "fullscreen") toggleFullscreen();
    else this.#link.send(action);
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
    const wish = choose({
      connected: this.#connected,
      engine: this.#status?.engine ?? "running",
      source: this.#status?.source ?? "",
      wanted: this.#wanted,
      camera: this.#feed.camera.report?.state ?? null,
      empty: frame?.people.length === 0,
      reason: frame?.reason ?? null,
      silence: this.#cast.silence(now),
    });
    const said = this.#words.consider(wish, now);
    this.#overlay.say(said && STRINGS[said]);
  }

  #eachSecond(): void {
    const now = performance.now() / 1000;
    this.#report = {
      tag: "page",
      cameraFps: this.#feed.rate.take(now),
      drawFps: this.#drawRate.take(now),
      dropped: this.#feed.dropped,
      detect: this.#feed.detect.take(),
    };
    this.#link.send(this.#report);
    if (this.#overlay.readoutShown) this.#fillReadout();
  }

  #fillReadout(): void {
    const { fault } = this.#feed;
    this.#overlay.fillReadout(readoutRows(this.#status, this.#report, fault ? [fault] : []));
  }
}

function toggleFullscreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  done.catch(() => {}); // The browser may refuse; the stage goes on in its window.
}
