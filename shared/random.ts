/** Chance as an argument: uniform in [0, 1), from a seeded generator. */
export type Random = () => number;
