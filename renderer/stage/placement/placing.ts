import type { PlacementSentences, Refusal } from "../../../shared/languages/placement.ts";
import type { Placement } from "../../../shared/picture/placement.ts";
import type { PlanePoint } from "../../../shared/picture/quad.ts";
import { fillList } from "../../kit/description-list.ts";
import { panelPlace } from "./panel-place.ts";
import type { PlacedPicture } from "./placed-picture.ts";
import { PlacementEditor } from "./placement-editor.ts";
import { handleMarks, keyRows, testPattern } from "./placing-marks.ts";

/** A handle is taken from so far, pixels: fingers are wide. */
const REACH = 48;

/** The elements of stage.html with which the picture is laid, by their ids. */
export interface PlacingParts {
  /** Over the whole screen: the handles. */
  readonly placing: HTMLElement;
  /** In the picture: the test pattern. */
  readonly pattern: HTMLElement;
  /** Over it, as straight as a screen is: the keys, and what cannot be done. */
  readonly panel: HTMLElement;
  readonly keys: HTMLElement;
  readonly refused: HTMLElement;
}

/** Lays the picture onto its screen by pointer and keys. While it is open all keys are its own. */
export class Placing {
  readonly #parts: PlacingParts;
  readonly #placed: PlacedPicture;
  readonly #screen: string;
  #editor: PlacementEditor | null = null;
  #words: PlacementSentences | null = null;
  #refusal: Refusal | null = null;
  #isUnsaved = false;
  /** From the pointer to the handle that it drags: a handle does not leap to whoever takes it beside its middle. */
  #grip: PlanePoint = { x: 0, y: 0 };

  /** @param screen its name */
  constructor(parts: PlacingParts, placed: PlacedPicture, screen: string) {
    this.#parts = parts;
    this.#placed = placed;
    this.#screen = screen;
    const { placing } = parts;
    placing.addEventListener("pointerdown", (event) => this.#take(event));
    placing.addEventListener("pointermove", (event) => this.#drag(event));
    window.addEventListener("resize", () => this.#draw());
  }

  static of(page: Document, placed: PlacedPicture, screen: string): Placing {
    const part = (id: string) => page.getElementById(id)!;
    return new Placing(
      {
        placing: part("placing"),
        pattern: part("pattern"),
        panel: part("placing-panel"),
        keys: part("placing-keys"),
        refused: part("placing-refused"),
      },
      placed,
      screen,
    );
  }

  get isOpen(): boolean {
    return this.#editor !== null;
  }

  /** What has not been kept yet; null where all is. */
  get unsaved(): Placement | null {
    return this.#isUnsaved ? this.#placed.placement : null;
  }

  saved(): void {
    this.#isUnsaved = false;
  }

  /** What the host has kept: it does not take the picture out of somebody's hands. */
  keep(placement: Placement): void {
    if (!this.isOpen && !this.#isUnsaved) this.#placed.place(placement);
  }

  open(words: PlacementSentences): void {
    this.#words = words;
    this.#refusal = null;
    this.#editor = new PlacementEditor(this.#placed.placement);
    document.body.classList.add("placing");
    this.#draw();
  }

  close(): void {
    this.#editor = null;
    document.body.classList.remove("placing");
  }

  /** @returns whether the key was for the picture */
  key({ key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): boolean {
    if (!this.#editor) return false;
    if (key === "Escape" || key === "P") this.close();
    else {
      const screen = { width: window.innerWidth, height: window.innerHeight };
      const answer = this.#editor.key(key, shiftKey, screen);
      this.#changed(answer === "taken" ? null : answer);
    }
    return true;
  }

  #take(event: PointerEvent): void {
    const editor = this.#editor;
    if (!editor) return;
    const screen = { width: window.innerWidth, height: window.innerHeight };
    const handles = editor.handles(screen);
    const far = handles.map((handle) => distance(handle, event));
    const nearest = far.indexOf(Math.min(...far));
    if (far[nearest]! > REACH) return;
    const { x, y } = handles[nearest]!;
    this.#grip = { x: x - event.clientX, y: y - event.clientY };
    editor.select(nearest);
    editor.beginDrag();
    this.#parts.placing.setPointerCapture(event.pointerId);
    this.#draw();
  }

  #drag({ pointerId, clientX, clientY }: PointerEvent): void {
    if (!this.#editor || !this.#parts.placing.hasPointerCapture(pointerId)) return;
    const screen = { width: window.innerWidth, height: window.innerHeight };
    const to = { x: clientX + this.#grip.x, y: clientY + this.#grip.y };
    this.#changed(this.#editor.moveTo(to, screen) ? null : "bent");
  }

  /** @param refusal why what was asked could not be done */
  #changed(refusal: Refusal | null): void {
    const { placement } = this.#editor!;
    this.#refusal = refusal;
    if (placement !== this.#placed.placement) {
      this.#placed.place(placement);
      this.#isUnsaved = true;
    }
    this.#draw();
  }

  #draw(): void {
    if (!this.#editor || !this.#words) return;
    const { placing, pattern, panel, keys, refused } = this.#parts;
    const { placement } = this.#editor;
    placing.replaceChildren(handleMarks(this.#editor));
    pattern.replaceChildren(testPattern(this.#placed.size()));
    Object.assign(panel.style, panelPlace(placement));
    fillList(keys, keyRows(this.#words, placement, this.#screen));
    refused.hidden = this.#refusal === null;
    refused.textContent = this.#refusal && this.#words[this.#refusal];
  }
}

const distance = ({ x, y }: PlanePoint, { clientX, clientY }: PointerEvent) =>
  Math.hypot(x - clientX, y - clientY);
