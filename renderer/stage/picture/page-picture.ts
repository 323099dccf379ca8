import {
  isCutOut,
  type Picture,
  readPictureAddress,
  speaks,
  TRANSPARENT,
} from "../../../shared/picture/picture-address.ts";
import type { ViewOptions } from "../view/stage-view.ts";

/** What the page's address asks for; null where that cannot be: then the page says in one line why. */
export function pictureOf(search: string, page: Document): Picture | null {
  try {
    return readPictureAddress(search, (text) => CSS.supports("color", text));
  } catch (error) {
    const fault = page.getElementById("fault")!;
    fault.textContent = (error as Error).message;
    fault.hidden = false;
    return null;
  }
}

/** What is behind the picture, and whether words lie over it. */
export function dress(picture: Picture, canvas: HTMLCanvasElement, page: Document): void {
  page.body.classList.toggle("silent", !speaks(picture));
  if (!isCutOut(picture)) return;
  const { background } = picture;
  // The colour is the picture's: around it, and in a blackout, a projector's light is off.
  canvas.style.background = background;
  const around = background === TRANSPARENT ? TRANSPARENT : "black";
  for (const part of [page.documentElement, page.body]) part.style.background = around;
}

/** How the view draws the picture. */
export function viewOf(picture: Picture): ViewOptions {
  const { look, show } = picture;
  const only = show === "dancer" || show === "partner" ? show : null;
  return { look, only, cutOut: isCutOut(picture), signs: speaks(picture) };
}
