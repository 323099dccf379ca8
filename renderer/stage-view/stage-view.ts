import "pixi.js/unsafe-eval";
import { Container, WebGLRenderer } from "pixi.js";
import { LOOK_NAMES } from "../../shared/commands/parameters.ts";
import type { Seconds } from "../../shared/pose.ts";
import { Backdrop } from "./backdrop.ts";
import type { Cast } from "./cast.ts";
import { approach } from "./ease.ts";
import { FigurePen } from "./figure-pen.ts";
import { Framing } from "./framing.ts";
import { Invitation } from "./invitation.ts";
import { LookFade } from "./look-fade.ts";
import type { LookRenderer, Sheet } from "./looks/look.ts";
import { LOOK_RENDERERS } from "./looks/looks.ts";
import { drawMarks } from "./marks.ts";
import { DetailControl } from "./pace.ts";
import { SoftLayer } from "./soft-layer.ts";
import { StrokeBuffer } from "./stroke-buffer.ts";
import { StrokeMesh } from "./stroke-mesh.ts";

/** Rows of pixels below which the lines lose their shape: a small window is drawn with all of its own. */
const FEWEST = 540;

const FINENESSES = [false, true];

/** Puts the cast on the screen with PixiJS: what is soft underneath, the lines of the figures above. */
export class StageView {
  readonly #renderer: WebGLRenderer;
  readonly #cast: Cast;
  readonly #framing = new Framing();
  readonly #fade = new LookFade();
  readonly #invitation = new Invitation();
  /** Where the wall meets the floor, picture heights. */
  #horizon = 0.92;
  readonly #pen = new FigurePen();

  readonly #soft: SoftLayer;
  readonly #backdrop = new Backdrop();
  readonly #softStrokes = new StrokeBuffer();
  readonly #softMesh = new StrokeMesh(this.#softStrokes, "normal");
  readonly #softScene = new Container();

  readonly #light = new StrokeBuffer();
  readonly #lightMesh = new StrokeMesh(this.#light, "max");
  readonly #ink = new StrokeBuffer();
  readonly #inkMesh = new StrokeMesh(this.#ink, "min", LOOK_RENDERERS.ink.ground);
  readonly #scene = new Container();

  readonly #pace: DetailControl;

  /** Fills the window with `canvas`. @param pace one that suits the machine, when missing */
  static async open(canvas: HTMLCanvasElement, cast: Cast, pace?: DetailControl): Promise<StageView> {
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
    return new StageView(renderer, cast, pace ?? new DetailControl(isSoftware(renderer.gl)));
  }

  private constructor(renderer: WebGLRenderer, cast: Cast, pace: DetailControl) {
    this.#renderer = renderer;
    this.#cast = cast;
    this.#soft = new SoftLayer(renderer);
    this.#pace = pace;
    this.#softScene.addChild(this.#backdrop.mesh, this.#softMesh.mesh);
    this.#scene.addChild(this.#soft.mesh, this.#lightMesh.mesh, this.#inkMesh.mesh);
  }

  /** Draws the cast as it is at `now`, unless the machine needs this frame of the screen for itself. */
  draw(now: Seconds): boolean {
    if (!this.#pace.frame(now)) return false;
    const resolution =
      sharpest() * Math.max(this.#pace.fineness.resolution, Math.min(1, FEWEST / window.innerHeight));
    if (this.#renderer.resolution !== resolution) {
      this.#renderer.resize(window.innerWidth, window.innerHeight, resolution);
    }
    this.move(now);
    this.paint(now);
    return true;
  }

  /** Brings everybody, the view and the look to where they are at `now`. */
  move(now: Seconds): void {
    const cast = this.#cast;
    const dt = cast.step(now);
    this.#framing.step(dt, cast.aspect, cast.actors, cast.grid);
    const zoom = this.#framing.zoom(this.#renderer.screen.width, this.#renderer.screen.height);
    for (const actor of cast.actors) actor.refine(dt, zoom);
    this.#fade.step(dt, cast.frame?.parameters.look ?? "line");
    this.#invitation.step(dt, cast.alone, cast.aspect);
    this.#horizon = approach(this.#horizon, cast.horizon ?? this.#horizon, dt, 0.6);
  }

  paint(now: Seconds): void {
    const zoom = this.#place();
    for (const strokes of [this.#softStrokes, this.#light, this.#ink]) strokes.clear();
    for (const name of LOOK_NAMES) {
      const share = this.#fade.share(name);
      if (share > 0) this.#perform(LOOK_RENDERERS[name], share, now);
    }
    this.#softMesh.upload(zoom * this.#soft.resolution);
    this.#lightMesh.upload(zoom * this.#renderer.resolution);
    this.#inkMesh.upload(zoom * this.#renderer.resolution);
    this.#soft.draw(this.#softScene);
    this.#renderer.render(this.#scene);
  }

  /** Draws everybody in one look. */
  #perform(look: LookRenderer, share: number, now: Seconds): void {
    const cast = this.#cast;
    const sheet: Sheet = {
      pen: this.#pen,
      lines: look.blend === "min" ? this.#ink : this.#light,
      soft: this.#softStrokes,
      now,
      shownAt: cast.shownAt,
    };
    for (const actor of cast.actors) {
      if (actor.presence === 0) continue;
      const { x, y, size } = actor.placement;
      sheet.lines.place(x, y, size);
      sheet.soft.place(x, y, size);
      for (const fine of FINENESSES) {
        const part = fine ? actor.fineness : 1 - actor.fineness;
        if (part === 0) continue;
        sheet.pen.fine = fine;
        // Lines do not add up: both are whole in the middle of a change, so that nothing darkens.
        sheet.lines.share = share * Math.min(1, 2 * part);
        sheet.soft.share = share * part;
        look.draw(actor, sheet);
      }
    }
    sheet.lines.share = share;
    sheet.lines.place(0, 0, 1);
    this.#invitation.draw(cast.alone, now, look.marks.dancer, sheet.lines);
    for (const company of cast.companies.values()) drawMarks(company, look, cast.aspect, sheet.lines);
  }

  /** Moves the world to where the framing wants it. @returns screen units a picture height */
  #place(): number {
    const { width, height } = this.#renderer.screen;
    const { left, right, top, bottom } = this.#framing;
    const zoom = this.#framing.zoom(width, height);
    const x = width / 2 - ((left + right) / 2) * zoom;
    const y = height / 2 - ((top + bottom) / 2) * zoom;
    for (const { mesh } of [this.#lightMesh, this.#inkMesh, this.#softMesh]) {
      mesh.scale.set(zoom);
      mesh.position.set(x, y);
    }
    this.#backdrop.set(1 - (2 * (y + this.#horizon * zoom)) / height, this.#fade);
    this.#soft.grain = this.#backdrop.grain;
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
