import * as v from "valibot";
import { FIGURE_LOOKS } from "../../../shared/commands/parameters.ts";
import { EXPORT_FORMATS, EXPORT_LIMITS, isFilm } from "../../../shared/desk/exports.ts";
import { choice, flag, whole } from "../../schema/kinds.ts";
import { UserError } from "../../system/errors.ts";
import type { Exports } from "../exports/exports.ts";
import type { DeskHandlers } from "./requests.ts";

const name = v.pipe(v.string(), v.maxLength(400));
const { side, rate, seconds, takes } = EXPORT_LIMITS;

const Wish = v.strictObject({
  from: v.pipe(v.array(name), v.minLength(1), v.maxLength(takes)),
  format: choice(EXPORT_FORMATS),
  seconds: v.nullable(v.pipe(v.number(), v.minValue(seconds.least), v.maxValue(seconds.most))),
  person: v.nullable(whole(0, 2 ** 31 - 1)),
  marey: flag(),
  film: v.nullable(
    v.strictObject({
      look: choice(FIGURE_LOOKS),
      width: whole(side.least, side.most),
      height: whole(side.least, side.most),
      fps: v.pipe(v.number(), v.minValue(rate.least), v.maxValue(rate.most)),
      background: choice(["stage", "transparent"] as const),
    }),
  ),
});

/** Makes exports for desks. */
export function exportRequests(
  exports: Exports,
): Pick<DeskHandlers, Extract<keyof DeskHandlers, `exports/${string}`>> {
  const Named = v.strictObject({ name });
  return {
    "exports/start": {
      schema: Wish,
      async answer(wish) {
        if ((wish.film !== null) !== isFilm(wish.format))
          throw new UserError(
            `${wish.format}: expected what the film is like for a film, and for nothing else`,
          );
        return { id: exports.start(wish) };
      },
    },
    "exports/list": { schema: v.null(), answer: () => exports.list() },
    "exports/stop": {
      schema: v.strictObject({ id: whole(1, 2 ** 31 - 1) }),
      async answer({ id }) {
        exports.stop(id);
        return null;
      },
    },
    "exports/delete": {
      schema: Named,
      async answer(asked) {
        await exports.delete(asked.name);
        return null;
      },
    },
    "exports/reveal": {
      schema: Named,
      async answer(asked) {
        exports.reveal(asked.name);
        return null;
      },
    },
  };
}
