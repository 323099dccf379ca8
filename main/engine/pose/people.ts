import type { ImageFrame, Pose, Seconds } from "../../../shared/pose.ts";
import type { IgnoredBody } from "../../../shared/stage.ts";
import { type Detection, MOST_PEOPLE, type PoseDetector, SPARE } from "./detector.ts";
import type { OneEuroOptions } from "./one-euro.ts";
import { Places, type PlacesOptions } from "./places.ts";
import { PoseTracker } from "./tracker.ts";

export interface PeopleOptions extends PlacesOptions {
  /** null passes joints on as they were detected. */
  readonly smoothing: OneEuroOptions | null;
}

/** Frame -> Pose: whom the detector finds is told apart by the tracker, and some of them have a place. */
export class People {
  readonly #options: PeopleOptions;
  readonly #places: Places;
  #tracker: PoseTracker;
  /** The ids of those who have had a place, by the number that the tracker knows them by. */
  readonly #ids = new Map<number, number>();
  #lastId: number;

  /** @param firstId of whoever is followed first. */
  constructor(options: PeopleOptions, firstId = 1) {
    this.#options = options;
    this.#lastId = firstId - 1;
    this.#places = new Places(options);
    this.#tracker = this.#newTracker();
  }

  /** Who is seen and not followed. */
  get ignored(): readonly IgnoredBody[] {
    return this.#places.ignored;
  }

  /** Everybody who is followed in this picture, in the order in which they came. */
  async find(detector: PoseDetector, frame: ImageFrame): Promise<readonly Pose[]> {
    const detections = await detector.detect(frame);
    const { numbers, poses } = this.#track(frame.t, frame.width / frame.height, detections);
    const followed = detections.filter((detection) => numbers.has(this.#tracker.idOf(detection) ?? 0));
    detector.attend(new Set(followed), this.#places.searching);
    return poses;
  }

  /** The same of a source that finds bodies and cannot tell them apart. */
  track(t: Seconds, aspect: number, detections: readonly Detection[]): readonly Pose[] {
    return this.#track(t, aspect, detections).poses;
  }

  /** Those of a source that tells people apart who are followed. */
  choose(t: Seconds, aspect: number, poses: readonly Pose[]): readonly Pose[] {
    return this.#places.choose(t, aspect, poses);
  }

  /** From now on ids come from elsewhere: nobody is known by theirs. */
  restart(firstId: number): void {
    this.#lastId = firstId - 1;
    this.#ids.clear();
    this.#tracker = this.#newTracker();
    this.#places.reset();
  }

  #newTracker(): PoseTracker {
    return new PoseTracker({ maxPeople: MOST_PEOPLE + SPARE, smoothing: this.#options.smoothing });
  }

  #track(t: Seconds, aspect: number, detections: readonly Detection[]) {
    const chosen = this.#places.choose(t, aspect, this.#tracker.update(t, aspect, detections));
    const numbers = new Set(chosen.map(({ id }) => id));
    for (const number of this.#ids.keys()) if (!this.#tracker.knows(number)) this.#ids.delete(number);
    return { numbers, poses: chosen.map((pose) => ({ ...pose, id: this.#idOf(pose.id) })) };
  }

  #idOf(number: number): number {
    const id = this.#ids.get(number) ?? ++this.#lastId;
    this.#ids.set(number, id);
    return id;
  }
}
