import { findCamera, numberedCameras } from "../../../shared/cameras.ts";
import type { EarsReport } from "../../../shared/messages.ts";

export interface PageEarsParts {
  /** The device that the settings name, as `findCamera` takes it; null for none. */
  readonly wanted: string | null;
  readonly tellOperator: (line: string) => void;
}

/** Tells the operator what became of the page's microphone or line-in, once for each change. */
export class PageEars {
  readonly #parts: PageEarsParts;
  #told: string | null = null;
  #missing: string | null = null;

  constructor(parts: PageEarsParts) {
    this.#parts = parts;
  }

  /** They are off: whatever becomes of them next is news. */
  off(): void {
    [this.#told, this.#missing] = [null, null];
  }

  /** @param report null: no stage page is open */
  report(report: EarsReport | null): void {
    this.#tellOfWanted(report?.devices ?? []);
    const line = wordsFor(report);
    if (line !== null && line !== this.#told) this.#parts.tellOperator(line);
    this.#told = line ?? this.#told;
  }

  #tellOfWanted(devices: readonly string[]): void {
    const { wanted, tellOperator } = this.#parts;
    if (wanted === null || devices.length === 0) return;
    const line =
      findCamera(devices, wanted) < 0
        ? `earsDevice is "${wanted}", expected one of ${numberedCameras(devices)}; the system's own choice listens meanwhile`
        : null;
    if (line !== null && line !== this.#missing) tellOperator(line);
    this.#missing = line;
  }
}

/** One line for the operator; null for nothing that she would have to know. */
function wordsFor(report: EarsReport | null): string | null {
  const detail = report?.label ? ` (${report.label})` : "";
  switch (report?.state) {
    case undefined:
      return "the ears hear nothing: no stage page is open";
    case "starting":
      return null;
    case "on":
      return `the ears listen${detail}`;
    case "none":
      return `the ears hear nothing: no microphone or line-in was found${detail}`;
    case "denied":
      return `the ears hear nothing: the microphone was refused${detail}; allow it in the browser's settings of the stage page`;
    case "gone":
      return `the ears hear nothing: the microphone or line-in is gone${detail}, and is tried again`;
  }
}
