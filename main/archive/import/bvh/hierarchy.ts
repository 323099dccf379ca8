import type { BvhJoint } from "./parse.ts";

/** How the joints of a file hang together; joints are meant by their indices. */
export class Hierarchy {
  readonly joints: readonly BvhJoint[];
  readonly #children: readonly (readonly number[])[];

  constructor(joints: readonly BvhJoint[]) {
    this.joints = joints;
    const children: number[][] = joints.map(() => []);
    for (const [j, { parent }] of joints.entries()) children[parent]?.push(j);
    this.#children = children;
  }

  nameOf(joint: number): string {
    return this.joints[joint]!.name;
  }

  /** None where there is no such joint. */
  childrenOf(joint: number | undefined): readonly number[] {
    return this.#children[joint ?? -1] ?? [];
  }

  /** What carries a joint, the nearest first. */
  above(joint: number | undefined): readonly number[] {
    const above: number[] = [];
    for (let j = this.joints[joint ?? -1]?.parent ?? -1; j >= 0; j = this.joints[j]!.parent) above.push(j);
    return above;
  }

  isBelow(joint: number, other: number): boolean {
    let j = this.joints[joint]!.parent;
    // Parents come before their children.
    while (j > other) j = this.joints[j]!.parent;
    return j === other;
  }

  /** From the parent, in the file's own unit. */
  length(joint: number): number {
    return Math.hypot(...this.joints[joint]!.offset);
  }

  /** Along the bones down to a joint; null where that does not hang below the other, or nobody knows. */
  way(from: number, to: number): number | null {
    if (!this.isBelow(to, from)) return null;
    const way = [to, ...this.above(to)].filter((j) => j > from && this.isBelow(j, from));
    return way.reduce((sum, j) => sum + this.length(j), 0) || null;
  }

  /** Whether a joint has a place of its own; where positions move it, its offset says nothing. */
  isBone(joint: number): boolean {
    return (
      this.length(joint) > 0 || this.joints[joint]!.channels.some((channel) => channel.endsWith("position"))
    );
  }

  isEndSite(joint: number): boolean {
    const { name, parent } = this.joints[joint]!;
    return parent >= 0 && name === `${this.joints[parent]!.name} end`;
  }
}
