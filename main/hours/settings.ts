import * as v from "valibot";
import { number, parsed, setting, text, whole } from "../schema/kinds.ts";
import { EXCEPTION_FORM, parseException } from "./exception.ts";
import { parseTime } from "./times.ts";
import { parseWeekly, WEEKLY_FORM } from "./weekly.ts";
import { namedZone } from "./zone.ts";

/** Settings of a show that nobody looks after. */
export const HOURS_SETTINGS = {
  hours: setting(
    v.strictObject({
      open: setting(
        v.array(parsed(parseWeekly, WEEKLY_FORM)),
        [],
        "when the show is open in each week, where of several that name a day the last counts, and none is always",
      ),
      except: setting(
        v.array(parsed(parseException, EXCEPTION_FORM)),
        [],
        "dates with other hours, or without any",
      ),
      zone: setting(
        v.nullable(parsed(namedZone, "the name of a time zone, such as Europe/Vienna")),
        null,
        "time zone of the hours, where none is the machine's",
      ),
    }),
    {},
    "opening hours: outside them the stage is black, nothing sounds, the camera is closed and the lighting told so",
  ),
  visitorReset: setting(
    v.nullable(number(0, 86_400, "s")),
    null,
    "how long nobody is in sight until what visitors turned at the stage, by keys or controllers, is as before, where 0 is never and none is a minute where hours are set",
  ),
  dailyRestart: setting(
    v.nullable(parsed(parseTime, 'a time of day such as "06:30"')),
    null,
    "time of day at which engine and stage page begin anew, as soon as nobody is in sight",
  ),
  log: setting(
    v.strictObject({
      file: setting(
        v.nullable(text("a path")),
        null,
        "file in which the log is kept as well, with old ones beside it",
      ),
      size: setting(
        number(0.01, 1000, "MB"),
        5,
        "size of that file before the next begins, as each day does",
      ),
      days: setting(whole(1, 3650, "days"), 30, "how long old ones are kept, twenty at most"),
    }),
    {},
    "the log of a show that nobody watches",
  ),
} as const;

const schema = v.strictObject(HOURS_SETTINGS);

export type HoursSettings = Readonly<v.InferOutput<typeof schema>>;
