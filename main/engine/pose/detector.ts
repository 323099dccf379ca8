import type { BodyJoints, ImageFrame, ImageJoints } from "../../../shared/pose.ts";

/** One body found in one picture. Who it is, is the tracker's business. */
export interface Detection {
  /** 19 joints, score 0..1. */
  readonly image: ImageJoints;
  /** 19 joints in body space, metres; null where the detector has no third dimension. */
  readonly body: BodyJoints | null;
}

/** Frame -> bodies. Holds where it last saw them, so that the person detector runs only for a free place. */
export interface PoseDetector {
  /** For the desk and the log, for example "BlazePose full, LiteRT WASM, 2 threads". */
  readonly description: string;
  /** At most `maxPeople` bodies. One call at a time. */
  detect(frame: ImageFrame): Promise<readonly Detection[]>;
  /** Forgets whom it saw: the next frame is searched afresh. */
  reset(): void;
  dispose(): void;
}
