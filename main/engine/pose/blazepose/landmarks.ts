/** BlazePose's 33 landmarks, two that say where the body lies (below), and four more that nobody reads. */
export const LANDMARK_COUNT = 39;

/** Auxiliary landmarks from which the next frame's region is made: middle of the hips, and rim of the body. */
export const HIPS = 33;
export const RIM = 34;

/** What the landmark network says of one body; one instance a body, filled anew each frame. */
export class Landmarks {
  /** 0..1: there is a body in the region at all. */
  presence = 0;
  /** Pixels of the picture, x and y in turn. */
  readonly image = new Float32Array(2 * LANDMARK_COUNT);
  /** 0..1: inside the picture and not hidden. */
  readonly visibility = new Float32Array(LANDMARK_COUNT);
  /** Metres from about the middle of the hips: x to the camera's right, y down, z away from the camera. */
  readonly world = new Float32Array(3 * LANDMARK_COUNT);
}
