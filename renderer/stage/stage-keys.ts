import type { KeyContext } from "../../shared/commands/definition.ts";
import { actionOf, KEYS, keyName, type PageAction, type PointerMove } from "../../shared/commands/keys.ts";
import { gridShape } from "../../shared/grid.ts";
import type { Sentences } from "../../shared/languages/sentences.ts";
import type { Status } from "../../shared/messages.ts";
import { toggleFullscreen } from "../kit/fullscreen.ts";
import { pressed } from "../kit/press.ts";
import { titleOf } from "../kit/sentence.ts";
import type { PageLink } from "../link/page-link.ts";
import type { Camera } from "./camera/camera.ts";
import type { Overlay } from "./overlay.ts";
import type { Placing } from "./placement/placing.ts";
import type { Cast } from "./view/cast/cast.ts";

export interface StageKeysParts {
  readonly link: PageLink;
  readonly overlay: Overlay;
  readonly placing: Placing;
  readonly cast: Cast;
  readonly camera: Pick<Camera, "step">;
  readonly sentences: () => Sentences;
  readonly status: () => Status | null;
  /** The status was opened or closed. */
  readonly onStatus: () => void;
}

/** What keys do at the stage: commands go to the host, the rest is the page's own. */
export class StageKeys {
  readonly #parts: StageKeysParts;

  constructor(parts: StageKeysParts) {
    this.#parts = parts;
  }

  press(event: KeyboardEvent): void {
    const { link, overlay, placing } = this.#parts;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (placing.key(event)) {
      event.preventDefault();
      return;
    }
    const action = actionOf(event.key, this.#context());
    const scrolls = action === "above" || action === "below";
    if (!action || (event.repeat && !scrolls)) return;
    event.preventDefault();
    if (scrolls && overlay.scroll(action, this.#optionCount === 0)) return;
    if (event.repeat) return;
    if (typeof action === "string") this.#act(action);
    else link.send(pressed(action, event));
  }

  #context(): KeyContext | null {
    const { cast, status } = this.#parts;
    const { frame, pointed } = cast;
    const { styles = [], missingGenerators = {}, missingModes = {} } = status() ?? {};
    return (
      frame && { ...frame, styles, missingGenerators, missingModes, choosing: this.#optionCount > 0, pointed }
    );
  }

  get #optionCount(): number {
    return this.#parts.cast.choice?.options.length ?? 0;
  }

  #act(action: PageAction): void {
    const { overlay, placing, sentences, onStatus } = this.#parts;
    if (action === "status") {
      overlay.toggleStatus();
      onStatus();
    } else if (action === "fullscreen") toggleFullscreen();
    else if (action === "placement") placing.open(sentences().placement);
    else if (action === "next-camera") this.#stepCamera(1);
    else if (action === "previous-camera") this.#stepCamera(-1);
    else if (action === "help") {
      overlay.toggleHelp(KEYS.map(({ keys, says }) => [keys.map(keyName).join("  "), says(sentences())]));
    } else this.#point(action);
  }

  /** Points at an option by keys, as the dancer does by hand. */
  #point(move: PointerMove): void {
    const { cast } = this.#parts;
    const count = this.#optionCount;
    if (count === 0) return;
    const at = cast.pointed;
    const { columns } = gridShape(count);
    const step = { next: 1, previous: -1, below: columns, above: -columns }[move];
    const to = at === null ? 0 : at + step;
    if (to >= 0 && to < count) cast.pointed = to;
  }

  #stepCamera(by: 1 | -1): void {
    const { overlay, camera, sentences } = this.#parts;
    overlay.showToast(`${titleOf(sentences().page.camera)}  ${camera.step(by) ?? "–"}`);
  }
}
