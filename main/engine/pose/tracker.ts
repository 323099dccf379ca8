import type { Pose, Seconds } from "../../../shared/pose.ts";
import { type AppearanceDescriptor, describeAppearance } from "./appearance-descriptor.ts";
import { assign } from "./assignment.ts";
import { BodySmoother } from "./body-smoother.ts";
import type { Detection } from "./detector.ts";
import type { OneEuroOptions } from "./one-euro.ts";
import { PersonTrack } from "./person-track.ts";
import { rootOf } from "./root.ts";

export interface TrackerOptions {
  /** 1 to 6. */
  readonly maxPeople: number;
  /** null passes joints on as they were detected. */
  readonly smoothing: OneEuroOptions | null;
  /** 1 when missing. */
  readonly firstId?: number;
}

/** Somebody out of sight for longer is somebody new when she comes back. */
const MEMORY: Seconds = 1.2;

/** A body less like somebody than this is not she. */
const STRANGER = 16;

/**
 * Bodies -> people: says of each body who it is, steadies its joints, and finds its place in the room. Ids count up
 * from the first one and are never given twice.
 */
export class PoseTracker {
  readonly #options: TrackerOptions;
  /** Whoever was there first comes first. */
  #people: Person[] = [];
  #lastId: number;
  #t: Seconds = Number.NEGATIVE_INFINITY;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#lastId = (options.firstId ?? 1) - 1;
  }

  /**
   * Everybody seen at `t`, at most `maxPeople`, in the order in which they came. A time before the last is a new
   * beginning: nobody is known any more.
   * @param aspect width / height of the picture.
   */
  update(t: Seconds, aspect: number, detections: readonly Detection[]): readonly Pose[] {
    if (t < this.#t) this.reset();
    this.#t = t;
    this.#people = this.#people.filter(({ track }) => t - track.lastSeen <= MEMORY);
    const bodies = this.#bodies(detections, aspect);
    const costs = this.#people.map(({ track }) =>
      bodies.map(({ appearance }) => track.matchingCost(t, appearance) - STRANGER),
    );
    const bodyOf = assign(costs);
    const poses: Pose[] = [];
    this.#people.forEach((person, index) => {
      const body = bodies[bodyOf[index]!];
      if (body) poses.push(person.see(t, body, aspect));
      else person.lose();
    });
    bodies.forEach((body, index) => {
      if (bodyOf.includes(index)) return;
      const person = new Person(++this.#lastId, t, body.appearance, this.#options.smoothing);
      this.#people.push(person);
      poses.push(person.see(t, body, aspect));
    });
    return poses;
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
      if (appearance) bodies.push({ detection, appearance });
    }
    return bodies;
  }
}

class Person {
  readonly track: PersonTrack;
  readonly #smoother: BodySmoother | null;
  readonly #firstMetre: number;

  constructor(id: number, t: Seconds, appearance: AppearanceDescriptor, smoothing: OneEuroOptions | null) {
    this.track = new PersonTrack(id, t, appearance);
    this.#smoother = smoothing && new BodySmoother(smoothing);
    this.#firstMetre = appearance.scale;
  }

  see(t: Seconds, { detection, appearance }: Body, aspect: number): Pose {
    this.track.update(t, appearance);
    const { id, scale: metre } = this.track;
    const steady = this.#smoother?.smooth(t, detection, aspect, metre) ?? detection;
    return { id, ...steady, root: rootOf(steady, metre, this.#firstMetre, aspect) };
  }

  /** Out of sight: what comes back may be far from what was. */
  lose(): void {
    this.#smoother?.reset();
  }
}

interface Body {
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
