import type { Hierarchy } from "./hierarchy.ts";
import { wordsOf } from "./joint-names.ts";

/** What hands and feet are made of, wherever it stands in a word, and short words that mean it as a whole. */
const PARTS =
  /finger|thumb|index|middle|pinky|carp|palm|knuckle|phalan|hand(?!le)|wrist|toe|foot|feet|hallux|tars|heel/;
const WORDS = /^[lr]?(?:mid|ring|little|digit|ball|end|nub|tip|ee|site|leaf|effector|top)\d*$/;
/** Words that say nothing of what a joint is: side, number, program. */
const EMPTY = /^(?:\d+|l|r|left|right|lft|rgt|lt|rt|joint|jnt|jt|bone|bind|def|skin)$/;

/** Where hands and feet end, told from what hangs below wrists and ankles. */
export class TipFinder {
  /** What hangs where a tip would be, but is none: a prop in the hand, a stilt below the foot. */
  readonly passedOver = new Set<number>();
  readonly #hierarchy: Hierarchy;
  readonly #isKnown: (joint: number) => boolean;

  /** @param isKnown whether a joint is called as bodies' joints are, so that what it carries should be too */
  constructor(hierarchy: Hierarchy, isKnown: (joint: number) => boolean) {
    this.#hierarchy = hierarchy;
    this.#isKnown = isKnown;
  }

  /**
   * The child that lies farthest from a joint, thumbs aside, and is a part of hand or foot.
   * @param longest a bone of a hand is no longer than the forearm, one of a foot than the shin; null where unknown.
   * @param end the wrist or the ankle
   */
  next(joint: number, end: number, longest: number | null): number | undefined {
    const bones = this.#hierarchy
      .childrenOf(joint)
      .filter((j) => this.#hierarchy.isBone(j) && !/thumb/i.test(this.#hierarchy.nameOf(j)));
    const own = bones.filter(
      (j) =>
        !(longest !== null && this.#hierarchy.length(j) > longest) &&
        (!this.#isKnown(end) || this.#isNamedSo(j, joint)),
    );
    if (own.length === 0) for (const j of bones) this.passedOver.add(j);
    return own.toSorted((a, b) => this.#hierarchy.length(b) - this.#hierarchy.length(a))[0];
  }

  /** The end of the toes, which many skeletons have as a joint, an End Site, or not at all. */
  last(joint: number, end: number, longest: number | null): number {
    const next = this.next(joint, end, longest);
    return next === undefined ? joint : this.last(next, end, longest);
  }

  /** Whether its name is that of a part of hand or foot, beside what it has of its parent's: "RightHandProp" is none. */
  #isNamedSo(joint: number, parent: number): boolean {
    if (this.#hierarchy.isEndSite(joint)) return true;
    const above = wordsOf(this.#hierarchy.nameOf(parent));
    const own = wordsOf(this.#hierarchy.nameOf(joint));
    const words = own.filter((word) => !above.includes(word) && !EMPTY.test(word));
    return words.length === 0 || words.some((word) => PARTS.test(word) || WORDS.test(word));
  }
}
