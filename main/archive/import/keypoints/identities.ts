import type { Seconds } from "../../../../shared/pose.ts";
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
    people.map((person, index) => ({ track, index, distance: distanceBetween(track.person, person) })),
  );
  const found = new Map<number, Track>();
  const taken = new Set<Track>();
  for (const { track, index, distance } of pairs.sort((a, b) => a.distance - b.distance)) {
    if (distance > FARTHEST || found.has(index) || taken.has(track)) continue;
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
  const [from, to] = a.image && b.image ? [a.image, b.image] : [a.body ?? [], b.body ?? []];
  let [sum, count] = [0, 0];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let joint = 0; joint < from.length; joint++) {
    const [p, q] = [from[joint], to[joint]];
    if (p) {
      [left, right] = [Math.min(left, p.x), Math.max(right, p.x)];
      [top, bottom] = [Math.min(top, p.y), Math.max(bottom, p.y)];
    }
    if (!p || !q) continue;
    sum += Math.hypot(p.x - q.x, p.y - q.y);
    count++;
  }
  return count === 0 ? Infinity : sum / count / Math.max(right - left, bottom - top, 1e-9);
}
