/**
 * Noise of one step of an 8-bit channel: a projector shows every step of a dark ramp otherwise. Interleaved gradient
 * noise, Jimenez 2014.
 */
export const DITHER = `
float dither() {
  return (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
`;

/**
 * One quad a stroke; its edge is computed for each pixel from the distance to the shape, so it is smooth at any size
 * without multisampling, and glows cost no blur pass. Lengths in the world are picture heights.
 */
export const strokeVertex = `#version 300 es
in vec2 aCorner;
in vec4 aFrom;
in vec4 aTo;
in vec4 aColour;
in vec4 aBrush;

uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
uniform float uPixel;

out vec2 vPoint;
flat out vec4 vShape;
flat out vec2 vLight;
flat out vec4 vColour;
flat out vec4 vBrush;

void main() {
  float kind = aBrush.x;
  bool pool = kind > 2.5;
  vec2 along = aTo.xy - aFrom.xy;
  float size = length(along);
  vec2 u = pool || size < 1e-6 ? vec2(1.0, 0.0) : along / size;
  vec2 v = vec2(-u.y, u.x);
  float pad = 1.5 * uPixel;
  vec2 low;
  vec2 high;
  if (pool) {
    low = -vec2(aFrom.z, aTo.z);
    high = vec2(aFrom.z, aTo.z);
  } else {
    float wide = max(aFrom.z, aTo.z) + pad;
    low = vec2(-aFrom.z - pad, -wide);
    high = vec2(size + aTo.z + pad, wide);
  }
  vPoint = mix(low, high, aCorner);
  vec2 place = aFrom.xy + u * vPoint.x + v * vPoint.y;
  vShape = vec4(size, aFrom.z, aTo.z, uPixel);
  vLight = vec2(aFrom.w, aTo.w);
  vColour = aColour;
  vBrush = vec4(aBrush.xy, dot(aBrush.zw, u), dot(aBrush.zw, v));
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

${DITHER}

void main() {
  float size = vShape.x;
  float pixel = vShape.w;
  float h = clamp(vPoint.x / max(size, 1e-6), 0.0, 1.0);
  float cover;
  if (vBrush.x < 0.5) {
    float d = hull(vPoint, size, vShape.y, vShape.z);
    float r = mix(vShape.y, vShape.z, h);
    /* A hairline thinner than a pixel grows fainter instead of breaking up. */
    float thin = min(1.0, 2.0 * r / pixel);
    cover = thin * smoothstep(0.7, -0.7, d / pixel);
    cover *= mix(0.8, 1.0, smoothstep(0.0, 0.9, -d / max(r, 2.0 * pixel)));
  } else if (vBrush.x < 1.5) {
    float rim = vBrush.y;
    float d = max(
      hull(vPoint, size, vShape.y, vShape.z),
      -hull(vPoint - vBrush.zw, size, vShape.y - rim, vShape.z - rim)
    );
    cover = smoothstep(0.7, -0.7, d / pixel);
  } else {
    vec2 q = vBrush.x < 2.5
      ? vec2(length(vPoint - vec2(clamp(vPoint.x, 0.0, size), 0.0)) / mix(vShape.y, vShape.z, h), 0.0)
      : vPoint / vShape.yz;
    float fall = max(0.0, 1.0 - dot(q, q));
    cover = fall * fall * fall;
    cover += cover > 0.0 ? dither() : 0.0;
  }
  float strength = mix(vLight.x, vLight.y, h);
  /* A lamp that is dimmed gains colour. */
  vec3 tone = vBrush.x < 1.5 ? pow(vColour.rgb, vec3(1.0 + 1.2 * clamp(1.0 - strength, 0.0, 1.0))) : vColour.rgb;
  colour = vec4(tone, vColour.a) * cover * strength;
}
`;
