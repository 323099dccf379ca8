import { encode } from "uqr";

const SVG = "http://www.w3.org/2000/svg";
/** Modules of light around it, by which a camera finds it. */
const BORDER = 4;

/** A QR code as a picture as large as its element, dark on light whatever the colours around it. */
export function qrCode(text: string): SVGElement {
  const { data, size } = encode(text, { border: BORDER });
  const picture = element("svg", { viewBox: `0 0 ${size} ${size}`, "shape-rendering": "crispEdges" });
  const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  picture.append(
    element("rect", { width: String(size), height: String(size), fill: "#fff" }),
    element("path", { d: modules.join(""), fill: "#000" }),
  );
  return picture;
}

function element(tag: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const created = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  return created;
}
