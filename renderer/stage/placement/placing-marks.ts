import type { PlacementSentences } from "../../../shared/languages/placement.ts";
import type { Placement } from "../../../shared/picture/placement.ts";
import type { PlanePoint } from "../../../shared/picture/quad.ts";
import type { ListRow } from "../../kit/description-list.ts";
import { svgElement } from "../../kit/svg.ts";
import type { Size } from "../view/stage-view.ts";
import { pixelsOf } from "./placed-picture.ts";
import type { Handle, PlacementEditor } from "./placement-editor.ts";

/** Radius of a handle, and of the one that is moved, pixels. */
const [HANDLE, SELECTED] = [11, 17];
/** Length of a corner's arms along the sides of the picture, pixels: of one at the edge of the screen they are what is seen. */
const ARM = 48;
/** Squares of the test pattern along its shorter side. */
const SQUARES = 9;

/** Handles over the screen, and what is moved by them. */
export function handleMarks(editor: PlacementEditor): SVGElement {
  const screen = { width: window.innerWidth, height: window.innerHeight };
  const { corners, mask } = editor.placement;
  const marks = editor.handles(screen).map((handle, index) => mark(handle, index === editor.selected));
  const onScreen = pixelsOf(corners);
  const outlines = [outline("corners", onScreen), outline("mask", pixelsOf(mask))];
  const arms = onScreen.map((_, index) => armsOf(index, onScreen, index === editor.selected));
  return svgElement("svg", {}, ...outlines, ...arms, ...marks);
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

function armsOf(index: number, corners: readonly PlanePoint[], isSelected: boolean): SVGElement {
  const corner = corners[index]!;
  const [one, other] = [1, 3].map((step) => {
    const next = corners[(index + step) % corners.length]!;
    const share = Math.min(0.5, ARM / Math.hypot(next.x - corner.x, next.y - corner.y));
    return `${corner.x + share * (next.x - corner.x)} ${corner.y + share * (next.y - corner.y)}`;
  });
  return svgElement("path", {
    class: `arms${isSelected ? " selected" : ""}`,
    d: `M${one}L${corner.x} ${corner.y}L${other}`,
  });
}

function outline(name: string, points: readonly PlanePoint[]): SVGElement {
  return svgElement("polygon", { class: name, points: points.map(({ x, y }) => `${x},${y}`).join(" ") });
}

/** What is shown in the picture's place: lines that must be straight, squares that must be square, and a round circle. */
export function testPattern({ width, height }: Size): SVGElement {
  const square = Math.min(width, height) / SQUARES;
  // From the middle outwards: what is left over is the same on both sides.
  const [right, bottom] = [width / square / 2, height / square / 2];
  const lines = [
    ...stepsTo(right).map((x) => `M${x} ${-bottom}V${bottom}`),
    ...stepsTo(bottom).map((y) => `M${-right} ${y}H${right}`),
    `M${-right} ${-bottom}H${right}V${bottom}H${-right}ZL${right} ${bottom}M${right} ${-bottom}L${-right} ${bottom}`,
  ];
  const arrow = { x: -right / 2, y: -SQUARES / 6 };
  return svgElement(
    "svg",
    { viewBox: `${-right} ${-bottom} ${2 * right} ${2 * bottom}` },
    svgElement("path", { d: lines.join("") }),
    svgElement("circle", { cx: 0, cy: 0, r: SQUARES / 2 }),
    // An arrow upwards on the left: mirrored and turned pictures are told apart.
    svgElement("path", { class: "up", d: `M${arrow.x} ${arrow.y}l-1 1m1 -1l1 1m-1 -1v3` }),
  );
}

/** Whole numbers from the middle to both sides. */
function stepsTo(end: number): readonly number[] {
  const most = Math.ceil(end) - 1;
  return Array.from({ length: 2 * most + 1 }, (_, index) => index - most);
}

/** The keys, and what they do. */
export function keyRows(words: PlacementSentences, { gamma }: Placement, screen: string): ListRow[] {
  return [
    [screen, words.screen],
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
    ["P  escape", words.done],
  ];
}
