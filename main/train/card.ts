import type { About } from "../engine/predict/model.ts";
import type { ErrorRatio } from "./error-ratio.ts";

/** README.md of a model folder. */
export function cardOf(about: About, parameters: number, quality: readonly ErrorRatio[]): string {
  const { sizes, training } = about;
  return [
    `# ${about.name}`,
    "",
    `Continues a dance: ${about.type}, ${about.fps} frames a second, skeleton ${about.skeleton}, ` +
      `${(parameters / 1e6).toFixed(2)} M parameters (${Object.entries(sizes)
        .map(([name, size]) => `${name} ${size}`)
        .join(", ")}).`,
    "",
    "## Data",
    "",
    `${Math.round(training.seconds / 60)} minutes of dance; styles by first tag: ${about.styles.join(", ")}.`,
    "",
    ...training.sources.map((source) => `- ${source}`),
    "",
    `Terms: ${training.licences.join("; ") || "not stated by the takes"}.`,
    "",
    "## Training",
    "",
    `${training.steps} steps in ${training.minutes.toFixed(0)} minutes, seed ${training.seed}, ${training.backend}.`,
    "",
    ...qualityTable(quality, about.fps),
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

const millimetres = (metres: number): string => (1000 * metres).toFixed(0);
