/** Multicast group and port of PosiStageNet (2.03, section 2). */
export const PSN_GROUP = "236.10.10.10";
export const PSN_PORT = 56565;

/** E1.31, 9.3.4. */
export const SACN_PORT = 5568;

/** Multicast group of a universe (E1.31, 9.3.1). */
export function sacnGroup(universe: number): string {
  return `239.255.${universe >> 8}.${universe & 255}`;
}
