import type { Model } from "../../../generators/model.ts";
import type { TrainingProvenance } from "../../../runtime/model-files.ts";
import type { ErrorRatio } from "./error-ratio.ts";

/** README.md of a model folder. */
export function cardOf(
  { name, type, fps, sizes, styles, values }: Model,
  training: TrainingProvenance,
  quality: readonly ErrorRatio[],
): string {
  const shape = Object.entries(sizes).map(([part, size]) => `${part} ${size}`);
  const millions = (values.length / 1e6).toFixed(2);
  return [
    `# ${name}`,
    "",
    `Continues a dance: ${type}, ${fps} frames a second, ${millions} M parameters (${shape.join(", ")}).`,
    "",
    "## Data",
    "",
    `${minutes(training.seconds / 60)} of dance; styles by first tag: ${styles.join(", ")}.`,
    "",
    ...training.sources.map((source) => `- ${source}`),
    "",
    `Terms: ${training.licences.join("; ") || "not stated by the takes"}.`,
    "",
    "## Training",
    "",
    `${training.steps} steps in ${minutes(training.minutes)}, seed ${training.seed}, ${training.backend}.`,
    "",
    "![losses over the steps](loss.png)",
    "",
    ...qualityTable(quality, fps),
    "## Samples",
    "",
    "Four seeds; under each dancer's own continuation, four options at temperature 1.",
    "",
    "![contact sheet](sheet.png)",
    "",
  ].join("\n");
}

function qualityTable(quality: readonly ErrorRatio[], fps: number): readonly string[] {
  if (quality.length === 0) return ["Not measured: no validation takes were given.", ""];
  return [
    "## Quality",
    "",
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
    "",
  ];
}

const minutes = (count: number): string => `${count.toFixed(count < 10 ? 1 : 0)} minutes`;
const millimetres = (metres: number): string => (1000 * metres).toFixed(0);
