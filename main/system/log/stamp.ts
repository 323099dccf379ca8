const two = (n: number) => String(n).padStart(2, "0");

/** "2026-11-29", the date of the place. */
export const dateStamp = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** For a log that is read after months: "2026-11-29 14:02:31", the time of the place. */
export const stamp = (date: Date): string =>
  `${dateStamp(date)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

/** Of a line that has its time already. */
const STAMPED = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /;

/** Lines, each with its time. */
export const stamped = (text: string, date: Date): string =>
  text.replace(/^.+$/gm, (line) => (STAMPED.test(line) ? line : `${stamp(date)} ${line}`));
