import type { Seconds } from "../../../../shared/pose.ts";
import { distance, type Vector } from "../../../motion/vectors.ts";
import type { FoundPerson } from "./person.ts";

/** Who was not seen for longer is somebody else when she comes back: as long as the tracker of the show waits. */
const LONGEST_ABSENCE: Seconds = 1.2;
/** Mean distance of the joints from one frame to the next, body sizes; farther apart are two people. */
const FARTHEST = 0.5;

export interface FoundFrame {
  readonly t: Seconds;
  readonly people: readonly FoundPerson[];
}

interface Track {
  readonly id: number;
  t: Seconds;
  person: FoundPerson;
}

/** For each frame the ids of its people, from 1 on: those of the file, or else each goes on as the nearest before. */
export function identify(frames: readonly FoundFrame[]): readonly (readonly number[])[] {
  if (frames.every(({ people }) => people.length <= 1))
    return frames.map(({ people }) => people.map(() => 1));
  if (frames.every(({ people }) => areNumbered(people))) return renumbered(frames);
  let tracks: Track[] = [];
  let last = 0;
  return frames.map(({ t, people }) => {
    tracks = tracks.filter((track) => t - track.t <= LONGEST_ABSENCE);
    const found = nearestFirst(tracks, people);
    return people.map((person, index) => {
      const track = found.get(index) ?? { id: ++last, t, person };
      if (!found.has(index)) tracks.push(track);
      track.t = t;
      track.person = person;
      return track.id;
    });
  });
}

/** For each of the people, by number, whom she goes on from. */
function nearestFirst(tracks: readonly Track[], people: readonly FoundPerson[]): ReadonlyMap<number, Track> {
  const pairs = tracks.flatMap((track) =>
    people.map((person, index) => ({ track, index, apart: distanceBetween(track.person, person) })),
  );
  const found = new Map<number, Track>();
  const taken = new Set<Track>();
  for (const { track, index, apart } of pairs.sort((a, b) => a.apart - b.apart)) {
    if (apart > FARTHEST || found.has(index) || taken.has(track)) continue;
    found.set(index, track);
    taken.add(track);
  }
  return found;
}

const areNumbered = (people: readonly FoundPerson[]): boolean =>
  people.every(({ id }) => id !== null) && new Set(people.map(({ id }) => id)).size === people.length;

/** A file may count from 0, which in takes is nobody known. */
function renumbered(frames: readonly FoundFrame[]): readonly (readonly number[])[] {
  const ids = new Map<number | null, number>();
  return frames.map(({ people }) =>
    people.map(({ id }) => {
      const known = ids.get(id) ?? ids.size + 1;
      ids.set(id, known);
      return known;
    }),
  );
}

/** Mean distance of the joints that both have, in sizes of the first's body; infinite where they have none. */
function distanceBetween(a: FoundPerson, b: FoundPerson): number {
  const [from, to] = placesOf(a, b);
  const known = from.filter((point) => point !== null);
  const extents = (["x", "y", "z"] as const).map((axis) => {
    const values = known.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  });
  const ways = from.flatMap((point, joint) => {
    const other = to[joint];
    return point && other ? [distance(point, other)] : [];
  });
  if (ways.length === 0) return Number.POSITIVE_INFINITY;
  return ways.reduce((sum, way) => sum + way, 0) / ways.length / Math.max(...extents, 1e-9);
}

type Places = readonly (Vector | null)[];

/** Where the joints of two people are, in the same space; the depths of a picture are none of a place's. */
export function placesOf(a: FoundPerson, b: FoundPerson): readonly [Places, Places] {
  const flat = ({ image }: FoundPerson) => image!.map((point) => point && { x: point.x, y: point.y, z: 0 });
  return a.image && b.image ? [flat(a), flat(b)] : [a.body ?? [], b.body ?? []];
}
