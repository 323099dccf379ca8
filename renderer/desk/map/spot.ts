/** On the screen: CSS pixels from the upper left of the drawn map, y down. */
export interface Spot {
  readonly left: number;
  readonly top: number;
}
