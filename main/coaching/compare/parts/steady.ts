/** Weights of a Gaussian kernel at whole frames: [2 reach + 1], `deviation` in frames. */
export function gaussianKernel(deviation: number): Float64Array {
  const reach = Math.ceil(2.5 * deviation);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / deviation) ** 2),
  );
}

/** The mean of a track around each frame, [frames, width], by a Gaussian kernel; NaN counts nowhere. */
export function smoothed(values: Float32Array, width: number, deviation: number): Float32Array {
  const frames = values.length / width;
  const kernel = gaussianKernel(deviation);
  const reach = kernel.length >> 1;
  const out = new Float32Array(values.length);
  for (let k = 0; k < width; k++)
    for (let frame = 0; frame < frames; frame++) {
      let [sum, total] = [0, 0];
      const last = Math.min(frames - 1, frame + reach);
      for (let near = Math.max(0, frame - reach); near <= last; near++) {
        const value = values[near * width + k]!;
        if (Number.isNaN(value)) continue;
        const weight = kernel[near - frame + reach]!;
        sum += weight * value;
        total += weight;
      }
      out[frame * width + k] = sum / total;
    }
  return out;
}

/** A track less its mean around each frame: what moves, wherever it is. */
export function withoutMean(values: Float32Array, width: number, deviation: number): Float32Array {
  const mean = smoothed(values, width, deviation);
  return values.map((value, i) => value - mean[i]!);
}
