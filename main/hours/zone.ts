/** Milliseconds since 1970, of the wall clock. */
export type Epoch = number;
/** A date: days since 1970-01-01. */
export type Day = number;

export const DAY_SECONDS = 86_400;

/** A time of day somewhere. `seconds` since midnight; of a day that runs on into the next, more than a day has. */
export interface LocalTime {
  readonly day: Day;
  readonly seconds: number;
}

/** A formatter costs far more than what it formats. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/** The zone that the machine is in, which may change while the show runs. */
export const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @throws RangeError for what is no time zone. @returns its name as the system writes it */
export function namedZone(name: string): string {
  return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
}

/** What clocks in a zone show. */
export function localTime(at: Epoch, zone: string): LocalTime {
  const shown = at + offsetAt(at, zone);
  const day = Math.floor(shown / (1000 * DAY_SECONDS));
  return { day, seconds: shown / 1000 - day * DAY_SECONDS };
}

/**
 * When clocks in a zone show this: where they do twice, the first time; where they leap over it, as long after the leap
 * as it would have been (the rule `compatible` of Temporal, RFC 5545).
 */
export function instantOf({ day, seconds }: LocalTime, zone: string): Epoch {
  const shown = 1000 * (day * DAY_SECONDS + seconds);
  const before = shown - offsetAt(shown - 1000 * DAY_SECONDS, zone);
  const after = shown - offsetAt(shown + 1000 * DAY_SECONDS, zone);
  const [first, second] = [Math.min(before, after), Math.max(before, after)];
  const shows = (at: Epoch) => at + offsetAt(at, zone) === shown;
  if (shows(first)) return first;
  return shows(second) ? second : before;
}

/** By how many milliseconds clocks in a zone are ahead of UTC. */
function offsetAt(at: Epoch, zone: string): number {
  let formatter = FORMATTERS.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-u-ca-gregory", {
      ...{ timeZone: zone, hourCycle: "h23" },
      ...{ year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    FORMATTERS.set(zone, formatter);
  }
  const part = Object.fromEntries(
    formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  ) as Readonly<Record<Intl.DateTimeFormatPartTypes, number>>;
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return shown - Math.floor(at / 1000) * 1000;
}
