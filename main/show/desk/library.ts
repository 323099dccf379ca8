import * as v from "valibot";
import { LIBRARY_ORDERS, TAKE_LIMITS } from "../../../shared/desk/library.ts";
import type { TakeLibrary } from "../../archive/library/library.ts";
import { choice, flag, whole } from "../../schema/kinds.ts";
import { printable } from "../../system/log/printable.ts";
import type { DeskHandlers } from "./requests.ts";

/** Letters of the longest name that is asked about: the library says what names takes have. */
const LONGEST_NAME = 400;
const MOST_OFFSET = 1_000_000;

const text = (most: number, isFine: (given: string) => boolean, expected: string) =>
  v.pipe(v.string(), v.maxLength(most), v.check(isFine), v.metadata({ expected }));
const isLine = (given: string): boolean => printable(given, given.length) === given;
/** As it is shown and searched. */
const line = (most: number, least = 0) =>
  text(most, (given) => isLine(given) && given.length >= least, `a line of ${least} to ${most} letters`);

const name = text(LONGEST_NAME, () => true, "the name of a take");
const search = text(TAKE_LIMITS.search, () => true, `at most ${TAKE_LIMITS.search} letters`);
const note = text(
  TAKE_LIMITS.note,
  (given) => given.split("\n").every(isLine),
  `lines of at most ${TAKE_LIMITS.note} letters in all`,
);
const tags = v.pipe(v.array(line(TAKE_LIMITS.tag, 1)), v.maxLength(TAKE_LIMITS.tags));

/** Shows the desk the takes, and lets it change them. */
export function libraryRequests(
  library: TakeLibrary,
): Pick<DeskHandlers, `library/${string}` & keyof DeskHandlers> {
  return {
    "library/list": {
      schema: v.strictObject({
        search,
        order: choice(LIBRARY_ORDERS),
        descending: flag(),
        offset: whole(0, MOST_OFFSET),
        limit: whole(0, TAKE_LIMITS.limit),
      }),
      answer: (query) => library.query(query),
    },
    "library/get": {
      schema: v.strictObject({ name }),
      answer: (asked) => library.detail(asked.name),
    },
    "library/rename": {
      schema: v.strictObject({ name, to: name }),
      answer: async (asked) => ({ name: await library.rename(asked.name, asked.to) }),
    },
    "library/edit": {
      schema: v.strictObject({
        name,
        dancer: v.optional(line(TAKE_LIMITS.dancer)),
        tags: v.optional(tags),
        note: v.optional(note),
      }),
      async answer(edit) {
        await library.edit(edit);
        return null;
      },
    },
    "library/delete": {
      schema: v.strictObject({ name }),
      answer: (asked) => library.delete(asked.name),
    },
    "library/undo": {
      schema: v.strictObject({ id: name }),
      answer: async ({ id }) => ({ names: await library.undo(id) }),
    },
    "library/trash": {
      schema: v.null(),
      answer: () => library.trash(),
    },
  };
}
