/** What is said of a film, and then of each of its takes. */
export interface FilmAbout {
  readonly dancer: string;
  readonly tags: readonly string[];
  readonly source: string;
  readonly licence: string;
}

/** Between dancer, tags and title in a file's name. */
const BETWEEN = /\s+[-–—]\s+/;
/** A name has a letter, which dates and numbers of rolls do not. */
const isName = (part: string): boolean => /\p{L}/u.test(part);

/**
 * Dancer and tags by a film's name, from the folder of films on. Two habits are known. Where the file's name has parts
 * between dashes, `dancer - piece.mp4`, the first is the dancer, those between first and last are tags, and so are the
 * folders: whoever writes the dancer into the name sorts by something else. Where it has none, `Dancer/style/film.mp4`,
 * the outermost folder is the dancer and the folders in it are tags. What has no letter, such as a date, is no dancer.
 * A film that says neither has no dancer: a wrong one would be worse than none.
 */
export function aboutOf(name: string): FilmAbout {
  const folders = name.split("/").map((part) => part.trim());
  const title = folders.pop()!.replace(/\.[^.]*$/, "");
  const parts = title.split(BETWEEN).map((part) => part.trim());
  const named = parts.length > 1 && isName(parts[0]!);
  const [dancer, tags] = named
    ? [parts[0]!, [...folders, ...parts.slice(1, -1)]]
    : folders.length > 0 && isName(folders[0]!)
      ? [folders[0]!, folders.slice(1)]
      : ["", folders];
  return { dancer, tags: [...new Set(tags.filter(isName))], source: name, licence: "" };
}
