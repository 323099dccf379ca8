/** Set by `npm run test:long`, which runs whatever has a long form in that form. */
export const LONG = process.env.CONTINUO_LONG !== undefined;

/** Which cases are tested: those that say enough every day, and all others too in the long form. */
export const cases = <Case>(of: {
  readonly everyday: readonly Case[];
  readonly long: readonly Case[];
}): readonly Case[] => (LONG ? [...of.everyday, ...of.long] : of.everyday);

/** How much of something is tested: enough for every day, or all that the work is judged by. */
export const amount = (of: { readonly everyday: number; readonly long: number }): number =>
  LONG ? of.long : of.everyday;
