import { type BLEND_MODES, Buffer, BufferUsage, Geometry, Mesh, Shader, State } from "pixi.js";
import { STROKE_LENGTH, type StrokeBuffer } from "./stroke-buffer.ts";
import { strokeFragment, strokeVertex } from "./stroke-shader.ts";

const CORNERS = new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]);
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

/** Draws a StrokeBuffer in one call: one instance of a quad a stroke. */
export class StrokeMesh {
  readonly mesh: Mesh<Geometry, Shader>;
  readonly #instances: Buffer;
  readonly #strokes: StrokeBuffer;

  constructor(strokes: StrokeBuffer, blendMode: BLEND_MODES) {
    this.#strokes = strokes;
    this.#instances = new Buffer({
      data: strokes.data,
      usage: BufferUsage.VERTEX | BufferUsage.COPY_DST,
      shrinkToFit: false,
    });
    const field = (index: number) => ({
      buffer: this.#instances,
      format: "float32x4" as const,
      stride: STROKE_LENGTH * FLOAT,
      offset: index * 4 * FLOAT,
      instance: true,
    });
    const geometry = new Geometry({
      topology: "triangle-strip",
      attributes: {
        aCorner: { buffer: new Buffer({ data: CORNERS, usage: BufferUsage.VERTEX }), format: "float32x2" },
        aFrom: field(0),
        aTo: field(1),
        aColour: field(2),
        aBrush: field(3),
      },
    });
    const shader = Shader.from({
      gl: { vertex: strokeVertex, fragment: strokeFragment, name: "stroke" },
      resources: { strokeUniforms: { uPixel: { value: 0.001, type: "f32" } } },
    });
    const state = State.for2d();
    this.mesh = new Mesh({ geometry, shader, state });
    this.mesh.blendMode = blendMode;
  }

  /** @param zoom pixels a picture height */
  upload(zoom: number): void {
    const { count, data } = this.#strokes;
    const { shader, geometry } = this.mesh;
    shader!.resources.strokeUniforms.uniforms.uPixel = 1 / zoom;
    geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    this.#instances.setDataWithSize(data, count * STROKE_LENGTH, true);
  }
}
