/** In the coordinate space shared by all screens, device-independent pixels. */
export interface ScreenArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A window with less than this visible, in either direction, is moved back. */
const VISIBLE = 100;
const MARGIN = 0.1;

/** The present bounds while enough of the window is on a screen, else centred on the first screen. */
export function windowBounds(window: ScreenArea | null, screens: readonly ScreenArea[]): ScreenArea {
  if (window && screens.some((each) => overlap(window, each))) return window;
  const screen = screens[0] ?? { x: 0, y: 0, width: 1280, height: 720 };
  return {
    x: Math.round(screen.x + screen.width * MARGIN),
    y: Math.round(screen.y + screen.height * MARGIN),
    width: Math.round(screen.width * (1 - 2 * MARGIN)),
    height: Math.round(screen.height * (1 - 2 * MARGIN)),
  };
}

function overlap(a: ScreenArea, b: ScreenArea): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= VISIBLE && height >= VISIBLE;
}
