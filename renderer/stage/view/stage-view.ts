import "pixi.js/unsafe-eval";
import { Container, WebGLRenderer } from "pixi.js";
import { LOOK_NAMES, type LookName } from "../../../shared/commands/parameters.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { ActorRole } from "./cast/actor.ts";
import type { Cast } from "./cast/cast.ts";
import { approach } from "./ease.ts";
import { FigurePen } from "./figure/figure-pen.ts";
import { Framing } from "./framing.ts";
import type { DrawContext, LookRenderer } from "./looks/look.ts";
import { LOOK_RENDERERS } from "./looks/looks.ts";
import { MapLayer } from "./map/map-layer.ts";
import { PracticeMarks } from "./practice/practice-marks.ts";
import { AdaptiveQuality } from "./render-quality.ts";
import { Backdrop } from "./scene/backdrop.ts";
import { CutOutLayer } from "./scene/cut-out-layer.ts";
import { FloorRipples } from "./scene/floor-ripples.ts";
import { LookCrossfade } from "./scene/look-crossfade.ts";
import { drawMarks } from "./scene/marks.ts";
import { SoftLayer } from "./scene/soft-layer.ts";
import { StrokeBuffer } from "./strokes/stroke-buffer.ts";
import { StrokeMesh } from "./strokes/stroke-mesh.ts";

/** A window with fewer rows of pixels is not drawn at less than its own resolution: lines would lose their shape. */
const MIN_ROWS = 540;

/** With reduced motion the view widens and narrows so much slower: a picture that zooms makes some people dizzy. */
const CALM = 4;

const DETAIL_LEVELS = [false, true];

/** Looks that draw figures alike draw them once, in the light of all of them. */
const ALIKE = [...new Set(Object.values(LOOK_RENDERERS))].map((look) => ({
  look,
  names: LOOK_NAMES.filter((name) => LOOK_RENDERERS[name] === look),
}));

/** What sets one view of the stage apart from another. */
export interface ViewOptions {
  /** By default one that suits the machine. */
  readonly quality?: AdaptiveQuality;
  /** Without wall and floor, on one colour, from which the figures can be cut out. */
  readonly even?: boolean;
  /** The figures alone are drawn, cut out of their ground: what is behind the canvas is seen around them. */
  readonly cutOut?: boolean;
  /** In place of the show's. */
  readonly look?: LookName | null;
  /** Whose figures are drawn; null for everybody's. */
  readonly only?: ActorRole | null;
  /** Whether rings, lines and other signs are drawn for whoever dances. */
  readonly signs?: boolean;
  /** Of the picture, CSS pixels; by default the window's. */
  readonly size?: () => Size;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const windowSize = (): Size => ({ width: window.innerWidth, height: window.innerHeight });

/** Draws the cast with PixiJS: a soft layer underneath, the lines of the figures above. */
export class StageView {
  /** What moves beside the dance itself moves slowly or not at all. */
  reducedMotion = false;
  readonly map = new MapLayer();
  readonly practice = new PracticeMarks();
  readonly #renderer: WebGLRenderer;
  readonly #cast: Cast;
  readonly #framing = new Framing();
  readonly #crossfade = new LookCrossfade();
  readonly #ripples = new FloorRipples();
  /** Where the wall meets the floor, picture heights. */
  #horizon = 0.92;
  readonly #pen = new FigurePen();

  readonly #soft: SoftLayer;
  readonly #backdrop: Backdrop;
  readonly #softStrokes = new StrokeBuffer();
  readonly #softMesh = new StrokeMesh(this.#softStrokes, "normal");
  readonly #softScene = new Container();

  readonly #light = new StrokeBuffer();
  readonly #lightMesh = new StrokeMesh(this.#light, "max");
  readonly #ink = new StrokeBuffer();
  readonly #inkMesh = new StrokeMesh(this.#ink, "min", LOOK_RENDERERS.ink.paper);
  readonly #scene = new Container();

