import type { Pose, Seconds } from "../../../shared/pose.ts";
import { type AppearanceDescriptor, describeAppearance } from "./appearance-descriptor.ts";
import { assign } from "./assignment.ts";
import { BodySmoother } from "./body-smoother.ts";
import type { Detection } from "./detector.ts";
import type { OneEuroOptions } from "./one-euro.ts";
import { PersonTrack } from "./person-track.ts";
import { MAX_AGE } from "./places.ts";
import { rootOf } from "./root.ts";

export interface TrackerOptions {
  /** 1 to 7: more bodies than this are not looked at. */
  readonly maxPeople: number;
  /** null passes joints on as they were detected. */
  readonly smoothing: OneEuroOptions | null;
}

/** A detection whose matching cost is higher is somebody else. */
const GATE = 16;

/**
 * Multi-object tracking: gives each detected body the id of a person, smooths its joints, and finds its place in the
 * room. Ids count up from 1 and are never given twice.
 */
export class PoseTracker {
  readonly #options: TrackerOptions;
  /** In the order in which they came. */
  #people: Person[] = [];
  #lastId = 0;
  #t: Seconds = Number.NEGATIVE_INFINITY;
  /** Whose each of the last detections is. */
  readonly #idOf = new Map<Detection, number>();

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  /**
   * Everybody seen at `t`, at most `maxPeople`, in the order in which they came. A time before the last is a new
   * beginning: nobody is known any more.
   * @param aspect width / height of the picture.
   */
  update(t: Seconds, aspect: number, detections: readonly Detection[]): readonly Pose[] {
    if (t < this.#t) this.reset();
    this.#t = t;
    this.#people = this.#people.filter(({ track }) => t - track.lastSeen <= MAX_AGE);
    const bodies = this.#bodies(detections, aspect);
    const costs = this.#people.map(({ track }) =>
      bodies.map(({ appearance }) => track.matchingCost(t, appearance) - GATE),
    );
    const bodyOf = assign(costs);
    const poses: Pose[] = [];
    this.#idOf.clear();
    const show = (person: Person, body: Body) => {
      this.#idOf.set(body.found, person.track.id);
      poses.push(person.update(t, body, aspect));
    };
    this.#people.forEach((person, index) => {
      const body = bodies[bodyOf[index]!];
      if (body) show(person, body);
      else person.miss();
    });
    bodies.forEach((body, index) => {
      if (bodyOf.includes(index)) return;
      const person = new Person(++this.#lastId, t, body.appearance, this.#options.smoothing);
      this.#people.push(person);
      show(person, body);
    });
    return poses;
  }

  /** The id that one of the last detections was given; null where it shows too little of a body. */
  idOf(detection: Detection): number | null {
    return this.#idOf.get(detection) ?? null;
  }

  /** Whether somebody with this id is there, or not out of sight for long. */
  knows(id: number): boolean {
    return this.#people.some(({ track }) => track.id === id);
  }

  /** Forgets everybody: whoever is seen next is new. */
  reset(): void {
    this.#people = [];
    this.#t = Number.NEGATIVE_INFINITY;
  }

  #bodies(detections: readonly Detection[], aspect: number): Body[] {
    const bodies: Body[] = [];
    for (const found of detections.slice(0, this.#options.maxPeople)) {
      const detection = withoutUnknown(found);
      const appearance = describeAppearance(detection, aspect);
      if (appearance) bodies.push({ found, detection, appearance });
    }
    return bodies;
  }
}

class Person {
  readonly track: PersonTrack;
  readonly #smoother: BodySmoother | null;
  readonly #firstScale: number;

  constructor(id: number, t: Seconds, appearance: AppearanceDescriptor, smoothing: OneEuroOptions | null) {
    this.track = new PersonTrack(id, t, appearance);
    this.#smoother = smoothing && new BodySmoother(smoothing);
    this.#firstScale = appearance.scale;
  }

  update(t: Seconds, { detection, appearance }: Body, aspect: number): Pose {
    this.track.update(t, appearance);
    const { id, scale } = this.track;
    const smoothed = this.#smoother?.smooth(t, detection, aspect, scale) ?? detection;
    const root = rootOf(smoothed, scale, this.#firstScale, aspect);
    return { id, ...smoothed, root, ...(this.#smoother ? { detected: detection } : {}) };
  }

  /** Not seen in this frame: the filters start afresh, since she may come back far from where she was. */
  miss(): void {
    this.#smoother?.reset();
  }
}

interface Body {
  readonly found: Detection;
  /** The same without joints that are unknown. */
  readonly detection: Detection;
  readonly appearance: AppearanceDescriptor;
}

/** A joint with score 0 is one that the detector lacks: null from here on. */
function withoutUnknown({ image, body }: Detection): Detection {
  const known = (joint: number) => (image[joint]?.score ?? 0) > 0;
  return {
    image: image.map((point, joint) => (known(joint) ? point : null)),
    body: body?.map((point, joint) => (known(joint) ? point : null)) ?? null,
  };
}
