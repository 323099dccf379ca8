import type { Model } from "../../../generators/model.ts";
import { PhraseSpace } from "../../../generators/phrase-vae/phrase-space.ts";
import type { Sizes } from "../../../generators/phrase-vae/weights.ts";
import type { Judge } from "../report/judge.ts";
import { type Figures, figuresOf, JUDGED } from "./figures.ts";

/** Judges spaces of phrases by how well they write what they read, and by what lies between. */
export const phraseJudge: Judge = {
  purpose: "A space of phrases, in which a dance is read, drawn near, mixed and written again",
  title: "error ratio to keyframes on validation takes",
  samples:
    "Phrases, under each what is written of it, and what is drawn near it at sigma 0.5 and 1. Then, between two phrases, " +
    "what lies at a quarter of the way, halfway and at three quarters.",
  framesNeeded: (fps) => Math.ceil(JUDGED * fps),
  async measure(model, validation) {
    const space = new PhraseSpace(model as Model<Sizes>);
    try {
      const figures = await figuresOf(space, validation, model.fps);
      const ratio = figures.error / figures.keyframes;
      return { ratio, line: lineOf(figures, ratio), table: tableOf(figures, model.fps) };
    } finally {
      space.dispose();
    }
  },
  async drawSamples(...of) {
    // Worker threads load judges too, and need no drawing.
    const { drawPhraseSheet } = await import("./phrase-sheet.ts");
    return drawPhraseSheet(...of);
  },
};

const lineOf = ({ error, keyframes, halfway, active, latents }: Figures, ratio: number): string =>
  `${ratio.toFixed(3)} (${millimetres(error)} of ${millimetres(keyframes)} mm), speed halfway between phrases ` +
  `${halfway.toFixed(2)} of the ends', ${active} of ${latents} latents active`;

function tableOf(figures: Figures, fps: number): readonly string[] {
  const { phrases, error, keyframes, apart, speeds, halfway, nearEnds, active, latents } = figures;
  const [read, half, one] = speeds.map((speed) => speed.toFixed(2));
  return [
    `On ${phrases} phrases of ${JUDGED} s of takes that did not train. Keyframes are the bound for going frame by frame: a ` +
      `pose every ${(apart / fps).toFixed(2)} s, its joints interpolated, is as many numbers a second as the latents are.`,
    "",
    "| figure | value |",
    "| --- | --- |",
    `| reconstruction, mean distance of the joints | ${millimetres(error)} mm |`,
    `| keyframes, the same | ${millimetres(keyframes)} mm |`,
    `| speed of what is written, of the phrases' | ${read} |`,
    `| of what is drawn near at sigma 0.5, 1 | ${half}, ${one} |`,
    `| speed halfway between two phrases, of the mean of both as written, median | ${halfway.toFixed(2)} |`,
    `| of these within 25 % of it | ${Math.round(100 * nearEnds)} % |`,
    `| active latents, whose means have a variance above 0.01 | ${active} of ${latents} |`,
  ];
}

const millimetres = (metres: number): string => (1000 * metres).toFixed(0);
