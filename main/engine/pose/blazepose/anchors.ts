/** Input side of the person detector, pixels. */
export const DETECTOR_SIDE = 224;

/** Stride of each layer's grid in pixels, and boxes a cell: MediaPipe, pose_detection, SsdAnchorsCalculator. */
const LAYERS = [
  { stride: 8, boxes: 2 },
  { stride: 16, boxes: 2 },
  { stride: 32, boxes: 6 },
] as const;

/** Centre of each of the person detector's boxes, x and y in turn, 0..1 of its input, in the network's order. */
export const ANCHORS: Float32Array = Float32Array.from(LAYERS.flatMap(gridOf));

export const ANCHOR_COUNT: number = ANCHORS.length / 2;

function gridOf({ stride, boxes }: (typeof LAYERS)[number]): number[] {
  const cells = DETECTOR_SIDE / stride;
  const centres: number[] = [];
  for (let cell = 0; cell < cells * cells; cell++) {
    const x = ((cell % cells) + 0.5) / cells;
    const y = (Math.floor(cell / cells) + 0.5) / cells;
    for (let box = 0; box < boxes; box++) centres.push(x, y);
  }
  return centres;
}
