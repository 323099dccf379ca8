import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openMap } from "../../../../main/archive/map/map-file.ts";
import { openBuiltMoments } from "../../../../main/archive/moments/moments-file.ts";
import { makeMap } from "../../../../main/jobs/map/make-map.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";

async function archive(): Promise<string> {
  const folder = emptyFolder();
  await writeDance(folder, "a", sineDance({ seconds: 6 }), { tags: ["swing"] });
  await writeDance(folder, "b", sineDance({ seconds: 4, from: 40 }), { tags: ["<sway>"] });
  return folder;
}

const MAP = ["map.bin", "map.png", "map.svg"];
const withMap = (folder: string) => readdirSync(folder).filter((name) => !/take|moments/.test(name));

test("a map is made beside its takes, with its picture; the second time only that is drawn", async () => {
  const folder = await archive();
  const options = { archive: folder, by: "style", seed: 3 } as const;
  const context = jobContext();
  const written = await makeMap(options, context);
  expect(written.toSorted()).toEqual(MAP.map((name) => join(folder, name)));
  expect(withMap(folder)).toEqual(MAP);
  const { fingerprint, places } = await openMap(folder);
  expect(places).toHaveLength(2 * 300);
  expect(fingerprint).toBe((await openBuiltMoments(folder)).fingerprint);
  expect(context.reports.map(({ phase }) => phase)).toContain("laying out");
  expect(context.notes.at(-1)).toMatch(/^300 moments; trustworthiness 0\.9\d\d$/);
  expect(readFileSync(join(folder, "map.svg"), "utf8")).toContain("&lt;sway> <tspan");
  expect(readFileSync(join(folder, "map.png")).subarray(1, 4).toString()).toBe("PNG");

  const again = jobContext();
  expect(await makeMap({ ...options, by: "dancer" }, again)).toHaveLength(2);
  expect(again.reports).toEqual([]);
  expect(readFileSync(join(folder, "map.svg"), "utf8")).toContain("nobody <tspan");

  await writeDance(folder, "c", sineDance({ seconds: 2, from: 90 }));
  await makeMap(options, jobContext());
  expect((await openMap(folder)).places).toHaveLength(2 * 360);
});

test("stopping leaves the map that was there, and nothing half made", async () => {
  const folder = await archive();
  const stopped = jobContext(({ phase, done }) => phase === "laying out" && done > 20);
  const options = { archive: folder, by: "style", seed: 3 } as const;
  await expect(makeMap(options, stopped)).rejects.toThrow("stopped");
  expect(withMap(folder)).toEqual([]);
  writeFileSync(join(folder, "map.bin"), "an older one");
  const later = jobContext(({ phase, done }) => phase === "laying out" && done > 20);
  await expect(makeMap(options, later)).rejects.toThrow("stopped");
  expect(withMap(folder)).toEqual(["map.bin"]);
  expect(readFileSync(join(folder, "map.bin"), "utf8")).toBe("an older one");
});

test("an archive with too little dance in it is refused in one line", async () => {
  const folder = emptyFolder();
  await writeDance(folder, "short", sineDance({ seconds: 2 }));
  await expect(makeMap({ archive: folder, by: "style", seed: 1 }, jobContext())).rejects.toThrow(
    "60 moments in its takes, expected at least 120 for a map",
  );
});
