import { STROKES_A_ROW } from "./stroke-buffer.ts";

/**
 * Dithering by one step of an 8-bit channel, so that dark gradients do not band on a projector. Interleaved gradient
 * noise, Jimenez 2014.
 */
export const DITHER = `
float dither() {
  return (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
`;

/**
 * One quad a stroke. Edges are antialiased from a signed distance function, which needs no multisampling, and no blur
 * pass for glows. World units are picture heights.
 */
export const strokeVertex = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform sampler2D uStrokes;
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
uniform float uPixel;

out vec2 vPoint;
flat out vec4 vShape;
flat out vec2 vLight;
flat out vec4 vColour;
flat out vec4 vBrush;

/* The four texels of one stroke, as written by StrokeBuffer. */
vec4 part(int stroke, int index) {
  return texelFetch(uStrokes, ivec2(4 * (stroke % ${STROKES_A_ROW}) + index, stroke / ${STROKES_A_ROW}), 0);
}

void main() {
  int stroke = gl_VertexID / 4;
  vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
  vec4 from = part(stroke, 0);
  vec4 to = part(stroke, 1);
  vec4 brush = part(stroke, 3);
  float kind = brush.x;
  bool pool = kind > 2.5 && kind < 3.5;
  vec2 along = to.xy - from.xy;
  float size = length(along);
  vec2 u = pool || size < 1e-6 ? vec2(1.0, 0.0) : along / size;
  vec2 v = vec2(-u.y, u.x);
  float pad = 1.5 * uPixel;
  vec2 low;
  vec2 high;
  if (pool) {
    low = -vec2(from.z, to.z);
    high = vec2(from.z, to.z);
  } else {
    float wide = max(from.z, to.z) + pad;
    low = vec2(-from.z - pad, -wide);
    high = vec2(size + to.z + pad, wide);
  }
  vPoint = mix(low, high, corner);
  vec2 place = from.xy + u * vPoint.x + v * vPoint.y;
  vShape = vec4(size, from.z, to.z, uPixel);
  vLight = vec2(from.w, to.w);
  vColour = part(stroke, 2);
  vBrush = vec4(brush.xy, kind > 3.5 ? brush.zw : vec2(dot(brush.zw, u), dot(brush.zw, v)));
  gl_Position = vec4((uProjectionMatrix * uWorldTransformMatrix * uTransformMatrix * vec3(place, 1.0)).xy, 0.0, 1.0);
}
`;

export const strokeFragment = `#version 300 es
precision highp float;
in vec2 vPoint;
flat in vec4 vShape;
flat in vec2 vLight;
flat in vec4 vColour;
flat in vec4 vBrush;
uniform vec4 uPaper;
out vec4 colour;

/* Signed distance to the hull of two circles: the distance functions of tapered capsules, Inigo Quilez. */
float hull(vec2 p, float size, float r1, float r2) {
  if (size <= abs(r1 - r2) + 1e-6) return r1 > r2 ? length(p) - r1 : length(p - vec2(size, 0.0)) - r2;
  p.y = abs(p.y);
  float b = (r1 - r2) / size;
  float a = sqrt(1.0 - b * b);
  float k = a * p.x - b * p.y;
  if (k < 0.0) return length(p) - r1;
  if (k > a * size) return length(p - vec2(size, 0.0)) - r2;
  return dot(p, vec2(b, a)) - r1;
}

float hash(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * 0.1031);
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}

float noise(vec2 p) {
  vec2 i = floor(p);
  vec2 f = p - i;
  f = f * f * (3.0 - 2.0 * f);
  return mix(
    mix(hash(i), hash(i + vec2(1.0, 0.0)), f.x),
    mix(hash(i + vec2(0.0, 1.0)), hash(i + vec2(1.0, 1.0)), f.x),
    f.y
  );
}

${DITHER}

void main() {
  float size = vShape.x;
  float pixel = vShape.w;
  float h = clamp(vPoint.x / max(size, 1e-6), 0.0, 1.0);
  float cover;
  if (vBrush.x < 0.5) {
    /* A line thinner than a pixel becomes fainter instead of breaking into dots. */
    float least = 0.55 * pixel;
    float d = hull(vPoint, size, max(vShape.y, least), max(vShape.z, least));
    float r = max(mix(vShape.y, vShape.z, h), least);
    cover = smoothstep(0.7, -0.7, d / pixel) * max(0.6, min(1.0, mix(vShape.y, vShape.z, h) / least));
    cover *= mix(0.8, 1.0, smoothstep(0.0, 0.9, -d / max(r, 2.0 * pixel)));
  } else if (vBrush.x < 1.5) {
    /* The outline is at least a pixel wide and closed, however small it is drawn. */
    float rim = max(vBrush.y, pixel);
    vec2 shift = vBrush.zw * min(1.0, max(rim - 0.7 * pixel, 0.0) / max(length(vBrush.zw), 1e-6));
    float d = max(
      hull(vPoint, size, vShape.y, vShape.z),
      -hull(vPoint - shift, size, vShape.y - rim, vShape.z - rim)
    );
    cover = smoothstep(0.7, -0.7, d / pixel);
  } else if (vBrush.x > 3.5) {
    float least = 0.55 * pixel;
    float d = hull(vPoint, size, max(vShape.y, least), max(vShape.z, least));
    float r = max(mix(vShape.y, vShape.z, h), least);
    /* The arc length is not clamped at the ends, so that streaks continue through the caps into the next stroke. */
    float arc = vBrush.z + (vBrush.w - vBrush.z) * vPoint.x / max(size, 1e-6);
    float across = vPoint.y / r;
    float streak = noise(vec2(across * 4.5, arc * 5.0)) * 0.7 + noise(vec2(across * 11.0, arc * 2.0)) * 0.3;
    float wet = 1.0 - smoothstep(-0.16, 0.16, vBrush.y * (0.8 + 0.25 * abs(across)) - streak);
    /* Ink gathers at the edges of a wet line. */
    float rim = smoothstep(0.35, 1.0, abs(across));
    cover = smoothstep(0.8, -0.8, d / pixel) * wet * mix(0.86 + 0.1 * streak, 1.0, rim);
  } else {
    vec2 q = vBrush.x < 2.5
      ? vec2(length(vPoint - vec2(clamp(vPoint.x, 0.0, size), 0.0)) / mix(vShape.y, vShape.z, h), 0.0)
      : vPoint / vShape.yz;
    float fall = max(0.0, 1.0 - dot(q, q));
    cover = fall * fall * fall;
    cover += cover > 0.0 ? dither() : 0.0;
  }
  float strength = mix(vLight.x, vLight.y, h);
  /* Dimmed light becomes more saturated; thinned ink does not. */
  bool lamp = vBrush.x < 1.5 && uPaper.a == 0.0;
  vec3 tone = lamp ? pow(vColour.rgb, vec3(1.0 + 1.2 * clamp(1.0 - strength, 0.0, 1.0))) : vColour.rgb;
  colour = mix(uPaper, vec4(tone, max(vColour.a, uPaper.a)), cover * strength);
}
`;
