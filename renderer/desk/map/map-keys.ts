import { type MapSession, NEAR_BY_KEYS } from "./map-session.ts";
import { spotOf } from "./viewport.ts";

/** CSS pixels that the crosshair goes at a press, and with the shift key. */
const STEP = { near: 12, far: 72 };
const ZOOM = 1.4;
/** CSS pixels from the edge at which the map moves instead. */
const EDGE = 24;

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

/** The map by keys: a crosshair that takes the place of the pointer. @returns whether the key was one of the map's. */
export function keyOnMap(
  { key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent,
  session: MapSession,
): boolean {
  if (ctrlKey || altKey || metaKey) return false;
  const arrow = ARROWS[key];
  if (arrow) step(session, arrow, shiftKey ? STEP.far : STEP.near);
  else if (key === "+" || key === "=") zoom(session, ZOOM);
  else if (key === "-") zoom(session, 1 / ZOOM);
  else if (key === "0") session.showAll();
  else if (key === "Enter" || key === " ") press(session);
  else if (key === "Backspace" && session.stroke.peek().length > 0)
    session.stroke.value = session.stroke.peek().slice(0, -1);
  else if (key === "Escape") return giveUp(session);
  else return false;
  return true;
}

function step(session: MapSession, [right, down]: readonly [number, number], pixels: number): void {
  const size = session.size.peek();
  const middle = { left: size.width / 2, top: size.height / 2 };
  const cursor = session.cursor.peek();
  const from = cursor ? spotOf(cursor, session.view.peek(), size) : middle;
  // The first press shows where the crosshair is.
  const to = cursor ? { left: from.left + right * pixels, top: from.top + down * pixels } : from;
  const over = (at: number, most: number) => Math.min(0, at - EDGE) + Math.max(0, at - (most - EDGE));
  const [beyond, below] = [over(to.left, size.width), over(to.top, size.height)];
  const place = session.placeAt(to);
  if (beyond !== 0 || below !== 0) session.move(-beyond, -below);
  session.cursor.value = place;
  session.hover(place, NEAR_BY_KEYS);
}

function zoom(session: MapSession, factor: number): void {
  const cursor = session.cursor.peek();
  session.zoom(factor, cursor ? spotOf(cursor, session.view.peek(), session.size.peek()) : undefined);
}

/** Chooses the moment there; with a tool that draws it sets a corner, and a second one at the same place is the last. */
function press(session: MapSession): void {
  const cursor = session.cursor.peek();
  if (!cursor) return;
  if (session.tool.peek() === "look") {
    session.chooseAt(cursor, NEAR_BY_KEYS);
    return;
  }
  const last = session.stroke.peek().at(-1);
  const isSame = last !== undefined && last.x === cursor.x && last.y === cursor.y;
  if (!isSame) session.addCorner(cursor);
  const isWhole = session.tool.peek() === "rectangle" && session.stroke.peek().length === 2;
  if (isSame || isWhole) session.finishCorners();
}

/** One thing after the other: the corners, the crosshair, what was chosen. */
function giveUp(session: MapSession): boolean {
  if (session.stroke.peek().length > 0) session.stroke.value = [];
  else if (session.cursor.peek() !== null) {
    session.cursor.value = null;
    session.hover(null);
  } else if (session.chosen.peek() !== null) session.choose(null);
  else if (session.selection.peek() !== null) session.selection.value = null;
  else return false;
  return true;
}
