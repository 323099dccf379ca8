import type { Contestant } from "../../learn/evaluate/contestant.ts";
import type { Example, Seed } from "../../learn/evaluate/seeds.ts";
import { type Clip, part, ROOT_AT, ROW, rowAt } from "../../motion/clip.ts";
import { toLocal, toRoom } from "../../motion/heading.ts";
import { vectorLength } from "../../motion/vectors.ts";

/** What is compared: the last second, in so many glimpses so many frames apart. */
const GLIMPSES = 6;
const APART = 6;
export const PHRASE = (GLIMPSES - 1) * APART + 1;
/** Only every so-manieth frame of the archive is a place to go on from. */
const EVERY = 3;
/** Two places nearer than this are one idea, frames. */
const SAME = 30;
/** Nothing is replayed that ends sooner, frames. */
const SHORTEST = 75;

/** Of a training take that holds a place to go on from, frames. */
export const LEAST_TAKE = PHRASE + SHORTEST;

/** A place in the archive from which is danced on. */
interface Place {
  readonly clip: Clip;
  /** The last frame of what is alike. */
  readonly frame: number;
}

/** The places of an archive, and what the second before each looked like. */
export class PhraseBook {
  readonly #places: Place[] = [];
  readonly #looks: Float32Array[] = [];

  constructor(archive: readonly Example[]) {
    for (const { clip } of archive) {
      for (let frame = PHRASE - 1; frame + SHORTEST < clip.frames; frame += EVERY) {
        this.#places.push({ clip, frame });
        this.#looks.push(lookOf(part(clip, frame - PHRASE + 1, frame + 1)));
      }
    }
  }

  /** The `count` places most alike to the last second of a clip, the nearest first, no two of them one idea. */
  nearest(clip: Clip, count: number): readonly Place[] {
    const look = lookOf(part(clip, clip.frames - PHRASE, clip.frames));
    const far = Float64Array.from(this.#looks, (other) => difference(look, other));
    const order = Uint32Array.from(far, (_, index) => index).sort((a, b) => far[a]! - far[b]!);
    const found: Place[] = [];
    for (const index of order) {
      if (found.length === count) break;
      const place = this.#places[index]!;
      const known = found.some(
        (other) => other.clip === place.clip && Math.abs(other.frame - place.frame) < SAME,
      );
      if (!known) found.push(place);
    }
    return found;
  }
}

/**
 * Replays what followed in the archive after the second most like the last one; and then again.
 * @param archive of which one is LEAST_TAKE long
 */
export function nearest(archive: readonly Example[]): Contestant {
  const book = new PhraseBook(archive);
  const ideas = new WeakMap<Seed, readonly Place[]>();
  const ideasFor = (seed: Seed, count: number): readonly Place[] => {
    const known = ideas.get(seed);
    if (known && known.length >= count) return known;
    const found = book.nearest(part(seed.danced.clip, seed.end - PHRASE, seed.end), count);
    ideas.set(seed, found);
    return found;
  };
  return {
    name: "nearest",
    varied: true,
    *dance(wishes) {
      const most = wishes.reduce((max, { option }) => Math.max(max, option + 1), 1);
      const out = new Float32Array(wishes.length * ROW);
      const replays = wishes.map(({ seed, option }) => {
        const found = ideasFor(seed, most);
        return new Replay(found[option % found.length]!, rowAt(seed.danced.clip, seed.end - 1));
      });
      for (;;) {
        replays.forEach((replay, row) => {
          if (replay.over) {
            const [place] = book.nearest(replay.last(PHRASE), 1);
            replays[row] = new Replay(place!, out.slice(row * ROW, (row + 1) * ROW));
          }
          replays[row]!.next(out, row * ROW);
        });
        yield out;
      }
    },
  };
}

/** A stretch of the archive, danced where somebody stands and in the direction that he faces. */
class Replay {
  readonly #place: Place;
  readonly #from: Float32Array;
  readonly #seen = new Float32Array(ROW);
  #frame: number;

  constructor(place: Place, from: Float32Array) {
    this.#place = place;
    this.#from = from;
    this.#frame = place.frame;
  }

  get over(): boolean {
    return this.#frame + 1 >= this.#place.clip.frames;
  }

  next(out: Float32Array, at: number): void {
    this.#frame++;
    toLocal(rowAt(this.#place.clip, this.#frame), rowAt(this.#place.clip, this.#place.frame), this.#seen);
    toRoom(this.#seen, this.#from, out, at);
  }

  last(frames: number): Clip {
    return part(this.#place.clip, this.#frame + 1 - frames, this.#frame + 1);
  }
}

/** The glimpses in the heading of the last one, [6 x 57]. */
function lookOf(phrase: Clip): Float32Array {
  const now = rowAt(phrase, phrase.frames - 1);
  const look = new Float32Array(GLIMPSES * ROOT_AT);
  const row = new Float32Array(ROW);
  for (let glimpse = 0; glimpse < GLIMPSES; glimpse++) {
    toLocal(rowAt(phrase, glimpse * APART), now, row);
    look.set(row.subarray(0, ROOT_AT), glimpse * ROOT_AT);
  }
  return look;
}

/** Sum over glimpses and joints of the distances. */
function difference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3)
    sum += vectorLength(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return sum;
}
