import type { Person } from "./person-finder.ts";
import type { Region } from "./region.ts";
import { isSameRegion } from "./same.ts";

/** More bodies than this are not told apart: then some are looked at more often than others. */
const MOST = 16;

/** Where bodies were looked at and let go again, the last one last: each has its turn. */
export class Looks {
  #regions: readonly Region[] = [];

  note(region: Region): void {
    this.#regions = [...this.#regions.filter((other) => !isSameRegion(other, region)), region].slice(-MOST);
  }

  /** Those who were not looked at first, then those whose turn is longest ago. */
  inTurn(people: readonly Person[]): Person[] {
    const turnOf = ({ region }: Person) => this.#regions.findIndex((other) => isSameRegion(other, region));
    return people.toSorted((a, b) => turnOf(a) - turnOf(b));
  }
}
