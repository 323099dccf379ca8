/** Whether the show is open to visitors, and why. */
export interface HoursState {
  readonly open: boolean;
  /** Somebody opened or closed it by hand, against the hours or without any. */
  readonly byHand: boolean;
  /** When it changes next, in milliseconds since 1970; null where that is not known. */
  readonly next: { readonly at: number; readonly open: boolean } | null;
  /** Whose clocks the hours are told by. */
  readonly zone: string;
}

/** A moment as staff reads it: "Tue, 1 Dec, 10:00". @param language as in BCP 47 */
export const momentInWords = (at: number, zone: string, language: string): string =>
  new Intl.DateTimeFormat(language, {
    ...{ timeZone: zone, weekday: "short", day: "numeric", month: "short" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  }).format(at);
