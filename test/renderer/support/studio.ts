import { dress, pictureOf, viewOf } from "../../../renderer/stage/picture/page-picture.ts";
import { PlacedPicture } from "../../../renderer/stage/placement/placed-picture.ts";
import { Cast } from "../../../renderer/stage/view/cast/cast.ts";
import { AdaptiveQuality } from "../../../renderer/stage/view/render-quality.ts";
import { StageView } from "../../../renderer/stage/view/stage-view.ts";
import type { Placement } from "../../../shared/picture/placement.ts";
import type { StageFrame } from "../../../shared/stage.ts";

/** Screen frames to each frame of the engine. */
const REFRESH = 2;
const FPS = 30;

/** The stage in stepped time, so that a picture does not depend on how fast the machine draws. */
export interface Studio {
  /** Lets the frames pass; nothing is drawn. */
  pass(frames: readonly StageFrame[]): void;
  /** Lays the picture onto its screen. */
  place(placement: Placement): void;
  /** Draws the moment that it has come to. */
  paint(): void;
  /**
   * Goes on with these frames and draws each.
   * @returns of each, the relative luminance of every pixel (WCAG 2.2), 0..255, in base64
   */
  luminances(frames: readonly StageFrame[]): string[];
  /** What draws: the graphics card's name, or its stand-in's. */
  readonly card: string;
  /**
   * Goes on with these frames, round after round, and draws each screen frame in a callback named `screenFrame`.
   * @returns for each of them, when it was due and how long it took, milliseconds
   */
  perform(frames: readonly StageFrame[]): Promise<{ readonly due: number[]; readonly took: number[] }>;
  /** From now on everything is handed to the graphics card as before, but no pixel is filled. */
  sparePixels(): void;
}

declare global {
  var studio: Studio;
}

/** Of each value of an sRGB channel, its light. */
const LINEAR = Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

const cast = new Cast();
const canvas = document.getElementById("stage") as HTMLCanvasElement;
const picture = pictureOf(location.search, document)!;
dress(picture, canvas, document);
const placed = PlacedPicture.of(document);
const options = { ...viewOf(picture), size: placed.size, quality: new AdaptiveQuality(false) };
const view = await StageView.open(canvas, cast, options);
let now = 0;

/** Time goes on from where it is, whatever the frames' own. */
function* moments(frames: readonly StageFrame[]): Generator<void> {
  const shift = now + 1 / FPS - frames[0]!.t;
  for (const frame of frames) {
    const t = frame.t + shift;
    cast.receive({ ...frame, t }, t);
    for (let i = 0; i < REFRESH; i++) {
      now = t + i / FPS / REFRESH;
      yield;
    }
  }
}

const gl = canvas.getContext("webgl2")!;
const info = gl.getExtension("WEBGL_debug_renderer_info")!;

globalThis.studio = {
  card: gl.getParameter(info.UNMASKED_RENDERER_WEBGL),
  pass(frames) {
    for (const _ of moments(frames)) view.move(now);
  },
  place(placement) {
    placed.place(placement);
    window.dispatchEvent(new Event("resize"));
  },
  paint: () => view.paint(now),
  luminances(frames) {
    const { width, height } = canvas;
    const pixels = new Uint8Array(4 * width * height);
    return frames.map((frame) => {
      for (const _ of moments([frame])) view.move(now);
      view.paint(now);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      let bytes = "";
      for (let at = 0; at < pixels.length; at += 4)
        bytes += String.fromCharCode(
          255 *
            (0.2126 * LINEAR[pixels[at]!]! +
              0.7152 * LINEAR[pixels[at + 1]!]! +
              0.0722 * LINEAR[pixels[at + 2]!]!),
        );
      return btoa(bytes);
    });
  },
  sparePixels() {
    gl.enable(gl.RASTERIZER_DISCARD);
  },
  async perform(frames) {
    const due: number[] = [];
    const took: number[] = [];
    for (const _ of moments(frames)) {
      await new Promise<void>((resolve) => {
        requestAnimationFrame(function screenFrame(t) {
          const began = performance.now();
          view.draw(now);
          due.push(t);
          took.push(performance.now() - began);
          resolve();
        });
      });
    }
    return { due, took };
  },
};
