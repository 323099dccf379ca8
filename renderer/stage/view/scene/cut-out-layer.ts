import { type Container, Geometry, Mesh, RenderTexture, Shader, type WebGLRenderer } from "pixi.js";

const vertex = `#version 300 es
in vec2 aPosition;
void main() {
  gl_Position = vec4(aPosition, 0.0, 1.0);
}
`;

/**
 * As `cutOut` does for films: each pixel as transparent as it can be and still give the same colour over the ground. What
 * is left of a colour, its own less the ground's share, is the premultiplied colour: no edge keeps any of the ground.
 */
const fragment = `#version 300 es
precision highp float;
uniform sampler2D uPicture;
uniform vec3 uGround;
out vec4 colour;
void main() {
  // Render textures are upside down.
  ivec2 place = ivec2(gl_FragCoord.xy);
  place.y = textureSize(uPicture, 0).y - 1 - place.y;
  vec3 seen = texelFetch(uPicture, place, 0).rgb;
  vec3 ground = round(uGround * 255.0) / 255.0;
  vec3 more = seen - ground;
  // One step of 8 bits is dithering, and no paint.
  vec3 paint = step(1.5 / 255.0, abs(more));
  vec3 share = paint * abs(more) / max(mix(ground, 1.0 - ground, step(0.0, more)), 1.0 / 255.0);
  float opacity = min(1.0, max(share.r, max(share.g, share.b)));
  colour = vec4(clamp(seen - ground * (1.0 - opacity), 0.0, opacity), opacity);
}
`;

/** Draws a scene without the even ground that it stands on: transparent wherever nothing was painted. */
export class CutOutLayer {
  readonly #renderer: WebGLRenderer;
  readonly #texture: RenderTexture;
  readonly #mesh: Mesh<Geometry, Shader>;
  readonly #ground = new Float32Array(3);

  constructor(renderer: WebGLRenderer) {
    this.#renderer = renderer;
    const { resolution, screen } = renderer;
    const { width, height } = screen;
    this.#texture = RenderTexture.create({ width, height, resolution, scaleMode: "nearest" });
    const geometry = new Geometry({
      topology: "triangle-strip",
      attributes: {
        aPosition: { buffer: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), format: "float32x2" },
      },
    });
    const shader = Shader.from({
      gl: { vertex, fragment, name: "cut-out" },
      resources: {
        uPicture: this.#texture.source,
        uSampler: this.#texture.source.style,
        cutOutUniforms: { uGround: { value: this.#ground, type: "vec3<f32>" } },
      },
    });
    this.#mesh = new Mesh({ geometry, shader });
    renderer.on("resize", (wide: number, high: number, fine: number) =>
      this.#texture.resize(wide, high, fine),
    );
  }

  /** @param ground the colour that the scene stands on, each channel 0..1 */
  draw(scene: Container, ground: Readonly<Float32Array>): void {
    this.#ground.set(ground);
    this.#renderer.render({ container: scene, target: this.#texture });
    this.#renderer.render(this.#mesh);
  }
}
