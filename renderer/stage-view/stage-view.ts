import "pixi.js/unsafe-eval";
import { Container, WebGLRenderer } from "pixi.js";
import type { Seconds } from "../../shared/pose.ts";
import { Backdrop } from "./backdrop.ts";
import type { Cast } from "./cast.ts";
import { drawDancer } from "./dancer-look.ts";
import { FigurePen } from "./figure-pen.ts";
import { Floor } from "./floor.ts";
import { drawFloor, drawProgress } from "./floor-look.ts";
import { Framing } from "./framing.ts";
import { drawHalo } from "./halo.ts";
import { Pace } from "./pace.ts";
import { AURA } from "./palette.ts";
import { drawPartner } from "./partner-look.ts";
import { SoftLayer } from "./soft-layer.ts";
import { StrokeBuffer } from "./stroke-buffer.ts";
import { StrokeMesh } from "./stroke-mesh.ts";
import { drawTrail } from "./trail.ts";

/** Rows of pixels below which the lines lose their shape: a small window is drawn with all of its own. */
const FEWEST = 540;

/** Puts the cast on the screen with PixiJS: what is soft underneath, the lines of the figures above. */
export class StageView {
  readonly #renderer: WebGLRenderer;
  readonly #cast: Cast;
  readonly #framing = new Framing();
  readonly #floor = new Floor();
  readonly #pen = new FigurePen();

  readonly #soft: SoftLayer;
  readonly #backdrop = new Backdrop();
  readonly #softStrokes = new StrokeBuffer();
  readonly #softMesh = new StrokeMesh(this.#softStrokes, "normal");
  readonly #softScene = new Container();

  readonly #strokes = new StrokeBuffer();
  readonly #mesh = new StrokeMesh(this.#strokes, "max");
  readonly #scene = new Container();

  readonly #pace: Pace;

  /** Fills the window with `canvas`. */
  static async open(canvas: HTMLCanvasElement, cast: Cast): Promise<StageView> {
    const renderer = new WebGLRenderer();
    await renderer.init({
      canvas,
      antialias: false,
      gcActive: false,
      resolution: sharpest(),
      autoDensity: true,
      width: window.innerWidth,
      height: window.innerHeight,
      skipExtensionImports: true,
    });
    reloadUnlessRestored(canvas);
    window.addEventListener("resize", () => renderer.resize(window.innerWidth, window.innerHeight));
    return new StageView(renderer, cast);
  }

  private constructor(renderer: WebGLRenderer, cast: Cast) {
    this.#renderer = renderer;
    this.#cast = cast;
    this.#soft = new SoftLayer(renderer);
    this.#pace = new Pace(isSoftware(renderer.gl));
    this.#softScene.addChild(this.#backdrop.mesh, this.#softMesh.mesh);
    this.#scene.addChild(this.#soft.mesh, this.#mesh.mesh);
  }

  /** Draws the cast as it is at `now`, unless the machine needs this frame of the screen for itself. */
  draw(now: Seconds): boolean {
    if (!this.#pace.frame(now)) return false;
    const resolution =
      sharpest() * Math.max(this.#pace.fineness.resolution, Math.min(1, FEWEST / window.innerHeight));
    if (this.#renderer.resolution !== resolution) {
      this.#renderer.resize(window.innerWidth, window.innerHeight, resolution);
    }
    const cast = this.#cast;
    const dt = cast.step(now);
    const aspect = cast.frame ? cast.frame.width / cast.frame.height : 16 / 9;
    this.#framing.step(dt, aspect, cast.actors);
    this.#floor.step(dt, cast.actors);
    const zoom = this.#place();

    this.#softStrokes.clear();
    this.#strokes.clear();
    drawFloor(this.#floor, cast.actors, this.#softStrokes);
    for (const actor of cast.actors) {
      if (actor.presence === 0) continue;
      drawProgress(this.#floor, actor, this.#strokes);
      drawTrail(this.#pen, actor, cast.shownAt, this.#strokes);
      this.#pen.begin(actor);
      drawHalo(this.#pen, AURA[actor.role], actor.energy, this.#softStrokes);
      if (actor.role === "dancer") drawDancer(this.#pen, this.#strokes);
      else drawPartner(this.#pen, now, this.#strokes);
    }
    this.#softMesh.upload(zoom * this.#soft.resolution);
    this.#mesh.upload(zoom * this.#renderer.resolution);
    this.#soft.draw(this.#softScene);
    this.#renderer.render(this.#scene);
    return true;
  }

  /** Moves the world to where the framing wants it. @returns screen units a picture height */
  #place(): number {
    const { width, height } = this.#renderer.screen;
    const { left, right, top, bottom } = this.#framing;
    const zoom = this.#framing.zoom(width, height);
    const x = width / 2 - ((left + right) / 2) * zoom;
    const y = height / 2 - ((top + bottom) / 2) * zoom;
    for (const { mesh } of [this.#mesh, this.#softMesh]) {
      mesh.scale.set(zoom);
      mesh.position.set(x, y);
    }
    this.#backdrop.set(1 - (2 * (y + this.#floor.y * zoom)) / height);
    return zoom;
  }
}

/** Canvas pixels a CSS pixel: those of the screen, but no more than eyes can use. */
function sharpest(): number {
  return Math.min(window.devicePixelRatio, 2);
}

/** The browser draws on the processor, which the engine needs too. */
function isSoftware(gl: WebGLRenderingContextBase): boolean {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return (
    info !== null && /swiftshader|llvmpipe|software/i.test(gl.getParameter(info.UNMASKED_RENDERER_WEBGL))
  );
}

/** A context that is lost comes back by itself, or else with the page. */
function reloadUnlessRestored(canvas: HTMLCanvasElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  canvas.addEventListener("webglcontextlost", () => {
    timer = setTimeout(() => location.reload(), 5000);
  });
  canvas.addEventListener("webglcontextrestored", () => clearTimeout(timer));
}
