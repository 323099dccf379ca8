import { encode } from "uqr";
import { svgElement } from "./svg.ts";

/** Modules of light around it, by which a camera finds it. */
const BORDER = 4;

/** A QR code as a picture as large as its element, dark on light whatever the colours around it. */
export function qrCode(text: string): SVGElement {
  const { data, size } = encode(text, { border: BORDER });
  const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return svgElement(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges" },
    svgElement("rect", { width: size, height: size, fill: "#fff" }),
    svgElement("path", { d: modules.join(""), fill: "#000" }),
  );
}
