import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

/** Bundled, so that pictures are the same on every machine. */
const FONT = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");

/** An SVG as the bytes of a PNG file. Every text is set in DejaVu Sans. */
export function png(svg: string): Buffer {
  const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" };
  return new Resvg(svg, { font }).render().asPng();
}