  readonly #quality: AdaptiveQuality;
  readonly #look: LookName | null;
  readonly #only: ActorRole | null;
  readonly #signs: boolean;
  readonly #size: () => Size;
  readonly #cutOut: CutOutLayer | null;

  /** Fills the window, or what `size` says, with `canvas`. */
  static async open(canvas: HTMLCanvasElement, cast: Cast, options: ViewOptions = {}): Promise<StageView> {
    const { size = windowSize, cutOut = false } = options;
    const renderer = new WebGLRenderer();
    await renderer.init({
      canvas,
      antialias: false,
      gcActive: false,
      resolution: pixelRatio(),
      autoDensity: true,
      ...size(),
      backgroundAlpha: cutOut ? 0 : 1,
      skipExtensionImports: true,
    });
    reloadUnlessRestored(canvas);
    const view = new StageView(renderer, cast, { ...options, size });
    window.addEventListener("resize", () => view.#fit());
    return view;
  }

  private constructor(
    renderer: WebGLRenderer,
    cast: Cast,
    {
      quality,
      even = false,
      cutOut = false,
      look = null,
      only = null,
      signs = true,
      size = windowSize,
    }: ViewOptions,
  ) {
    this.#renderer = renderer;
    this.#cast = cast;
    this.#soft = new SoftLayer(renderer);
    this.#quality = quality ?? new AdaptiveQuality(isSoftware(renderer.gl));
    [this.#look, this.#only, this.#signs, this.#size] = [look, only, signs, size];
    this.#backdrop = new Backdrop(even || cutOut);
    this.#cutOut = cutOut ? new CutOutLayer(renderer) : null;
    this.#softScene.addChild(this.#backdrop.mesh, this.#softMesh.mesh);
    this.#scene.addChild(this.#soft.mesh, this.map.scene, this.#lightMesh.mesh, this.#inkMesh.mesh);
  }

  /** Draws the cast as it is at `now`. @returns false when this frame of the screen is skipped */
  draw(now: Seconds): boolean {
    if (!this.#quality.shouldDraw(now)) return false;
    this.#fit();
    this.move(now);
    this.paint(now);
    return true;
  }

  /** To the size of the picture, with as many pixels as the machine can draw. */
  #fit(): void {
    const { width, height } = this.#size();
    const resolution =
      pixelRatio() * Math.max(this.#quality.level.resolution, Math.min(1, MIN_ROWS / height));
    const { screen } = this.#renderer;
    if (this.#renderer.resolution !== resolution || screen.width !== width || screen.height !== height)
      this.#renderer.resize(width, height, resolution);
  }

  /** Advances all animation to `now`. */
  move(now: Seconds): void {
    const cast = this.#cast;
    const dt = cast.step(now);
    this.#framing.step(this.reducedMotion ? dt / CALM : dt, cast.aspect, cast.actors, cast.grid);
    const zoom = this.#framing.zoom(this.#renderer.screen.width, this.#renderer.screen.height);
    for (const actor of cast.actors) actor.updateDetail(dt, zoom);
    this.#crossfade.step(dt, this.#look ?? cast.frame?.parameters.look ?? "line");
    this.map.move(now);
    this.practice.step(dt, cast);
    this.#ripples.step(dt, cast.alone, cast.aspect);
    this.#horizon = approach(this.#horizon, cast.horizon ?? this.#horizon, dt, 0.6);
  }

  paint(now: Seconds): void {
    const zoom = this.#applyFraming();
    for (const strokes of [this.#softStrokes, this.#light, this.#ink]) strokes.clear();
    for (const { look, names } of ALIKE) {
      const share = names.reduce((sum, name) => sum + this.#crossfade.share(name), 0);
      if (share > 0) this.#drawLook(look, share, now);
    }
    this.map.paint(now, this.#crossfade.share("map"), this.#renderer.screen, this.#renderer.resolution);
    this.#softMesh.upload(zoom * this.#soft.resolution);
    this.#lightMesh.upload(zoom * this.#renderer.resolution);
    this.#inkMesh.upload(zoom * this.#renderer.resolution);
    this.#soft.draw(this.#softScene);
    if (this.#cutOut) this.#cutOut.draw(this.#scene, this.#backdrop.ground);
    else this.#renderer.render(this.#scene);
  }

  /** Draws all actors in one look. */
  #drawLook(look: LookRenderer, share: number, now: Seconds): void {
    const cast = this.#cast;
    const context: DrawContext = {
      pen: this.#pen,
      lines: look.blend === "min" ? this.#ink : this.#light,
      soft: this.#softStrokes,
      now,
      playoutTime: cast.playoutTime,
    };
    for (const actor of cast.actors) {
      if (actor.presence === 0 || (this.#only !== null && actor.role !== this.#only)) continue;
      const { x, y, scale } = actor.transform;
      context.lines.setTransform(x, y, scale);
      context.soft.setTransform(x, y, scale);
      for (const fine of DETAIL_LEVELS) {
        const weight = fine ? actor.detail : 1 - actor.detail;
        if (weight === 0) continue;
        context.pen.detailed = fine;
        // Lines are blended by max or min and do not add up: each is at full light in the middle of the change.
        context.lines.share = share * Math.min(1, 2 * weight);
        context.soft.share = share * weight;
        look.draw(actor, context);
      }
    }
    if (!this.#signs) return;
    context.lines.share = share;
    this.practice.draw(cast, look, context);
    context.lines.setTransform(0, 0, 1);
    this.#ripples.draw(cast.alone, this.reducedMotion ? 0 : now, look.marks.dancer, context.lines);
    for (const group of cast.groups.values()) drawMarks(group, look, cast.aspect, context.lines);
  }

  /** @param x @param y in picture heights. @returns the same place in CSS pixels */
  toScreen(x: number, y: number): { readonly x: number; readonly y: number } {
    const { zoom, left, top } = this.#placed();
    return { x: left + zoom * x, y: top + zoom * y };
  }

  /** Screen units a picture height, and where the picture's corner is on the screen. */
  #placed(): { readonly zoom: number; readonly left: number; readonly top: number } {
    const { width, height } = this.#renderer.screen;
    const { left, right, top, bottom } = this.#framing;
    const zoom = this.#framing.zoom(width, height);
    return {
      zoom,
      left: width / 2 - ((left + right) / 2) * zoom,
      top: height / 2 - ((top + bottom) / 2) * zoom,
    };
  }

  /** Applies the framing. @returns screen units a picture height */
  #applyFraming(): number {
    const { height } = this.#renderer.screen;
    const { zoom, left: x, top: y } = this.#placed();
    for (const { mesh } of [this.#lightMesh, this.#inkMesh, this.#softMesh]) {
      mesh.scale.set(zoom);
      mesh.position.set(x, y);
    }
    this.#backdrop.set(1 - (2 * (y + this.#horizon * zoom)) / height, this.#crossfade);
    this.#soft.grain = this.#backdrop.grain;
    return zoom;
  }
}

/** Canvas pixels a CSS pixel: more than two are not visible. */
function pixelRatio(): number {
  return Math.min(window.devicePixelRatio, 2);
}

/** The browser draws on the CPU, which the engine needs too. */
function isSoftware(gl: WebGLRenderingContextBase): boolean {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return (
    info !== null && /swiftshader|llvmpipe|software/i.test(gl.getParameter(info.UNMASKED_RENDERER_WEBGL))
  );
}

/** Reloads the page when a lost WebGL context is not restored. */
function reloadUnlessRestored(canvas: HTMLCanvasElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  canvas.addEventListener("webglcontextlost", () => {
    timer = setTimeout(() => location.reload(), 5000);
  });
  canvas.addEventListener("webglcontextrestored", () => clearTimeout(timer));
}
