import { DAY_SECONDS } from "./zone.ts";

/** From `from` until before `to`: seconds since midnight of the day that it begins on, `to` up to a day later. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const TIME = /^(\d\d):(\d\d)(?::(\d\d))?$/;

/** "18:30" or "18:30:00" as seconds since midnight. @throws RangeError */
export function parseTime(text: string): number {
  const [, hours, minutes, seconds = "00"] = TIME.exec(text) ?? [];
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (!(time <= DAY_SECONDS) || Number(minutes) > 59 || Number(seconds) > 59) throw new RangeError(text);
  return time;
}

/** Seconds since midnight as they were written: "18:30" or "18:30:15". */
export function timeInWords(time: number): string {
  const parts = [
    Math.floor(time / 3600),
    Math.floor(time / 60) % 60,
    ...(time % 60 === 0 ? [] : [time % 60]),
  ];
  return parts.map((part) => `${part}`.padStart(2, "0")).join(":");
}

/**
 * "10:00-12:00,20:00-02:00" or "closed": what ends before it begins ends on the next day, and what ends when it begins
 * lasts a day. @throws RangeError
 */
export function parseSpans(text: string): readonly Span[] {
  if (text === "closed") return [];
  return text.split(/\s*,\s*/).map((span) => {
    const [first = "", last = "", ...more] = span.split("-");
    const [from, to] = [parseTime(first), parseTime(last)];
    if (more.length > 0 || from === DAY_SECONDS) throw new RangeError(span);
    return { from, to: to > from ? to : to + DAY_SECONDS };
  });
}
