import type { Model } from "../../../generators/model.ts";
import type { TrainingProvenance } from "../../../runtime/model-files.ts";
import type { Judge, Quality } from "./judge.ts";

/** README.md of a model folder. @param lately what is told of the last steps of its training */
export function cardOf(
  { name, type, fps, sizes, styles, values }: Model,
  training: TrainingProvenance,
  { purpose, samples }: Judge,
  quality: Quality | null,
  lately: readonly string[],
): string {
  const shape = Object.entries(sizes).map(([part, size]) => `${part} ${size}`);
  const millions = (values.length / 1e6).toFixed(2);
  return [
    `# ${name}`,
    "",
    `${purpose}: ${type}, ${fps} frames a second, ${millions} M parameters (${shape.join(", ")}).`,
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
    ...(lately.length > 0 ? [`The last steps: ${lately.join(", ")}.`, ""] : []),
    "![losses over the steps](loss.png)",
    "",
    ...(quality ? ["## Quality", "", ...quality.table] : ["Not measured: no validation takes were given."]),
    "",
    "## Samples",
    "",
    samples,
    "",
    "![contact sheet](sheet.png)",
    "",
  ].join("\n");
}

const minutes = (count: number): string => `${count.toFixed(count < 10 ? 1 : 0)} minutes`;
