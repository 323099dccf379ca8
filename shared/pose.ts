/**
 * The two spaces of the design as two types, so that a point of one cannot be passed for a point of the other.
 */
declare const space: unique symbol;

/** Seconds. Capture times are seconds on the clock that the engine is given. */
export type Seconds = number;

/** Seconds of a film: from the first frame at or behind `begin` to the last one before `end`. */
export interface Stretch {
  readonly begin: Seconds;
  readonly end: Seconds;
}

/** x to the right, y down, 0..1 of the frame as the camera sees it; score 0..1 (0: unknown, do not draw). */
export interface ImagePoint {
  readonly [space]?: "image";
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

/** Metres, right-handed, origin at the middle of the hips, x to the camera's right, y up, z towards the camera. */
export interface BodyPoint {
  readonly [space]?: "body";
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The middle of the hips in the room: metres, axes as in body space, floor at y = 0. */
export interface RoomPoint {
  readonly [space]?: "room";
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** 19 joints in `stage-19` order; null where the joint is unknown in this frame. */
export type ImageJoints = readonly (ImagePoint | null)[];
export type BodyJoints = readonly (BodyPoint | null)[];

/**
 * One person in one frame. `id` is 0 where the source cannot tell people apart: then the tracker does. `image` or
 * `body` is null when the source has only the other.
 */
export interface Pose {
  readonly id: number;
  readonly image: ImageJoints | null;
  readonly body: BodyJoints | null;
  readonly root: RoomPoint | null;
  /** Its joints before they were smoothed, which lags; missing where nothing smooths them. */
  readonly detected?: Pick<Pose, "image" | "body">;
}

/** Of every source frame. */
interface Captured {
  readonly t: Seconds;
  /** How long after `t` what is made of this frame is drawn; missing where nobody knows, or nobody looks. */
  readonly latency?: Seconds;
  /**
   * How many cuts there were until this frame, missing for none: after one, what is seen does not go on from what was seen
   * before, since another source plays, or the same one from elsewhere.
   */
  readonly cuts?: number;
}

/** One picture. I420 is what cameras and video files hold anyway, and 1.5 bytes a pixel instead of 4. */
export interface ImageFrame extends Captured {
  readonly tag: "image";
  readonly width: number;
  readonly height: number;
  /** See i420.ts. */
  readonly data: Uint8Array;
}

/** Everybody seen at one instant, from whichever source: our detector, the page's, a take, the demo. */
export interface PoseFrame extends Captured {
  readonly tag: "poses";
  /** Pixel size of the picture that image points refer to: needed for its aspect ratio. */
  readonly width: number;
  readonly height: number;
  readonly people: readonly Pose[];
  /** Why `people` is empty, where the maker of the frame knows. */
  readonly reason: NoPose | null;
  /** What the first one's partner dances, in the same room: body and root are known. null or missing: it dances freely. */
  readonly partner?: Pose | null;
}

/** What a source gives and the engine takes. */
export type SourceFrame = ImageFrame | PoseFrame;

/** Why no pose comes out; closed: the show is not open, and nobody is to be seen, nor a partner. */
export const NO_POSE = ["nobody", "too-dark", "camera-gone", "frames-late", "closed"] as const;
export type NoPose = (typeof NO_POSE)[number];
