import { findCamera, numberedCameras } from "../../../shared/cameras.ts";
import type { EarsReport } from "../../../shared/messages.ts";

/** How a device for sound, or for a clock, is spoken of. */
export interface DeviceWords {
  readonly setting: string;
  readonly listens: string;
  readonly deaf: string;
  readonly device: string;
  /** What listens while the device of the setting is not there. */
  readonly meanwhile: string;
}

const EARS: DeviceWords = {
  setting: "earsDevice",
  listens: "the ears listen",
  deaf: "the ears hear nothing",
  device: "microphone or line-in",
  meanwhile: "the system's own choice listens meanwhile",
};

export interface ListeningDeviceParts {
  readonly words?: DeviceWords;
  /** The device that the settings name, as `findCamera` takes it; null for none. */
  readonly wanted: string | null;
  readonly tellOperator: (line: string) => void;
}

/** Tells the operator what became of a device of the page that listens, once for each change. */
export class ListeningDevice {
  readonly #parts: ListeningDeviceParts;
  readonly #words: DeviceWords;
  #told: string | null = null;
  #missing: string | null = null;

  constructor(parts: ListeningDeviceParts) {
    this.#parts = parts;
    this.#words = parts.words ?? EARS;
  }

  /** The ears were closed: whatever becomes of them next is news. */
  off(): void {
    if (this.#told !== null) this.#parts.tellOperator("the ears are closed");
    [this.#told, this.#missing] = [null, null];
  }

  /** @param report null: no stage page is open */
  report(report: Omit<EarsReport, "tag"> | null): void {
    this.#tellOfWanted(report?.devices ?? []);
    const line = wordsFor(report, this.#words);
    if (line !== null && line !== this.#told) this.#parts.tellOperator(line);
    this.#told = line ?? this.#told;
  }

  #tellOfWanted(devices: readonly string[]): void {
    const { wanted, tellOperator } = this.#parts;
    const { setting, meanwhile } = this.#words;
    if (wanted === null || devices.length === 0) return;
    const line =
      findCamera(devices, wanted) < 0
        ? `${setting} is "${wanted}", expected one of ${numberedCameras(devices)}; ${meanwhile}`
        : null;
    if (line !== null && line !== this.#missing) tellOperator(line);
    this.#missing = line;
  }
}

/** One line for the operator; null for nothing that she would have to know. */
function wordsFor(
  report: Omit<EarsReport, "tag"> | null,
  { listens, deaf, device }: DeviceWords,
): string | null {
  const detail = report?.label ? ` (${report.label})` : "";
  switch (report?.state) {
    case undefined:
      return `${deaf}: no stage page is open`;
    case "starting":
      return null;
    case "on":
      return `${listens}${detail}`;
    case "none":
      return `${deaf}: no ${device} was found${detail}`;
    case "denied":
      return `${deaf}: the ${device} was refused${detail}; allow it in the browser's settings of the stage page`;
    case "gone":
      return `${deaf}: the ${device} is gone${detail}, and is tried again`;
  }
}
