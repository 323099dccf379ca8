const SVG = "http://www.w3.org/2000/svg";

export function svgElement(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly SVGElement[]
): SVGElement {
  const created = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, `${value}`);
  created.append(...children);
  return created;
}
