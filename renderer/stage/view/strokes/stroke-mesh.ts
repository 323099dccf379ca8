import { type BLEND_MODES, Buffer, BufferImageSource, BufferUsage, Geometry, Mesh, Shader } from "pixi.js";
import { STROKE_LENGTH, STROKES_A_ROW, type StrokeBuffer, type StrokeColour } from "./stroke-buffer.ts";
import { strokeFragment, strokeVertex } from "./stroke-shader.ts";

/** Four numbers a texel. */
const TEXELS = STROKE_LENGTH / 4;

/**
 * Draws a StrokeBuffer in one call. The strokes are in a float texture from which the vertex shader fetches them: a
 * quarter of the data that vertices would take, and cheaper than instancing for small quads, above all without a GPU.
 */
export class StrokeMesh {
  readonly mesh: Mesh<Geometry, Shader>;
  readonly #strokes: StrokeBuffer;
  readonly #texture: BufferImageSource;
  readonly #indices: Buffer;

  /** @param paper the background that translucent strokes are mixed with; null for none */
  constructor(strokes: StrokeBuffer, blendMode: BLEND_MODES, paper: StrokeColour | null = null) {
    this.#strokes = strokes;
    this.#texture = new BufferImageSource({
      resource: strokes.data,
      width: STROKES_A_ROW * TEXELS,
      height: strokes.capacity / STROKES_A_ROW,
      format: "rgba32float",
      alphaMode: "no-premultiply-alpha",
      scaleMode: "nearest",
    });
    this.#indices = new Buffer({
      data: quads(strokes.capacity),
      usage: BufferUsage.INDEX | BufferUsage.COPY_DST,
    });
    const shader = Shader.from({
      gl: { vertex: strokeVertex, fragment: strokeFragment, name: "stroke" },
      resources: {
        uStrokes: this.#texture,
        strokeUniforms: {
          uPixel: { value: 0.001, type: "f32" },
          uPaper: { value: Float32Array.from(paper ? [...paper, 1] : [0, 0, 0, 0]), type: "vec4<f32>" },
        },
      },
    });
    this.mesh = new Mesh({ geometry: new Geometry({ indexBuffer: this.#indices }), shader });
    this.mesh.blendMode = blendMode;
  }

  /** @param zoom pixels a picture height */
  upload(zoom: number): void {
    const { count, capacity, data } = this.#strokes;
    this.mesh.visible = count > 0;
    this.mesh.geometry.indexCount = 6 * count;
    this.mesh.shader!.resources.strokeUniforms.uniforms.uPixel = 1 / zoom;
    if (this.#texture.resource === data) this.#texture.update(0, count * TEXELS);
    else {
      this.#texture.resource = data;
      this.#texture.resize(STROKES_A_ROW * TEXELS, capacity / STROKES_A_ROW);
      this.#indices.data = quads(capacity);
    }
  }
}

/** Two triangles a quad. */
function quads(count: number): Uint32Array<ArrayBuffer> {
  const corners = [0, 1, 2, 2, 1, 3];
  return Uint32Array.from({ length: 6 * count }, (_, i) => 4 * Math.floor(i / 6) + corners[i % 6]!);
}
