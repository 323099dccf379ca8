import type { BodyJoints, ImageFrame, ImageJoints } from "../../../shared/pose.ts";

/** One body found in one picture; the tracker gives it an identity. */
export interface Detection {
  /** 19 joints, score 0..1. */
  readonly image: ImageJoints;
  /** 19 joints in body space, metres; null where the detector has no third dimension. */
  readonly body: BodyJoints | null;
}

/**
 * Frame -> bodies. Remembers where it last saw them, so that the whole picture is searched only while fewer than
 * `maxPeople` are followed.
 */
export interface PoseDetector {
  /** For status and log, for example "BlazePose full, LiteRT WASM, 2 threads". */
  readonly description: string;
  /** At most `maxPeople` bodies, in any order. One call at a time. */
  detect(frame: ImageFrame): Promise<readonly Detection[]>;
  /** Forgets whom it saw: all of the next frame is searched. */
  reset(): void;
  dispose(): void;
}
