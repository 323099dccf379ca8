import { BufferImageSource, Container, Geometry, Mesh, Shader } from "pixi.js";
import type { MapMessage } from "../../../../shared/messages.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { TRAIL_SECONDS, type Trail, Trails } from "../../../kit/map-trail.ts";
import type { ActorRole } from "../cast/actor.ts";
import { BODY, TRAIL } from "../looks/line/palette.ts";
import { BRUSH, StrokeBuffer } from "../strokes/stroke-buffer.ts";
import { StrokeMesh } from "../strokes/stroke-mesh.ts";
import { drawFaintPoints, RIM } from "./faint-points.ts";

/** Share of the screen that the map leaves free around it. */
const MARGIN = 0.07;
/** Without a message for so long the host says no more where anybody is. */
const SILENT: Seconds = 1;
/** In lengths of the map's longer side. */
const DOT = 0.009;
const GLOW = 0.045;
const LINE = 0.0045;
/** Red, green and blue of the brightest point: faint, so that figures stand out. */
const TINT = Float32Array.from([0.25, 0.3, 0.41]);

const vertex = `#version 300 es
in vec2 aCorner;
uniform vec4 uBox;
uniform mat3 uProjectionMatrix;
out vec2 vPlace;
void main() {
  vPlace = vec2(aCorner.x, 1.0 - aCorner.y);
  vec2 place = uBox.xy + uBox.zw * aCorner;
  // What is drawn into is upside down where it is a texture, and its projection with it.
  gl_Position = vec4(place.x, -sign(uProjectionMatrix[1][1]) * place.y, 0.0, 1.0);
}
`;

const fragment = `#version 300 es
precision highp float;
in vec2 vPlace;
uniform sampler2D uPoints;
uniform vec3 uTint;
out vec4 colour;
void main() {
  colour = vec4(uTint * texture(uPoints, vPlace).r, 0.0);
}
`;

type Size = Readonly<Record<"width" | "height", number>>;

/** The map of the archive behind the figures: its points, and the ways of those who dance over it. */
export class MapLayer {
  readonly scene = new Container();
  readonly #strokes = new StrokeBuffer();
  readonly #strokeMesh = new StrokeMesh(this.#strokes, "max");
  readonly #box = new Float32Array(4);
  readonly #tint = new Float32Array(3);
  readonly #trails: Readonly<Record<ActorRole, Trails>> = { dancer: new Trails(), partner: new Trails() };
  #points: {
    readonly mesh: Mesh<Geometry, Shader>;
    readonly size: Size & { readonly scale: number };
  } | null = null;
  #spans = { x: 1, y: 1 };
  #there: MapMessage | null = null;
  #heardAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor() {
    this.scene.addChild(this.#strokeMesh.mesh);
  }

  /** Makes the picture of its points, once. @param places [moments, 2], as the map's file has them */
  show(places: Float32Array): void {
    const { width, height, pixels, scale, spans } = drawFaintPoints(places);
    const geometry = new Geometry({
      topology: "triangle-strip",
      attributes: { aCorner: { buffer: new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), format: "float32x2" } },
    });
    const texture = new BufferImageSource({
      ...{ resource: pixels, width, height, format: "r8unorm" },
      ...{ alphaMode: "no-premultiply-alpha", scaleMode: "linear" },
    });
    const shader = Shader.from({
      gl: { vertex, fragment, name: "map" },
      resources: {
        uPoints: texture,
        uSampler: texture.style,
        mapUniforms: {
          uBox: { value: this.#box, type: "vec4<f32>" },
          uTint: { value: this.#tint, type: "vec3<f32>" },
        },
      },
    });
    const mesh = new Mesh({ geometry, shader });
    mesh.blendMode = "add";
    this.#forget();
    this.#points = { mesh, size: { width, height, scale } };
    this.#spans = spans;
    this.scene.addChildAt(mesh, 0);
  }

  /** Where everybody is by now. */
  place(message: MapMessage, now: Seconds): void {
    this.#there = message;
    this.#heardAt = now;
  }

  /** Everybody glides on to where she was said to be. */
  move(now: Seconds): void {
    const isHeard = now - this.#heardAt < SILENT;
    const { dancers, partners } = (isHeard && this.#there) || { dancers: [], partners: [] };
    this.#trails.dancer.add(dancers, now);
    this.#trails.partner.add(partners, now);
  }

  /** @param share 0..1 of its light @param screen in screen units @param resolution pixels a screen unit */
  paint(now: Seconds, share: number, { width, height }: Size, resolution: number): void {
    this.scene.visible = share > 0 && this.#points !== null;
    if (!this.scene.visible) return;
    const { x, y } = this.#spans;
    const zoom = (1 - 2 * MARGIN) * Math.min(width / x, height / y);
    const [left, bottom] = [(width - x * zoom) / 2, (height + y * zoom) / 2];
    const { size } = this.#points!;
    const pixel = zoom / size.scale;
    this.#box.set([
      (2 * (left - RIM * pixel)) / width - 1,
      1 - (2 * (bottom + RIM * pixel)) / height,
      (2 * size.width * pixel) / width,
      (2 * size.height * pixel) / height,
    ]);
    this.#tint.set(TINT.map((light) => share * light));
    this.#strokes.clear();
    this.#strokes.share = share;
    for (const role of ["partner", "dancer"] as const)
      for (const trail of this.#trails[role].trails) drawTrail(trail, role, now, this.#strokes);
    this.#strokeMesh.mesh.position.set(left, bottom);
    this.#strokeMesh.mesh.scale.set(zoom);
    this.#strokeMesh.upload(zoom * resolution);
  }

  #forget(): void {
    const old = this.#points?.mesh;
    if (!old) return;
    this.scene.removeChild(old);
    old.shader!.resources.uPoints.destroy();
    old.geometry.destroy();
    old.destroy();
  }
}

/** Thinner and fainter with age; in lengths of the map, y down from its lower edge. */
function drawTrail({ places }: Trail, role: ActorRole, now: Seconds, strokes: StrokeBuffer): void {
  const left = (t: Seconds) => Math.max(0, 1 - (now - t) / TRAIL_SECONDS);
  strokes.setBrush(BRUSH.solid, TRAIL[role]);
  for (let at = 1; at < places.length; at++) {
    const [a, b] = [places[at - 1]!, places[at]!];
    const [from, to] = [left(a.t), left(b.t)];
    strokes.stroke(a.x, -a.y, LINE * from, 0.9 * from, b.x, -b.y, LINE * to, 0.9 * to);
  }
  const last = places.at(-1)!;
  const light = left(last.t);
  strokes.setBrush(BRUSH.glow, TRAIL[role]);
  strokes.stroke(last.x, -last.y, GLOW, 0.4 * light, last.x, -last.y, GLOW, 0.4 * light);
  strokes.setBrush(BRUSH.solid, BODY[role]);
  strokes.stroke(last.x, -last.y, DOT, light, last.x, -last.y, DOT, light);
}
