import type { PlacementSentences } from "../../../shared/languages/placement.ts";
import type { Placement } from "../../../shared/picture/placement.ts";
import type { PlanePoint } from "../../../shared/picture/quad.ts";
import { fillList } from "../../kit/description-list.ts";
import type { PlacedPicture } from "./placed-picture.ts";
import { PlacementEditor } from "./placement-editor.ts";
import { handleMarks, keyRows, testPattern } from "./placing-marks.ts";

/** A handle is taken from so far, pixels: fingers are wide. */
const REACH = 48;

/** The elements of stage.html with which the picture is laid, by their ids. */
export interface PlacingParts {
  /** Over the whole screen: the handles. */
  readonly placing: HTMLElement;
  /** In the picture: the test pattern, the keys, and what cannot be done. */
  readonly pattern: HTMLElement;
  readonly keys: HTMLElement;
  readonly refused: HTMLElement;
}

/** Lays the picture onto its screen by pointer and keys. While it is open all keys are its own. */
export class Placing {
  readonly #parts: PlacingParts;
  readonly #placed: PlacedPicture;
  #editor: PlacementEditor | null = null;
  #words: PlacementSentences | null = null;
  #isUnsaved = false;

  constructor(parts: PlacingParts, placed: PlacedPicture) {
    this.#parts = parts;
    this.#placed = placed;
    const { placing } = parts;
    placing.addEventListener("pointerdown", (event) => this.#take(event));
    placing.addEventListener("pointermove", (event) => this.#drag(event));
    window.addEventListener("resize", () => this.#draw());
  }

  static of(page: Document, placed: PlacedPicture): Placing {
    const part = (id: string) => page.getElementById(id)!;
    return new Placing(
      {
        placing: part("placing"),
        pattern: part("pattern"),
        keys: part("placing-keys"),
        refused: part("placing-refused"),
      },
      placed,
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
    this.#editor = new PlacementEditor(this.#placed.placement);
    this.#parts.pattern.replaceChildren(testPattern());
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
      this.#changed(this.#editor.key(key, shiftKey, screen) !== "refused");
    }
    return true;
  }

  #take(event: PointerEvent): void {
    const editor = this.#editor;
    if (!editor) return;
    const screen = { width: window.innerWidth, height: window.innerHeight };
    const far = editor.handles(screen).map((handle) => distance(handle, event));
    const nearest = far.indexOf(Math.min(...far));
    if (far[nearest]! > REACH) return;
    editor.select(nearest);
    editor.beginDrag();
    this.#parts.placing.setPointerCapture(event.pointerId);
    this.#draw();
  }

  #drag({ pointerId, clientX, clientY }: PointerEvent): void {
    if (!this.#editor || !this.#parts.placing.hasPointerCapture(pointerId)) return;
    const screen = { width: window.innerWidth, height: window.innerHeight };
    this.#changed(this.#editor.moveTo({ x: clientX, y: clientY }, screen));
  }

  /** @param isPossible whether what was asked could be done */
  #changed(isPossible: boolean): void {
    const { placement } = this.#editor!;
    this.#parts.refused.hidden = isPossible;
    if (placement !== this.#placed.placement) {
      this.#placed.place(placement);
      this.#isUnsaved = true;
    }
    this.#draw();
  }

  #draw(): void {
    if (!this.#editor || !this.#words) return;
    this.#parts.placing.replaceChildren(handleMarks(this.#editor));
    fillList(this.#parts.keys, keyRows(this.#words, this.#editor.placement));
    this.#parts.refused.textContent = this.#words.refused;
  }
}

const distance = ({ x, y }: PlanePoint, { clientX, clientY }: PointerEvent) =>
  Math.hypot(x - clientX, y - clientY);
