import type { DetectorSize } from "../../../../shared/messages.ts";
import type { ImageFrame, Seconds } from "../../../../shared/pose.ts";
import { type Detection, type PoseDetector, SPARE } from "../detector.ts";
import { BodyLocator } from "./body-locator.ts";
import { headsOverlap } from "./head.ts";
import { detectionOf } from "./landmarks.ts";
import { Looks } from "./looks.ts";
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

/** Where more bodies are seen than there is room for, those without a place are looked at in turn for so long. */
const LOOK: Seconds = 1;

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
  readonly #maxPeople: number;
  readonly #slots: readonly PersonSlot[];
  /** The slots that hold somebody, in the order in which they were filled. */
  #followed: PersonSlot[] = [];
  /** The slots that the last detections came from. */
  #shown: ReadonlyMap<Detection, PersonSlot> = new Map();
  #searched: Seconds = Number.NEGATIVE_INFINITY;
  /** Whether others are looked for though all places are held. */
  #attentive = false;
  readonly #looks = new Looks();

  constructor(finder: PersonFinder, locator: BodyLocator, maxPeople: number, description: string) {
    this.#finder = finder;
    this.#locator = locator;
    this.#maxPeople = maxPeople;
    this.#slots = Array.from({ length: maxPeople + SPARE }, () => new PersonSlot());
    this.description = description;
  }

  async detect(frame: ImageFrame): Promise<readonly Detection[]> {
    this.#pyramid.show(frame);
    const known = this.#followed;
    this.#followed = [];
    for (const slot of known) await this.#follow(slot, known, MIN_PRESENCE_FOLLOWED);
    if (this.#mustSearch(frame.t)) await this.#search(frame.t);
    this.#shown = new Map(
      this.#followed.map((slot) => [detectionOf(slot.landmarks, frame.width, frame.height), slot]),
    );
    return [...this.#shown.keys()];
  }

  attend(followed: ReadonlySet<Detection>, searching: boolean): void {
    for (const [detection, slot] of this.#shown) slot.held = followed.has(detection);
    this.#attentive = searching;
    if (!searching) this.#followed = this.#followed.filter(({ held }) => held);
  }

  dispose(): void {
    this.#finder.dispose();
    this.#locator.dispose();
  }

  #mustSearch(t: Seconds): boolean {
    if (this.#followed.length === 0) return true;
    // A source that starts again goes back in time.
    if (Math.abs(t - this.#searched) < SEARCH_EVERY) return false;
    const isFull = this.#followed.length >= this.#maxPeople;
    return this.#attentive || !isFull || this.#followed.some(isDoubtful);
  }

  async #search(t: Seconds): Promise<void> {
    this.#searched = t;
    const people = await this.#finder.find(this.#pyramid);
    // What the landmark network doubts and the finder does not see is a false positive, such as a coat on a chair.
    this.#followed = this.#followed.filter(
      (slot) => !isDoubtful(slot) || people.some((person) => isHere(person, slot)),
    );
    const newcomers = this.#looks.inTurn(
      people.filter(({ region }) => !this.#followed.some((slot) => isSameRegion(slot.region, region))),
    );
    const room = this.#makeRoom(t, newcomers.length);
    const free = this.#slots.filter((slot) => !this.#followed.includes(slot));
    const filled = free.slice(0, Math.min(room, newcomers.length));
    filled.forEach((slot, k) => {
      slot.moveTo(t, newcomers[k]!);
    });
    const known = [...this.#followed, ...filled];
    for (const slot of filled) {
      // The finder is inaccurate about the hips of a small or half hidden body; a second pass is worth its time.
      await this.#locate(slot, known);
      await this.#follow(slot, known, MIN_PRESENCE);
    }
  }

  /** Whoever has no place and was looked at long enough makes room for newcomers. How many there is room for. */
  #makeRoom(t: Seconds, newcomers: number): number {
    const room = () => this.#maxPeople + (this.#attentive ? SPARE : 0) - this.#followed.length;
    const leaving = this.#followed
      .filter(({ held, since }) => !held && Math.abs(t - since) >= LOOK)
      .slice(0, Math.max(0, newcomers - room()));
    for (const { region } of leaving) this.#looks.note(region);
    this.#followed = this.#followed.filter((slot) => !leaving.includes(slot));
    return Math.max(0, room());
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
