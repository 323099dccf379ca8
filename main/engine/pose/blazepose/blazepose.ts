import type { DetectorSize } from "../../../../shared/messages.ts";
import type { ImageFrame, Seconds } from "../../../../shared/pose.ts";
import type { Detection, PoseDetector } from "../detector.ts";
import { detectionOf } from "./body.ts";
import { BodyLocator } from "./body-locator.ts";
import { HIPS, Landmarks, RIM } from "./landmarks.ts";
import { PersonFinder } from "./person-finder.ts";
import { Pyramid } from "./pyramid.ts";
import { type Region, regionAround } from "./region.ts";
import type { NetworkRuntime } from "./runtime.ts";
import { isSameBody, isSameRegion } from "./same.ts";

export interface BlazePoseOptions {
  readonly runtime: NetworkRuntime;
  readonly size: DetectorSize;
  readonly maxPeople: number;
}

/** From this on a region shows a body. MediaPipe, pose_landmark. */
const MIN_PRESENCE = 0.5;

/**
 * Somebody who is already followed may be doubted more than that: when a dancer bends so far that the landmark network
 * is not sure of her, the person finder is even less so, and would put her on her head.
 */
const MIN_PRESENCE_FOLLOWED = 0.2;

/** While somebody is tracked and there is room for more, the whole picture is searched only this often. */
const SEARCH_EVERY: Seconds = 0.5;

/** MediaPipe's BlazePose: finds people in the whole picture once, then follows each from frame to frame. */
export async function createBlazePose({ runtime, size, maxPeople }: BlazePoseOptions): Promise<PoseDetector> {
  const finder = new PersonFinder(await runtime.compile("pose_detection"));
  const locator = new BodyLocator(await runtime.compile(`pose_landmark_${size}`));
  return new BlazePose(finder, locator, maxPeople, `BlazePose ${size}, ${runtime.description}`);
}

/** Somebody who is followed: the region in which the next frame shows her. */
interface Followed {
  readonly landmarks: Landmarks;
  region: Region;
}

class BlazePose implements PoseDetector {
  readonly description: string;
  readonly #finder: PersonFinder;
  readonly #locator: BodyLocator;
  readonly #pyramid = new Pyramid();
  /** Room for everybody; those that are followed stand first, longest first. */
  readonly #places: Followed[];
  #followed: Followed[] = [];
  #searched: Seconds = Number.NEGATIVE_INFINITY;

  constructor(finder: PersonFinder, locator: BodyLocator, maxPeople: number, description: string) {
    this.#finder = finder;
    this.#locator = locator;
    this.#places = Array.from({ length: maxPeople }, () => ({ landmarks: new Landmarks(), region: NOWHERE }));
    this.description = description;
  }

  async detect(frame: ImageFrame): Promise<readonly Detection[]> {
    this.#pyramid.show(frame);
    const followed = this.#followed;
    this.#followed = [];
    for (const place of followed) await this.#follow(place, MIN_PRESENCE_FOLLOWED);
    if (this.#mustSearch(frame.t)) await this.#search(frame.t);
    return this.#followed.map(({ landmarks }) => detectionOf(landmarks, frame.width, frame.height));
  }

  reset(): void {
    this.#followed = [];
  }

  dispose(): void {
    this.#finder.dispose();
    this.#locator.dispose();
  }

  async #settle(place: Followed): Promise<void> {
    await this.#locator.locate(this.#pyramid, place.region, place.landmarks);
    const { image } = place.landmarks;
    place.region = regionAround(image[2 * HIPS]!, image[2 * HIPS + 1]!, image[2 * RIM]!, image[2 * RIM + 1]!);
  }

  /** Looks for a body in the region of a place, and keeps the place if one is there that nobody else follows. */
  async #follow(place: Followed, minPresence: number): Promise<void> {
    const { landmarks } = place;
    await this.#locator.locate(this.#pyramid, place.region, landmarks);
    if (landmarks.presence < minPresence) return;
    if (this.#followed.some((other) => isSameBody(other.landmarks, landmarks))) return;
    const { image } = landmarks;
    place.region = regionAround(image[2 * HIPS]!, image[2 * HIPS + 1]!, image[2 * RIM]!, image[2 * RIM + 1]!);
    this.#followed.push(place);
  }

  #mustSearch(t: Seconds): boolean {
    if (this.#followed.length === 0) return true;
    // A source that starts again goes back in time.
    return this.#followed.length < this.#places.length && Math.abs(t - this.#searched) >= SEARCH_EVERY;
  }

  async #search(t: Seconds): Promise<void> {
    this.#searched = t;
    for (const region of await this.#finder.find(this.#pyramid)) {
      const place = this.#places.find((candidate) => !this.#followed.includes(candidate));
      if (place === undefined) return;
      if (this.#followed.some((other) => isSameRegion(other.region, region))) continue;
      place.region = region;
      await this.#settle(place);
      await this.#follow(place, MIN_PRESENCE);
    }
  }
}

const NOWHERE: Region = { x: 0, y: 0, size: 0, turn: 0 };
