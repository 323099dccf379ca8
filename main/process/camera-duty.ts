import type { DetectorSize, Instructions, PageReport } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Settings } from "../config/settings.ts";
import { bringsPictures } from "../source/open-source.ts";
import { DetectorChoice } from "./detector-choice.ts";
import { BUDGET, SizePolicy } from "./size-policy.ts";

/** Reports, one a second, after which the page's pose model may shrink. */
const PAGE_WINDOW = 5;

export interface CameraDutyParts {
  readonly settings: Settings;
  readonly onChange: (instructions: Instructions) => void;
  readonly onNotice: (line: string) => void;
}

/** What the page is to do with its camera: what the settings say, or what measuring has shown to be best. */
export class CameraDuty {
  readonly #parts: CameraDutyParts;
  readonly #choice: DetectorChoice;
  readonly #sizes: SizePolicy | null;
  readonly #firstSize: DetectorSize;

  constructor(parts: CameraDutyParts) {
    const { detectorSize } = parts.settings;
    this.#parts = parts;
    this.#firstSize = firstSize(parts.settings);
    this.#sizes = detectorSize === "auto" ? new SizePolicy(this.#firstSize, PAGE_WINDOW) : null;
    this.#choice = new DetectorChoice(placesToTry(parts.settings), () => {
      if (!this.#choice.measuring) parts.onNotice(this.#choice.describe());
      parts.onChange(this.instructions);
    });
  }

  get instructions(): Instructions {
    const { source, maxPeople, frameSize } = this.#parts.settings;
    const camera = this.place === "page" ? "poses" : "pixels";
    return {
      tag: "instructions",
      camera: source === "camera" ? camera : "off",
      detectorSize: this.#sizes?.size ?? this.#firstSize,
      maxPeople,
      frameSize,
    };
  }

  get place(): "engine" | "page" {
    return this.#choice.place;
  }

  /** The page loads its detector, which leaves it little time for its camera. */
  get pageIsBusy(): boolean {
    return this.#choice.measuring === "page";
  }

  /** A camera frame took the engine's detector so long. */
  engineTook(milliseconds: number, now: Seconds): void {
    this.#choice.engineTook(milliseconds, now);
  }

  /** null: the page with the camera has gone. */
  reported(report: PageReport | null, now: Seconds): void {
    if (!report) {
      this.#choice.pageLeft();
      return;
    }
    this.#choice.pageTook(report.detect, now);
    if (this.#choice.measuring || this.place !== "page" || report.detect === null) return;
    const step = this.#sizes?.measure(report.detect);
    if (!step) return;
    this.#parts.onNotice(
      `pose model: ${step.size} from now on, since the page took ${Math.round(step.p50)} ms a frame and has ${BUDGET}`,
    );
    this.#parts.onChange(this.instructions);
  }
}

/** The page sees only its own camera, and its detector only one person. */
function placesToTry({ detector, source, maxPeople }: Settings): Settings["detector"] {
  if (source !== "camera") return "engine";
  return detector === "auto" && maxPeople > 1 ? "engine" : detector;
}

/** Whether the engine has to find poses in pictures by itself, now or possibly later. */
export function engineSeesPictures({ source, detector }: Settings): boolean {
  return source === "camera" ? detector !== "page" : bringsPictures(source);
}

/** The size to begin with; "auto" begins with full and steps down where it cannot keep up. */
export function firstSize({ detectorSize }: Settings): DetectorSize {
  return detectorSize === "auto" ? "full" : detectorSize;
}
