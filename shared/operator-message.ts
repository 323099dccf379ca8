/** Something that an operator should know. */
export interface OperatorMessage {
  readonly line: string;
  /** Milliseconds since 1970 at which it came first. */
  readonly since: number;
  /** How often it came. */
  readonly count: number;
  /** Whether lines that differ from it in numbers or names are counted in. */
  readonly alike: boolean;
}

/** With its time, as clocks show it here, and the date where that is not today's. */
export function messageText({ line, since, count, alike }: OperatorMessage, today: Date): string {
  const time = timeOfDay(new Date(since), today);
  return count === 1 ? `${time} ${line}` : `${line} (${count} ${alike ? "like it" : "times"} since ${time})`;
}

/** "14:02", or "29.11. 14:02" on another day. */
export function timeOfDay(date: Date, today: Date): string {
  const day =
    date.toDateString() === today.toDateString() ? "" : `${date.getDate()}.${date.getMonth() + 1}. `;
  return `${day}${two(date.getHours())}:${two(date.getMinutes())}`;
}

const two = (n: number) => String(n).padStart(2, "0");
