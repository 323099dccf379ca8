import type { DetectorSize } from "../../../../shared/messages.ts";
import type { ImageFrame, Seconds } from "../../../../shared/pose.ts";
import type { Detection, PoseDetector } from "../detector.ts";
import { detectionOf } from "./body.ts";
import { BodyLocator } from "./body-locator.ts";
import { headsOverlap } from "./head.ts";
import { type Person, PersonFinder } from "./person-finder.ts";
import { PersonSlot } from "./person-slot.ts";
import { Pyramid } from "./pyramid.ts";
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

/** From this on nobody doubts it. */
const SURE_PRESENCE = 0.9;

/** While somebody is followed, the whole picture is searched only this often: for more people, and for proof. */
const SEARCH_EVERY: Seconds = 0.5;

/** MediaPipe's BlazePose: finds people in the whole picture once, then follows each from frame to frame. */
export async function createBlazePose({ runtime, size, maxPeople }: BlazePoseOptions): Promise<PoseDetector> {
  const finder = new PersonFinder(await runtime.compile("pose_detection"));
  const locator = new BodyLocator(await runtime.compile(`pose_landmark_${size}`));
  return new BlazePose(finder, locator, maxPeople, `BlazePose ${size}, ${runtime.description}`);
}

class BlazePose implements PoseDetector {
  readonly description: string;
  readonly #finder: PersonFinder;
  readonly #locator: BodyLocator;
  readonly #pyramid = new Pyramid();
  readonly #places: readonly PersonSlot[];
  /** Those of the places that hold somebody, longest first. */
  #followed: PersonSlot[] = [];
  #searched: Seconds = Number.NEGATIVE_INFINITY;

  constructor(finder: PersonFinder, locator: BodyLocator, maxPeople: number, description: string) {
    this.#finder = finder;
    this.#locator = locator;
    this.#places = Array.from({ length: maxPeople }, () => new PersonSlot());
    this.description = description;
  }

  async detect(frame: ImageFrame): Promise<readonly Detection[]> {
    this.#pyramid.show(frame);
    const known = this.#followed;
    this.#followed = [];
    for (const place of known) await this.#follow(place, known, MIN_PRESENCE_FOLLOWED);
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

  #mustSearch(t: Seconds): boolean {
    if (this.#followed.length === 0) return true;
    // A source that starts again goes back in time.
    if (Math.abs(t - this.#searched) < SEARCH_EVERY) return false;
    return this.#followed.length < this.#places.length || this.#followed.some(isDoubtful);
  }

  async #search(t: Seconds): Promise<void> {
    this.#searched = t;
    const people = await this.#finder.find(this.#pyramid);
    // What the landmark network doubts and the finder does not see is a coat on a chair.
    this.#followed = this.#followed.filter(
      (place) => !isDoubtful(place) || people.some((person) => isHere(person, place)),
    );
    const strangers = people.filter(
      ({ region }) => !this.#followed.some((place) => isSameRegion(place.region, region)),
    );
    const free = this.#places.filter((place) => !this.#followed.includes(place));
    const settling = free.slice(0, strangers.length);
    settling.forEach((place, k) => {
      place.moveTo(strangers[k]!);
    });
    const known = [...this.#followed, ...settling];
    for (const place of settling) {
      // The finder only guesses where the hips of a small or half hidden body are; a second look is worth its time.
      await this.#locate(place, known);
      await this.#follow(place, known, MIN_PRESENCE);
    }
  }

  /** Keeps a place in which there is a body that nobody else follows. */
  async #follow(place: PersonSlot, known: readonly PersonSlot[], minPresence: number): Promise<void> {
    await this.#locate(place, known);
    const twice = this.#followed.some((other) => isSameBody(other.landmarks, place.landmarks));
    if (place.landmarks.presence >= minPresence && !twice) this.#followed.push(place);
  }

  async #locate(place: PersonSlot, known: readonly PersonSlot[]): Promise<void> {
    const others = known.map(({ head }) => head).filter((head) => !headsOverlap(head, place.head));
    await this.#locator.locate(this.#pyramid, place.region, others, place.landmarks);
    place.moveOn();
  }
}

function isDoubtful({ landmarks }: PersonSlot): boolean {
  return landmarks.presence < SURE_PRESENCE;
}

/** Anywhere in the region: of a body that is bent and far away, the finder only guesses where the head is. */
function isHere({ head }: Person, { region }: PersonSlot): boolean {
  return Math.hypot(head.x - region.x, head.y - region.y) < region.size / 2;
}
