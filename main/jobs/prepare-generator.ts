import { openMoments } from "../archive/moments/moments-file.ts";
import { type GeneratorChoice, openChosenGenerator } from "../runtime/open-generator.ts";
import type { Job } from "../system/job.ts";

/** Builds what the generator that the settings ask for needs on disk, so that it opens at once from then on. */
export const prepareGenerator: Job<GeneratorChoice, void> = async (choice, context) => {
  (await openChosenGenerator(choice, context)).dispose();
};

/** The same for the mode `archive` and for search: the moments of an archive. */
export const prepareMoments: Job<{ readonly archive: string }, void> = async ({ archive }, context) => {
  await openMoments(archive, context);
};
