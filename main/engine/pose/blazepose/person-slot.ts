import type { Seconds } from "../../../../shared/pose.ts";
import { type Head, headOf } from "./head.ts";
import { HIPS, Landmarks, RIM } from "./landmarks.ts";
import type { Person } from "./person-finder.ts";
import { type Region, regionAround } from "./region.ts";

/** Room for one body that is followed from frame to frame. */
export class PersonSlot {
  readonly landmarks = new Landmarks();
  /** Where to look for it in the next frame. */
  region: Region = { x: 0, y: 0, size: 0, turn: 0 };
  head: Head = { x: 0, y: 0, radius: 0 };
  /** When it was found. */
  since: Seconds = 0;
  /** Whether it has a place, as far as is known. */
  held = true;

  moveTo(t: Seconds, { region, head }: Person): void {
    this.since = t;
    this.held = true;
    this.region = region;
    this.head = head;
  }

  /** Follows the landmarks that were found in this frame. */
  moveOn(): void {
    const { image } = this.landmarks;
    this.region = regionAround(image[2 * HIPS]!, image[2 * HIPS + 1]!, image[2 * RIM]!, image[2 * RIM + 1]!);
    this.head = headOf(this.landmarks, this.region);
  }
}
