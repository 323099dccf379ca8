import type { DetectorSize, Instructions, PageReport } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame, StageTiming } from "../../../shared/stage.ts";
import type { EngineSettings } from "../../engine/settings.ts";
import { bringsPictures } from "../../inputs/open-source.ts";
import type { InputSettings } from "../../inputs/settings.ts";
import type { PageSettings } from "../../link/settings.ts";
import type { ProcessSettings } from "../settings.ts";
import { DetectorChoice, type DetectorPlace } from "./detector-choice.ts";
import { BUDGET, SizePolicy } from "./size-policy.ts";

/** The same page is not heard more often about what it cannot do. */
const FAULT_EVERY: Seconds = 10;
/** Reports, one a second, after which the page's pose model may shrink. */
const PAGE_WINDOW = 5;

/** The settings that the selection depends on. */
type SelectionSettings = ProcessSettings &
  Pick<InputSettings, "source" | "camera"> &
  Pick<EngineSettings, "maxPeople" | "language"> &
  Pick<PageSettings, "frameSize" | "languages">;

/** What the selection has to say of it. */
export type CameraInstructions = Omit<Instructions, "ears" | "wantedEars" | "midi" | "timecode" | "surface">;

export interface DetectorSelectionParts {
  readonly settings: SelectionSettings;
  /** The page is to do something else with its camera from now on. */
  readonly onInstructions: (instructions: CameraInstructions) => void;
  /** The engine is to take another pose model. */
  readonly onResize: (size: DetectorSize) => void;
  readonly tellOperator: (line: string) => void;
}

/** Who finds poses, and with how large a model: as the settings say, or as measuring shows. */
export class DetectorSelection {
  readonly #parts: DetectorSelectionParts;
  readonly #choice: DetectorChoice;
  /** null where the size was set. */
  readonly #sizes: Readonly<Record<DetectorPlace, SizePolicy>> | null;
  #wantedCamera: string | null;
  #fault: string | null = null;
  #faultAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(parts: DetectorSelectionParts) {
    const { settings, onInstructions, tellOperator } = parts;
    this.#parts = parts;
    this.#wantedCamera = settings.camera === null ? null : String(settings.camera);
    const size = firstSize(settings);
    this.#sizes =
      settings.detectorSize === "auto"
        ? { engine: new SizePolicy(size), page: new SizePolicy(size, PAGE_WINDOW) }
        : null;
    this.#choice = new DetectorChoice(placesToTry(settings), () => {
      if (!this.#choice.measuring) tellOperator(this.#choice.describe());
      onInstructions(this.instructions);
    });
  }

  get place(): DetectorPlace {
    return this.#choice.place;
  }

  /** What the page is to do with its camera now. */
  get instructions(): CameraInstructions {
    const { settings } = this.#parts;
    const camera = this.place === "page" ? "poses" : "pixels";
    return {
      tag: "instructions",
      camera: settings.source === "camera" ? camera : "off",
      detectorSize: this.#sizes?.page.size ?? firstSize(settings),
      maxPeople: settings.maxPeople,
      frameSize: settings.frameSize,
      language: settings.language,
      languages: settings.languages,
      wantedCamera: this.#wantedCamera,
    };
  }

  /** @param wanted the camera that the page is to prefer from now on, as `findCamera` takes it */
  preferCamera(wanted: string): void {
    this.#wantedCamera = wanted;
    this.#parts.onInstructions(this.instructions);
  }

  /** The page loads its detector, which leaves it little time for its camera. */
  get pageIsBusy(): boolean {
    return this.#choice.measuring === "page";
  }

  /** What a picture took the engine. */
  engineTook({ detect, predict }: StageTiming, now: Seconds): void {
    this.#choice.engineTook(detect, now);
    const size = this.#shrink("engine", detect + predict);
    if (size) this.#parts.onResize(size);
  }

  /** What became of the poses that the page found: its detector sees one body only, which may be nobody. */
  pageSaw({ people, ignored }: Pick<StageFrame, "people" | "ignored">): void {
    if (people.length > 0 || ignored.length === 0 || !this.#choice.leavePage()) return;
    this.#parts.tellOperator(
      "the page's detector sees nobody but a body that is ignored: the engine's takes over",
    );
  }

  /** null: the page with the camera has gone. */
  reported(report: PageReport | null, now: Seconds): void {
    if (!report) {
      this.#choice.pageLeft();
      return;
    }
    this.#tell(report.fault, now);
    this.#choice.pageTook(report.detect, now);
    if (this.#choice.measuring || this.place !== "page" || report.detect === null) return;
    if (this.#shrink("page", report.detect)) this.#parts.onInstructions(this.instructions);
  }

  /** A page that cannot find poses is named, once for each reason. */
  #tell(fault: string | null, now: Seconds): void {
    if (fault === this.#fault || now - this.#faultAt < FAULT_EVERY) return;
    this.#fault = fault;
    if (fault === null) return;
    this.#faultAt = now;
    this.#parts.tellOperator(`page detector: ${fault}`);
  }

  #shrink(place: DetectorPlace, milliseconds: number): DetectorSize | null {
    const step = this.#sizes?.[place].measure(milliseconds);
    if (!step) return null;
    const took = `a frame took the ${place} ${Math.round(step.p50)} ms and has ${BUDGET}`;
    this.#parts.tellOperator(`pose model: ${step.size} from now on, since ${took}`);
    return step.size;
  }
}

/** The page sees only its own camera, and its detector only one person. */
function placesToTry({
  detector,
  source,
  maxPeople,
}: Pick<SelectionSettings, "detector" | "source" | "maxPeople">): SelectionSettings["detector"] {
  if (source !== "camera") return "engine";
  return detector === "auto" && maxPeople > 1 ? "engine" : detector;
}

/** Whether the engine has to find poses in pictures by itself, now or possibly later. */
export function engineSeesPictures({
  source,
  detector,
}: Pick<SelectionSettings, "source" | "detector">): boolean {
  return source === "camera" ? detector !== "page" : bringsPictures(source);
}

/** The size to begin with; "auto" begins with full and steps down where it cannot keep up. */
export function firstSize({ detectorSize }: Pick<SelectionSettings, "detectorSize">): DetectorSize {
  return detectorSize === "auto" ? "full" : detectorSize;
}
