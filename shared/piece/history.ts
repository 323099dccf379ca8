/** States of what is edited that can be gone back to. Never changed once made. */
export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
}

/** So many steps can be taken back. */
const LONGEST = 500;

export const historyOf = <T>(now: T): History<T> => ({ past: [], now, future: [] });

/** After one more edit; the very same where it changed nothing. What was taken back before cannot be had again. */
export function edited<T>(history: History<T>, now: T): History<T> {
  if (now === history.now) return history;
  return { past: [...history.past, history.now].slice(-LONGEST), now, future: [] };
}

/** The same edit going on, as while something is dragged: one step to take back. */
export function amended<T>(history: History<T>, now: T): History<T> {
  return now === history.now ? history : { ...history, now, future: [] };
}

export function undone<T>({ past, now, future }: History<T>): History<T> | null {
  const before = past.at(-1);
  return before === undefined ? null : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

export function redone<T>({ past, now, future }: History<T>): History<T> | null {
  const [next, ...rest] = future;
  return next === undefined ? null : { past: [...past, now], now: next, future: rest };
}
