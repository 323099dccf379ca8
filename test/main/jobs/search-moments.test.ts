import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "../../../main/config/load-settings.ts";
import { searchMoments } from "../../../main/jobs/search-moments.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";

const settings = await readSettings({ overrides: {} });

async function archive() {
  const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
  await writeDance(folder, "danced", sineDance({ seconds: 8 }), { tags: ["swing"] });
  await writeDance(folder, "other", sineDance({ seconds: 8, from: 50 }), { tags: ["sway"] });
  const like = await writeDance(elsewhere, "hers", sineDance({ seconds: 8, facing: 2, scale: 1.1 }));
  return { folder, like };
}

test("a take's moment is found in an archive, wherever she faced; the middle where nobody says when", async () => {
  const { folder, like } = await archive();
  const options = { ...settings, archive: folder, like, count: 3, output: null };
  const [at, middle] = [
    await searchMoments({ ...options, at: 2.5 }, jobContext()),
    await searchMoments({ ...options, at: null }, jobContext()),
  ];
  expect(at[0]).toMatchObject({ take: "danced.take.ndjson", person: 1, style: "swing" });
  expect(at[0]!.t).toBeCloseTo(2.5, 1);
  expect(middle[0]!.t).toBeCloseTo(4, 1);
  expect(at).toHaveLength(3);
});

test("what was found is drawn, and what is not there is refused in one line", async () => {
  const { folder, like } = await archive();
  const output = join(emptyFolder(), "found");
  const options = { ...settings, archive: folder, like, at: 1, count: 2, output };
  await searchMoments(options, jobContext());
  expect(existsSync(join(output, "moments.png"))).toBe(true);
  await expect(searchMoments({ ...options, at: 99 }, jobContext())).rejects.toThrow(
    "hers.take.ndjson: nobody is to be seen whole at 99.00 s",
  );
  await expect(searchMoments({ ...options, archive: emptyFolder() }, jobContext())).rejects.toThrow(
    /no \*.take/,
  );
});

test("a time of a picture, and a picture that is not there, are refused before anything is looked for", async () => {
  const { folder } = await archive();
  const options = { ...settings, archive: folder, like: "her.png", count: 2, output: null };
  await expect(searchMoments({ ...options, at: 3 }, jobContext())).rejects.toThrow(
    "--at is of a take, and her.png is a picture or film; expected a take, or no --at",
  );
  await expect(searchMoments({ ...options, at: null }, jobContext())).rejects.toThrow(
    "her.png: is not there, expected a take (*.take.ndjson) or a picture",
  );
});
