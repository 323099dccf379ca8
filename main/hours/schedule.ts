import type { Exception } from "./exception.ts";
import type { Span } from "./times.ts";
import type { Weekly } from "./weekly.ts";
import { DAY_SECONDS, type Day, type Epoch, instantOf, localTime, machineZone } from "./zone.ts";

/** A change is looked for so many days ahead: a house may be closed for a winter. */
const HORIZON = 400;
/** A span lasts into the second day after its own at most. */
const BACK = 2;
const ALL_DAY: readonly Span[] = [{ from: 0, to: DAY_SECONDS }];
/** 1970-01-01 was a Thursday. */
const THURSDAY = 3;

export interface Hours {
  /** Of several that name a day the last counts; none: every day from midnight to midnight. */
  readonly open: readonly Weekly[];
  readonly except: readonly Exception[];
  /** null: the machine's. */
  readonly zone: string | null;
}

/** How it is from a moment to another. */
export interface Stay {
  readonly open: boolean;
  /** Since then at least. */
  readonly from: Epoch;
  /** null: no change is known. */
  readonly until: Epoch | null;
}

/** Whether hours were set at all. */
export const hasHours = ({ open, except }: Hours): boolean => open.length + except.length > 0;

/**
 * Whether it is open at a moment of the wall clock, and until when. Moments of opening and closing are found first and
 * compared then, so that an hour which the clocks show twice opens and closes once.
 */
export function stayAt(hours: Hours, at: Epoch): Stay {
  const zone = hours.zone ?? machineZone();
  const now = localTime(at, zone);
  const today = now.day;
  const instant = (seconds: number) => instantOf({ day: today, seconds }, zone);
  // The zone is asked, which takes long, only where it may matter: no clock is put on or back by a day.
  const isLater = (seconds: number) => seconds - now.seconds > DAY_SECONDS || instant(seconds) > at;
  /** The last that has begun, with all that it goes on into: seconds since today's midnight. */
  let open: Span | null = null;
  for (let day = -BACK; day <= HORIZON; day++) {
    for (const span of spansOn(hours, today + day)) {
      const [from, to] = [day * DAY_SECONDS + span.from, day * DAY_SECONDS + span.to];
      if (open && from <= open.to) {
        open = { from: open.from, to: Math.max(open.to, to) };
        continue;
      }
      if (open && isLater(open.to)) return { open: true, from: instant(open.from), until: instant(open.to) };
      if (isLater(from))
        return { open: false, from: instant(open?.to ?? -BACK * DAY_SECONDS), until: instant(from) };
      open = { from, to };
    }
  }
  if (open && isLater(open.to)) return { open: true, from: instant(open.from), until: null };
  return { open: false, from: instant(open?.to ?? -BACK * DAY_SECONDS), until: null };
}

/** In the order in which they begin. */
function spansOn({ open, except }: Hours, day: Day): readonly Span[] {
  const exception = except.findLast(({ first, last }) => day >= first && day <= last);
  const weekday = (((day + THURSDAY) % 7) + 7) % 7;
  const weekly = open.findLast(({ weekdays }) => weekdays.includes(weekday));
  const spans = exception?.spans ?? weekly?.spans ?? (open.length === 0 ? ALL_DAY : []);
  return spans.toSorted((a, b) => a.from - b.from);
}
