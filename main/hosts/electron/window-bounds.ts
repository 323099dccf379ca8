/** Part of a screen or of the space that all screens make up together, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A window that shows less than this of itself, in either direction, counts as lost. */
const VISIBLE = 100;
const MARGIN = 0.1;

/** Where the window is to stand: where it is, as long as enough of it is on a screen; else in the middle of the first. */
export function place(window: Area | null, screens: readonly Area[]): Area {
  if (window && screens.some((each) => overlap(window, each))) return window;
  const screen = screens[0] ?? { x: 0, y: 0, width: 1280, height: 720 };
  return {
    x: Math.round(screen.x + screen.width * MARGIN),
    y: Math.round(screen.y + screen.height * MARGIN),
    width: Math.round(screen.width * (1 - 2 * MARGIN)),
    height: Math.round(screen.height * (1 - 2 * MARGIN)),
  };
}

function overlap(a: Area, b: Area): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= VISIBLE && height >= VISIBLE;
}
