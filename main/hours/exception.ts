import { parseSpans, type Span } from "./times.ts";
import { DAY_SECONDS, type Day } from "./zone.ts";

export const EXCEPTION_FORM =
  'a date or two with a slash between, and times, such as "2026-12-24 closed" or "2026-12-27/2026-12-30 10:00-14:00"';

/** What holds on some dates whatever the week says. */
export interface Exception {
  readonly first: Day;
  readonly last: Day;
  readonly spans: readonly Span[];
}

/** Dates as in ISO 8601. @throws RangeError */
export function parseException(text: string): Exception {
  const [, from = "", until = from, spans = ""] = /^(\S+?)(?:\/(\S+))?\s+(\S.*)$/.exec(text.trim()) ?? [];
  const [first, last] = [parseDate(from), parseDate(until)];
  if (last < first) throw new RangeError(until);
  return { first, last, spans: parseSpans(spans) };
}

function parseDate(text: string): Day {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : Number.NaN;
  // The 30th of February would be the 2nd of March.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, text.length) !== text)
    throw new RangeError(text);
  return at / (1000 * DAY_SECONDS);
}
