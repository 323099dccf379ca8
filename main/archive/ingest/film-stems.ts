import { asFileName } from "../library/names.ts";

/** Bytes of a film's part of a take's name; behind it there is more. */
const LONGEST = 160;

/**
 * What each film's takes are called, without number and ending: as the film's file; where another film is called so too,
 * with the folders in front; where even that is another's, with a number. All takes lie in one folder, which is what is
 * learnt from. A film that has a stem keeps it, whatever comes beside it later.
 * @param films names, in order. @param remembered stems of films that were here before, by name. @param others stems of
 * films that are not among them.
 */
export function stemsOf(
  films: readonly string[],
  remembered: ReadonlyMap<string, string>,
  others: readonly string[] = [],
): ReadonlyMap<string, string> {
  const taken = new Set([...remembered.values(), ...others].map((stem) => stem.toLowerCase()));
  const bare = (name: string) => asFileName(withoutEnding(name.split("/").at(-1)!), LONGEST);
  const same = Map.groupBy(films, (name) => bare(name).toLowerCase());
  const stems = new Map<string, string>();
  for (const name of films) {
    const known = remembered.get(name);
    const isAlone = same.get(bare(name).toLowerCase())!.length === 1;
    const wanted = isAlone ? bare(name) : asFileName(withoutEnding(name).replaceAll("/", " - "), LONGEST);
    let stem = known ?? wanted;
    for (let number = 2; known === undefined && taken.has(stem.toLowerCase()); number++)
      stem = `${wanted} (${number})`;
    taken.add(stem.toLowerCase());
    stems.set(name, stem);
  }
  return stems;
}

const withoutEnding = (name: string): string => name.replace(/\.[^./]*$/, "");

/** A shot's stem. @param number from 1 */
export const stemOfShot = (film: string, number: number): string =>
  `${film}.${String(number).padStart(3, "0")}`;
