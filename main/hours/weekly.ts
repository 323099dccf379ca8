import { parseSpans, type Span } from "./times.ts";

const NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export const WEEKLY_FORM =
  'days and times such as "Tue-Sun 10:00-18:00", "Fri,Sat 10:00-12:00,20:00-02:00" or "Mon closed"';

/** What holds on some days of each week. */
export interface Weekly {
  /** 0 is Monday. */
  readonly weekdays: readonly number[];
  readonly spans: readonly Span[];
}

/** Days and times as in OpenStreetMap's opening hours, days by three letters; without days it is every day. @throws RangeError */
export function parseWeekly(text: string): Weekly {
  const [, days, spans = ""] = /^(?:([a-z,-]+)\s+)?(\S.*)$/.exec(text.trim().toLowerCase()) ?? [];
  return { weekdays: days === undefined ? [...NAMES.keys()] : parseDays(days), spans: parseSpans(spans) };
}

/** "fri-mon" goes round the end of the week. */
function parseDays(text: string): readonly number[] {
  return text.split(",").flatMap((part) => {
    const [first = -1, last = first, ...more] = part.split("-").map((name) => NAMES.indexOf(name));
    if (first < 0 || last < 0 || more.length > 0) throw new RangeError(part);
    const count = ((last - first + NAMES.length) % NAMES.length) + 1;
    return Array.from({ length: count }, (_, i) => (first + i) % NAMES.length);
  });
}
