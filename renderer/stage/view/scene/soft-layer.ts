import { type Container, Geometry, Mesh, RenderTexture, Shader, type WebGLRenderer } from "pixi.js";
import { DITHER } from "../strokes/stroke-shader.ts";

/** Pixels a screen pixel, in each direction. */
const RESOLUTION = 1 / 6;

const vertex = `#version 300 es
in vec2 aPosition;
uniform mat3 uProjectionMatrix;
out vec2 vPlace;
void main() {
  vPlace = vec2(0.5 + 0.5 * aPosition.x, 0.5 - 0.5 * aPosition.y);
  // What is drawn into is upside down where it is a texture, and its projection with it.
  gl_Position = vec4(aPosition.x, -sign(uProjectionMatrix[1][1]) * aPosition.y, 0.0, 1.0);
}
`;

const fragment = `#version 300 es
precision highp float;
in vec2 vPlace;
uniform sampler2D uSoft;
uniform float uGrain;
out vec4 colour;
${DITHER}
void main() {
  vec3 light = texture(uSoft, vPlace).rgb;
  /* Paper: fine grain and longer fibres, constant in time. */
  if (uGrain > 0.0) {
    vec2 p = gl_FragCoord.xy;
    float tooth = fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453) - 0.5;
    float fibre = fract(sin(dot(floor(p * vec2(0.11, 0.7)), vec2(41.3, 289.1))) * 24634.6345) - 0.5;
    light *= 1.0 + uGrain * (0.03 * tooth + 0.014 * fibre);
  }
  colour = vec4(light + dither(), 1.0);
}
`;

/**
 * Everything without a sharp edge (wall, floor, pools of light, halos), rendered at low resolution and scaled up, which
 * makes it cheap enough for a machine without a GPU.
 */
export class SoftLayer {
  /** To be drawn first in the scene. */
  readonly mesh: Mesh<Geometry, Shader>;
  readonly #renderer: WebGLRenderer;
  readonly #texture: RenderTexture;

  constructor(renderer: WebGLRenderer) {
    this.#renderer = renderer;
    const { width, height } = renderer.screen;
    this.#texture = RenderTexture.create({ width, height, resolution: RESOLUTION, scaleMode: "linear" });
    const geometry = new Geometry({
      topology: "triangle-strip",
      attributes: {
        aPosition: { buffer: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), format: "float32x2" },
      },
    });
    const shader = Shader.from({
      gl: { vertex, fragment, name: "soft" },
      resources: {
        uSoft: this.#texture.source,
        uSampler: this.#texture.source.style,
        softUniforms: { uGrain: { value: 0, type: "f32" } },
      },
    });
    this.mesh = new Mesh({ geometry, shader });
    renderer.on("resize", (screenWidth: number, screenHeight: number) => {
      this.#texture.resize(screenWidth, screenHeight, RESOLUTION);
    });
  }

  /** Pixels of the layer a screen unit. */
  get resolution(): number {
    return RESOLUTION;
  }

  /** 0..1: strength of the paper grain. */
  set grain(share: number) {
    this.mesh.shader!.resources.softUniforms.uniforms.uGrain = share;
  }

  draw(container: Container): void {
    this.#renderer.render({ container, target: this.#texture, clear: false });
  }
}
