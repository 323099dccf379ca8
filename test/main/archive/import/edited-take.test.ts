import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatFrame, formatHeader } from "../../../../main/archive/take.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { STANDING, seenAt } from "../../../support/bodies.ts";
import { emptyFolder } from "../../../support/folder.ts";

const HEADER = { fps: 30, source: "made up", licence: "", dancer: "", tags: [], width: 640, height: 480 };
const FRAMES = [0, 1, 2].map((f) => formatFrame({ t: f / 30, people: [seenAt(STANDING, 0.5)] }));
const TAKE = formatHeader(HEADER) + FRAMES.join("");

test("takes are imported without a word as editors save them", () => {
  const folder = emptyFolder();
  const saved = {
    bom: `\uFEFF${TAKE}`,
    blank: `${TAKE}\n`,
    blanks: `${TAKE}\n\n`,
    crlf: TAKE.replaceAll("\n", "\r\n"),
    plain: TAKE,
  };
  for (const [name, content] of Object.entries(saved))
    writeFileSync(join(folder, `${name}.take.ndjson`), content);
  const output = join(emptyFolder(), "out");
  const args = [join(projectRoot, "main/cli.ts"), "import", folder, "-o", output];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const name of Object.keys(saved)) expect(stdout).toMatch(new RegExp(`^${name}: 1 take, 0\\.1 s`, "m"));
});
