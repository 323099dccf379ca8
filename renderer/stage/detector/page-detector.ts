// Its other networks, which the package's entry brings along, run on parts of TensorFlow.js that are not installed.
import { load as loadBlazePose } from "@tensorflow-models/pose-detection/dist/blazepose_mediapipe/detector.js";
import type { PoseDetector } from "@tensorflow-models/pose-detection/dist/pose_detector.js";
import type { Pose } from "@tensorflow-models/pose-detection/dist/types.js";
import type { DetectorSize } from "../../../shared/messages.ts";
import type { PoseFrame, Seconds } from "../../../shared/pose.ts";
import { fromOfficial } from "./official-pose.ts";

/** Where the host serves node_modules/@mediapipe/pose. */
const SOLUTION = "/mediapipe/pose";

export type PictureSource = HTMLVideoElement | HTMLCanvasElement | HTMLImageElement;

/**
 * The official BlazePose (MediaPipe runtime) in this page: finds one person and tracks her. Smoothing is left to the
 * engine, which smooths the poses of every detector alike.
 */
export class PageDetector {
  readonly size: DetectorSize;
  readonly #official: PoseDetector;
  /** A person was found in the last picture; the next search begins there. */
  #tracking = false;

  static async load(size: DetectorSize): Promise<PageDetector> {
    const official = await loadBlazePose({
      runtime: "mediapipe",
      modelType: size,
      enableSmoothing: false,
      solutionPath: SOLUTION,
    });
    // The first picture compiles the shaders, which takes seconds: part of loading.
    const blank = document.createElement("canvas");
    blank.getContext("2d");
    try {
      await official.estimatePoses(blank, { flipHorizontal: false });
    } catch (error) {
      official.dispose();
      throw error;
    }
    return new PageDetector(size, official);
  }

  private constructor(size: DetectorSize, official: PoseDetector) {
    this.size = size;
    this.#official = official;
  }

  /** One call at a time. Width and height are those of the picture; `t` is copied to the result. */
  async detect(picture: PictureSource, t: Seconds, width: number, height: number): Promise<PoseFrame> {
    let found = await this.#estimate(picture);
    // Tracking was lost: the next call searches the whole picture.
    if (found.length === 0 && this.#tracking) found = await this.#estimate(picture);
    this.#tracking = found.length > 0;
    const people = found.map((pose) => fromOfficial(pose, width, height));
    return { tag: "poses", t, width, height, people, reason: people.length === 0 ? "nobody" : null };
  }

  #estimate(picture: PictureSource): Promise<Pose[]> {
    return this.#official.estimatePoses(picture, { flipHorizontal: false });
  }

  dispose(): void {
    this.#official.dispose();
  }
}
