import { Geometry, Mesh, Shader } from "pixi.js";
import { DITHER } from "./stroke-shader.ts";

const vertex = `#version 300 es
in vec2 aPosition;
out vec2 vScreen;
void main() {
  // A render texture holds its top row first: y is turned over.
  vScreen = vec2(aPosition.x, -aPosition.y);
  gl_Position = vec4(aPosition, 0.0, 1.0);
}
`;

/** A dark wall above, the floor a little lighter where it begins, both falling off to the sides. */
const fragment = `#version 300 es
precision highp float;
in vec2 vScreen;
uniform float uFloor;
out vec4 colour;
${DITHER}
void main() {
  float above = vScreen.y - uFloor;
  float side = vScreen.x * vScreen.x;
  vec3 wall = vec3(0.032, 0.036, 0.052) * exp(-1.4 * max(above, 0.0) - 0.9 * side);
  vec3 ground = vec3(0.06, 0.062, 0.075) * exp(2.6 * min(above, 0.0) - 1.1 * side);
  vec3 light = mix(ground, wall, smoothstep(-0.012, 0.03, above)) + vec3(0.008, 0.009, 0.013);
  colour = vec4(light + dither(), 1.0);
}
`;

/** The empty stage. */
export class Backdrop {
  readonly mesh: Mesh<Geometry, Shader>;

  constructor() {
    const geometry = new Geometry({
      topology: "triangle-strip",
      attributes: {
        aPosition: { buffer: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), format: "float32x2" },
      },
    });
    const shader = Shader.from({
      gl: { vertex, fragment, name: "backdrop" },
      resources: { backdropUniforms: { uFloor: { value: -0.8, type: "f32" } } },
    });
    this.mesh = new Mesh({ geometry, shader });
  }

  /** @param floor height of the floor on the screen, -1 bottom to 1 top */
  set(floor: number): void {
    this.mesh.shader!.resources.backdropUniforms.uniforms.uFloor = floor;
  }
}
