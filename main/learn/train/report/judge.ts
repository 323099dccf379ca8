import type { DanceTrack } from "../../../archive/tracks.ts";
import type { Model } from "../../../generators/model.ts";

/** How models of a kind are judged, so that the best is kept, and how their cards show it. */
export interface Judge {
  /** What such a model does, as its card begins: "Continues a dance". */
  readonly purpose: string;
  /** What is measured, on takes that did not train, as its curve is called. */
  readonly title: string;
  /** What its contact sheet shows: a sentence of the card. */
  readonly samples: string;
  /** Frames that a take needs to be judged on. */
  framesNeeded(fps: number): number;
  /** @param validation takes, at least one of which has the frames that it needs. */
  measure(model: Model, validation: readonly DanceTrack[]): Promise<Quality>;
  /** A PNG of samples of the model; null where no track is long enough for any. */
  drawSamples(
    model: Model,
    tracks: AsyncIterable<DanceTrack> | Iterable<DanceTrack>,
    seed: number,
  ): Promise<Buffer | null>;
}

export interface Quality {
  /** The model's error as a share of what doing without one has: the least is the best. */
  readonly ratio: number;
  /** For the log: "0.36 / 0.54, mean 0.45". */
  readonly line: string;
  /** Lines of the card. */
  readonly table: readonly string[];
}
