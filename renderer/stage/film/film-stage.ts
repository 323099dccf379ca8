import type { FilmBackground, FilmColour } from "../../../shared/film.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { Cast } from "../view/cast/cast.ts";
import { LOOK_RENDERERS } from "../view/looks/looks.ts";
import { AdaptiveQuality } from "../view/render-quality.ts";
import { groundOf } from "../view/scene/backdrop.ts";
import { StageView } from "../view/stage-view.ts";
import { colourUnseen, cutOut, layOver } from "./cut-out.ts";

/** Time passes in steps no longer than a screen's, so that a film of any rate moves as the stage does. */
const STEP: Seconds = 1 / 60;

/** The stage in stepped time: what it draws depends on the frames and their times alone, not on the machine's speed. */
export class FilmStage {
  readonly #cast: Cast;
  readonly #view: StageView;
  readonly #gl: WebGL2RenderingContext;
  readonly #background: FilmBackground;
  readonly #pixels: Uint8Array<ArrayBuffer>;
  #now: Seconds = 0;

  /** Fills the window. */
  static async open(background: FilmBackground): Promise<FilmStage> {
    const canvas = document.body.appendChild(document.createElement("canvas"));
    const cast = new Cast();
    const even = background !== "stage";
    const view = await StageView.open(canvas, cast, { quality: new AdaptiveQuality(false), even });
    return new FilmStage(canvas, cast, view, background);
  }

  private constructor(canvas: HTMLCanvasElement, cast: Cast, view: StageView, background: FilmBackground) {
    this.#cast = cast;
    this.#view = view;
    this.#background = background;
    this.#gl = canvas.getContext("webgl2")!;
    this.#pixels = new Uint8Array(4 * canvas.width * canvas.height);
  }

  get card(): string {
    const info = this.#gl.getExtension("WEBGL_debug_renderer_info");
    return String(this.#gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : this.#gl.RENDERER));
  }

  /** As `FilmPage` says. */
  draw(frames: readonly StageFrame[], until: Seconds): Promise<string> {
    this.#pass(frames, until);
    this.#view.paint(this.#now);
    const { width, height } = this.#gl.canvas;
    const pixels = this.#pixels;
    // Before the page's turn ends, after which the picture is the browser's.
    this.#gl.readPixels(0, 0, width, height, this.#gl.RGBA, this.#gl.UNSIGNED_BYTE, pixels);
    if (this.#background !== "stage") {
      cutOut(pixels, this.#ground());
      if (this.#background === "transparent") colourUnseen(pixels, width);
      else layOver(pixels, this.#background);
    }
    return base64(pixels);
  }

  #pass(frames: readonly StageFrame[], until: Seconds): void {
    const from = this.#now;
    const steps = Math.max(1, Math.ceil((until - from) / STEP - 1e-6));
    let next = 0;
    for (let step = 1; step <= steps; step++) {
      this.#now = from + ((until - from) * step) / steps;
      for (; next < frames.length && frames[next]!.t <= this.#now; next++)
        this.#cast.receive(frames[next]!, frames[next]!.t);
      this.#view.move(this.#now);
    }
  }

  #ground(): FilmColour {
    const [red, green, blue] = groundOf(LOOK_RENDERERS[this.#cast.frame?.parameters.look ?? "line"]);
    return [Math.round(255 * red), Math.round(255 * green), Math.round(255 * blue)];
  }
}

/** The browser's own encoding, which takes a hundredth of one written here. */
function base64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const address = reader.result as string;
      resolve(address.slice(address.indexOf(",") + 1));
    };
    reader.readAsDataURL(new Blob([bytes]));
  });
}
