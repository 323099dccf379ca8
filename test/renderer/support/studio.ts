import { Cast } from "../../../renderer/stage-view/cast.ts";
import { Pace } from "../../../renderer/stage-view/pace.ts";
import { StageView } from "../../../renderer/stage-view/stage-view.ts";
import type { StageFrame } from "../../../shared/stage.ts";

/** Screen frames to each frame of the engine. */
const REFRESH = 2;

/** The stage in stepped time, so that a picture does not depend on how fast the machine draws. */
export interface Studio {
  /** Lets the frames pass; nothing is drawn. */
  pass(frames: readonly StageFrame[]): void;
  /** Draws the moment that it has come to. */
  paint(): void;
  /**
   * Lets them pass so many times, one after the other, and draws each screen frame.
   * @returns milliseconds of script for each
   */
  perform(frames: readonly StageFrame[], times: number): number[];
}

declare global {
  var studio: Studio;
}

const cast = new Cast();
const canvas = document.getElementById("stage") as HTMLCanvasElement;
const view = await StageView.open(canvas, cast, new Pace(false));
let now = 0;

function pass(frames: readonly StageFrame[], each: () => void): void {
  for (const [index, frame] of frames.entries()) {
    const next = frames[index + 1];
    const lasts = next ? next.t - frame.t : 1 / 30;
    cast.receive(frame, frame.t);
    for (let i = 0; i < REFRESH; i++) {
      now = frame.t + (i * lasts) / REFRESH;
      each();
    }
  }
}

globalThis.studio = {
  pass: (frames) => pass(frames, () => view.move(now)),
  paint: () => view.paint(now),
  perform(frames, times) {
    const took: number[] = [];
    for (let i = 0; i < times; i++) {
      const from = now + 1 / 30 - frames[0]!.t;
      pass(
        frames.map((frame) => ({ ...frame, t: frame.t + from })),
        () => {
          const began = performance.now();
          view.draw(now);
          took.push(performance.now() - began);
        },
      );
    }
    return took;
  },
};
