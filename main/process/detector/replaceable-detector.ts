import type { ImageFrame } from "../../../shared/pose.ts";
import type { Detection, PoseDetector } from "../../engine/pose/detector.ts";

/** A detector that can give way to another between two frames. */
export class ReplaceableDetector implements PoseDetector {
  #current: PoseDetector;
  #next: PoseDetector | null = null;

  constructor(first: PoseDetector) {
    this.#current = first;
  }

  get description(): string {
    return (this.#next ?? this.#current).description;
  }

  /** The present one is disposed of before the next frame. */
  replace(next: PoseDetector): void {
    this.#next?.dispose();
    this.#next = next;
  }

  detect(frame: ImageFrame): Promise<readonly Detection[]> {
    if (this.#next) {
      this.#current.dispose();
      this.#current = this.#next;
      this.#next = null;
    }
    return this.#current.detect(frame);
  }

  attend(followed: ReadonlySet<Detection>, searching: boolean): void {
    this.#current.attend(followed, searching);
  }

  dispose(): void {
    this.#current.dispose();
    this.#next?.dispose();
  }
}
