import type { DetectorSize } from "../../../../shared/messages.ts";
import type { ImageFrame, Seconds } from "../../../../shared/pose.ts";
import type { Detection, PoseDetector } from "../detector.ts";
import { BodyLocator } from "./body-locator.ts";
import { headsOverlap } from "./head.ts";
import { detectionOf } from "./landmarks.ts";
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

/** At this presence or above a region shows a body. MediaPipe, pose_landmark. */
const MIN_PRESENCE = 0.5;

/**
 * Lower for somebody who is already followed: when a dancer bends so far that the landmark network is unsure, the
 * person finder is even less sure, and tends to find her upside down.
 */
const MIN_PRESENCE_FOLLOWED = 0.2;

/** Below this a body needs to be confirmed by the person finder. */
const SURE_PRESENCE = 0.9;

/** While somebody is followed, the whole picture is searched only this often: for newcomers, and to confirm bodies. */
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
  readonly #slots: readonly PersonSlot[];
  /** The slots that hold somebody, in the order in which they were filled. */
  #followed: PersonSlot[] = [];
  #searched: Seconds = Number.NEGATIVE_INFINITY;

  constructor(finder: PersonFinder, locator: BodyLocator, maxPeople: number, description: string) {
    this.#finder = finder;
    this.#locator = locator;
    this.#slots = Array.from({ length: maxPeople }, () => new PersonSlot());
    this.description = description;
  }

  async detect(frame: ImageFrame): Promise<readonly Detection[]> {
    this.#pyramid.show(frame);
    const known = this.#followed;
    this.#followed = [];
    for (const slot of known) await this.#follow(slot, known, MIN_PRESENCE_FOLLOWED);
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
    return this.#followed.length < this.#slots.length || this.#followed.some(isDoubtful);
  }

  async #search(t: Seconds): Promise<void> {
    this.#searched = t;
    const people = await this.#finder.find(this.#pyramid);
    // What the landmark network doubts and the finder does not see is a false positive, such as a coat on a chair.
    this.#followed = this.#followed.filter(
      (slot) => !isDoubtful(slot) || people.some((person) => isHere(person, slot)),
    );
    const newcomers = people.filter(
      ({ region }) => !this.#followed.some((slot) => isSameRegion(slot.region, region)),
    );
    const free = this.#slots.filter((slot) => !this.#followed.includes(slot));
    const filled = free.slice(0, newcomers.length);
    filled.forEach((slot, k) => {
      slot.moveTo(newcomers[k]!);
    });
    const known = [...this.#followed, ...filled];
    for (const slot of filled) {
      // The finder is inaccurate about the hips of a small or half hidden body; a second pass is worth its time.
      await this.#locate(slot, known);
      await this.#follow(slot, known, MIN_PRESENCE);
    }
  }

  /** Keeps a slot that shows a body which no other slot follows. */
  async #follow(slot: PersonSlot, known: readonly PersonSlot[], minPresence: number): Promise<void> {
    await this.#locate(slot, known);
    const isDouble = this.#followed.some((other) => isSameBody(other.landmarks, slot.landmarks));
    if (slot.landmarks.presence >= minPresence && !isDouble) this.#followed.push(slot);
  }

  async #locate(slot: PersonSlot, known: readonly PersonSlot[]): Promise<void> {
    const others = known.map(({ head }) => head).filter((head) => !headsOverlap(head, slot.head));
    await this.#locator.locate(this.#pyramid, slot.region, others, slot.landmarks);
    slot.moveOn();
  }
}

function isDoubtful({ landmarks }: PersonSlot): boolean {
  return landmarks.presence < SURE_PRESENCE;
}

/** Anywhere in the region, since the finder is inaccurate about the head of a body that is bent and far away. */
function isHere({ head }: Person, { region }: PersonSlot): boolean {
  return Math.hypot(head.x - region.x, head.y - region.y) < region.size / 2;
}
