import type { PlacementSentences } from "../../../shared/languages/placement.ts";
import type { Placement } from "../../../shared/picture/placement.ts";
import type { PlanePoint } from "../../../shared/picture/quad.ts";
import type { ListRow } from "../../kit/description-list.ts";
import { svgElement } from "../../kit/svg.ts";
import { pixelsOf } from "./placed-picture.ts";
import type { Handle, PlacementEditor } from "./placement-editor.ts";

/** Radius of a handle, and of the one that is moved, pixels. */
const [HANDLE, SELECTED] = [11, 17];
/** Rows and columns of the test pattern. */
const CELLS = { across: 16, down: 9 };

/** Handles over the screen, and what is moved by them. */
export function handleMarks(editor: PlacementEditor): SVGElement {
  const screen = { width: window.innerWidth, height: window.innerHeight };
  const { corners, mask } = editor.placement;
  const marks = editor.handles(screen).map((handle, index) => mark(handle, index === editor.selected));
  const outlines = [outline("corners", pixelsOf(corners)), outline("mask", pixelsOf(mask))];
  return svgElement("svg", {}, ...outlines, ...marks);
}

function mark({ kind, index, x, y }: Handle, isSelected: boolean): SVGElement {
  const radius = isSelected ? SELECTED : HANDLE;
  const attributes = { class: `${kind}${isSelected ? " selected" : ""}`, "data-handle": `${kind} ${index}` };
  // Its middle is the point itself, one pixel wide.
  return svgElement(
    "g",
    attributes,
    svgElement("circle", { cx: x, cy: y, r: radius }),
    svgElement("path", { d: `M${x - radius} ${y}h${2 * radius}M${x} ${y - radius}v${2 * radius}` }),
  );
}

function outline(name: string, points: readonly PlanePoint[]): SVGElement {
  return svgElement("polygon", { class: name, points: points.map(({ x, y }) => `${x},${y}`).join(" ") });
}

/** What is shown in the picture's place: lines that must be straight, and a circle that must be round. */
export function testPattern(): SVGElement {
  const { across, down } = CELLS;
  const lines = [
    ...Array.from({ length: across + 1 }, (_, column) => `M${column} 0V${down}`),
    ...Array.from({ length: down + 1 }, (_, row) => `M0 ${row}H${across}`),
    `M0 0L${across} ${down}M${across} 0L0 ${down}`,
  ];
  const [x, y] = [across / 2, down / 2];
  return svgElement(
    "svg",
    { viewBox: `0 0 ${across} ${down}`, preserveAspectRatio: "none" },
    svgElement("path", { d: lines.join("") }),
    svgElement("circle", { cx: x, cy: y, r: down / 2 }),
    // An arrow upwards on the left: mirrored and turned pictures are told apart.
    svgElement("path", { class: "up", d: "M3 6V3M2 4L3 3L4 4" }),
  );
}

/** The keys, and what they do. */
export function keyRows(words: PlacementSentences, { gamma }: Placement): ListRow[] {
  return [
    ["tab", words.points],
    ["← → ↑ ↓", words.arrows],
    ["r", words.turn],
    ["x", words.across],
    ["y", words.down],
    ["g", `${words.gamma} (${gamma.toFixed(1)})`],
    ["m", words.mask],
    ["delete", words.remove],
    ["z", words.undo],
    ["backspace", words.reset],
    ["P", words.done],
  ];
}
