import { Geometry, Mesh, Shader } from "pixi.js";
import { LOOK_NAMES } from "../../../../shared/commands/parameters.ts";
import type { LookRenderer } from "../looks/look.ts";
import { LOOK_RENDERERS } from "../looks/looks.ts";
import type { StrokeColour } from "../strokes/stroke-buffer.ts";
import { DITHER } from "../strokes/stroke-shader.ts";
import type { LookCrossfade } from "./look-crossfade.ts";

const vertex = `#version 300 es
in vec2 aPosition;
out vec2 vScreen;
void main() {
  // Render textures are upside down.
  vScreen = vec2(aPosition.x, -aPosition.y);
  gl_Position = vec4(aPosition, 0.0, 1.0);
}
`;

/** The wall above the horizon, the floor below, both darker to the sides. */
const fragment = `#version 300 es
precision highp float;
in vec2 vScreen;
uniform float uFloor;
uniform vec3 uBase;
uniform vec3 uWall;
uniform vec3 uGround;
out vec4 colour;
${DITHER}
void main() {
  float above = vScreen.y - uFloor;
  float side = vScreen.x * vScreen.x;
  vec3 wall = uWall * exp(-1.4 * max(above, 0.0) - 0.9 * side);
  vec3 ground = uGround * exp(2.6 * min(above, 0.0) - 1.1 * side);
  vec3 light = mix(ground, wall, smoothstep(-0.012, 0.03, above)) + uBase;
  colour = vec4(light + dither(), 1.0);
}
`;

/** What a look draws on where there is neither wall nor floor: its paper, or the dark. */
export const groundOf = ({ paper }: LookRenderer): StrokeColour => paper ?? [0, 0, 0];

/** The empty stage. */
export class Backdrop {
  readonly mesh: Mesh<Geometry, Shader>;
  /** 0..1: strength of the paper grain. */
  grain = 0;
  readonly #base = new Float32Array(3);
  readonly #wall = new Float32Array(3);
  readonly #ground = new Float32Array(3);
  readonly #even: boolean;

  /** @param even one colour everywhere, without wall, floor and grain: what is drawn on it can be cut out */
  constructor(even: boolean) {
    this.#even = even;
    const geometry = new Geometry({
      topology: "triangle-strip",
      attributes: {
        aPosition: { buffer: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), format: "float32x2" },
      },
    });
    const shader = Shader.from({
      gl: { vertex, fragment, name: "backdrop" },
      resources: {
        backdropUniforms: {
          uFloor: { value: -0.8, type: "f32" },
          uBase: { value: this.#base, type: "vec3<f32>" },
          uWall: { value: this.#wall, type: "vec3<f32>" },
          uGround: { value: this.#ground, type: "vec3<f32>" },
        },
      },
    });
    this.mesh = new Mesh({ geometry, shader });
  }

  /** What is drawn on where it is even. */
  get ground(): Readonly<Float32Array> {
    return this.#base;
  }

  /** @param floor height of the horizon on the screen, -1 bottom to 1 top */
  set(floor: number, fade: LookCrossfade): void {
    for (const light of [this.#base, this.#wall, this.#ground]) light.fill(0);
    this.grain = 0;
    for (const name of LOOK_NAMES) {
      const look = LOOK_RENDERERS[name];
      const { backdrop } = look;
      const share = fade.share(name);
      if (this.#even) {
        add(this.#base, groundOf(look), share);
        continue;
      }
      this.grain += share * backdrop.grain;
      add(this.#base, backdrop.base, share);
      add(this.#wall, backdrop.wall, share);
      add(this.#ground, backdrop.ground, share);
    }
    this.mesh.shader!.resources.backdropUniforms.uniforms.uFloor = floor;
  }
}

function add(to: Float32Array, light: StrokeColour, share: number): void {
  for (let channel = 0; channel < 3; channel++) to[channel]! += share * light[channel]!;
}
