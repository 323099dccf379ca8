import { openModel } from "../../../generators/registry.ts";
import { type ErrorRatio, errorRatios, framesMeasured } from "./error-ratio.ts";
import type { Judge } from "./judge.ts";

/** Judges whatever continues a dance frame by frame, by the error of its expected path. */
export const continuationJudge: Judge = {
  purpose: "Continues a dance",
  title: "error ratio on validation takes",
  samples: "Four seeds; under each dancer's own continuation, four options at temperature 1.",
  framesNeeded: framesMeasured,
  async measure(model, validation) {
    const generator = openModel(model);
    try {
      const quality = await errorRatios(generator, validation);
      const ratios = quality.map(({ error, repeating }) => error / repeating);
      const ratio = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
      const line = `${ratios.map((one) => one.toFixed(2)).join(" / ")}, mean ${ratio.toFixed(3)}`;
      return { ratio, line, table: qualityTable(quality, model.fps) };
    } finally {
      generator.dispose();
    }
  },
  async drawSamples(...of) {
    // Worker threads load judges too, and need no drawing.
    const { drawSampleSheet } = await import("./sample-sheet.ts");
    return drawSampleSheet(...of);
  },
};

const qualityTable = (quality: readonly ErrorRatio[], fps: number): readonly string[] => [
  "On takes that did not train: distance of the keypoints of the expected path (temperature 0) after 2 s of seed.",
  "",
  "| after | expected path | repeating the last frame | ratio |",
  "| --- | --- | --- | --- |",
  ...quality.map(({ frame, error, repeating }) => {
    const cells = [
      `${Math.round((1000 * frame) / fps)} ms`,
      `${millimetres(error)} mm`,
      `${millimetres(repeating)} mm`,
      (error / repeating).toFixed(2),
    ];
    return `| ${cells.join(" | ")} |`;
  }),
];

const millimetres = (metres: number): string => (1000 * metres).toFixed(0);
