/** So many places of so many frames are kept in memory: 4 minutes of dance beside 4 of its reference, in full. */
const CELLS = 6e6;
/** However long a dance is, so many places are looked at for each frame. */
const NARROWEST = 300;

/** The places of the reference that a frame of the dance may be at: all, or in long dances those around when it is due. */
export interface Band {
  readonly width: number;
  /** The first of them. */
  readonly from: (frame: number) => number;
}

export function bandOf(frames: number, places: number): Band {
  const width = Math.min(places, Math.max(NARROWEST, Math.floor(CELLS / frames)));
  const from = (frame: number) => {
    const due = (frame * (places - 1)) / Math.max(1, frames - 1);
    return Math.max(0, Math.min(places - width, Math.round(due - width / 2)));
  };
  return { width, from };
}
