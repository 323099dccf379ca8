import type { Motion } from "../partner/inertializer.ts";

/** The partner that a dancer has: her own, none, or one that she shares, which dances `motion` in the middle. */
export type PartnerAssignment = "own" | "none" | { readonly motion: Motion | null; readonly middle: number };
