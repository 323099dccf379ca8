import * as v from "valibot";
import { LONGEST_RECORDING } from "../../../shared/desk/playback.ts";
import { number, text } from "../../schema/kinds.ts";
import { ConfigError } from "../../system/errors.ts";
import type { ShowPractice } from "../practice/show-practice.ts";
import type { DeskHandlers } from "./requests.ts";

/** Milliseconds since 1970 until the year 2500. */
const LATEST = 2 ** 44;
const seconds = v.nullable(number(0, LONGEST_RECORDING, "seconds"));
const name = text("the name of a take or a piece");

/** Shows desks how practising stands, and lets them begin and end it. */
export function practiceRequests(
  session: ShowPractice,
): Pick<DeskHandlers, Extract<keyof DeskHandlers, `practice/${string}`>> {
  return {
    "practice/state": { schema: v.null(), answer: async () => session.state },
    "practice/start": {
      schema: v.strictObject({ name, from: seconds, to: seconds }),
      async answer({ name: asked, from, to }) {
        if (from !== null && to !== null && to <= from)
          throw new ConfigError(`${asked}: from ${from} to ${to} s, expected an end after the beginning`);
        return session.start(asked, from, to);
      },
    },
    "practice/stop": { schema: v.null(), answer: async () => session.stop() },
    "practice/passes": {
      schema: v.strictObject({ reference: v.nullable(name), since: number(0, LATEST) }),
      answer: (query) => session.passes(query),
    },
  };
}
