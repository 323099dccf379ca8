/** Where everybody listens for PosiStageNet (2.03, 2). */
export const PSN_GROUP = "236.10.10.10";
export const PSN_PORT = 56565;

/** Of sACN (E1.31, 9.3.4). */
export const SACN_PORT = 5568;

/** The address at which everybody hears a universe (E1.31, 9.3.1). */
export function sacnGroup(universe: number): string {
  return `239.255.${universe >> 8}.${universe & 255}`;
}
