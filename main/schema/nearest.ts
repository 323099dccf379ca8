/** The name that was probably meant; null when none is near. */
export function nearestName(found: string, names: readonly string[]): string | null {
  let [best, least]: [string | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const name of names) {
    const distance = slips(found, name);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** In how many letters a name was missed; infinite where it was hardly meant. */
export function slips(found: string, name: string): number {
  const distance = edits(found.toLowerCase(), name.toLowerCase());
  return distance < Math.floor(found.length / 3) + 2 ? distance : Number.POSITIVE_INFINITY;
}

/** Levenshtein distance: how many letters to insert, remove or replace to turn `a` into `b`. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced));
    }
    row = next;
  }
  return row[b.length]!;
}
