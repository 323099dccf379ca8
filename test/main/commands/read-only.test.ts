import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { clip } from "../../support/clip.ts";
import { sineDance, writeDance } from "../../support/dances.ts";
import { emptyFolder } from "../../support/folder.ts";
import { isHere } from "../../support/is-here.ts";

/** Runs a program that sees an empty read-only disk in the place of a folder. */
function onReadOnly(folder: string, ...program: readonly string[]) {
  const mount = 'mount -t tmpfs -o ro tmpfs "$0" && exec "$@"';
  return spawnSync("unshare", ["-rm", "sh", "-c", mount, folder, ...program], { encoding: "utf8" });
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "continuo-test-"));
  const { status } = onReadOnly(folder, "true");
  rmdirSync(folder);
  return status === 0;
}

interface Case {
  readonly command: string;
  readonly args: (take: string, disk: string) => readonly string[];
  /** What the line says in front of the reason, and behind it. */
  readonly refused: (disk: string) => readonly [string, string];
}

const CASES: readonly Case[] = [
  {
    command: "import",
    args: (take, disk) => [take, "-o", join(disk, "a/b")],
    refused: (disk) => [`${disk}/a/b: `, ""],
  },
  {
    command: "import",
    args: (take, disk) => [take, "-o", disk],
    refused: (disk) => [`${disk}/swing.take.ndjson.gz: `, ""],
  },
  {
    command: "track",
    args: (_, disk) => [clip("yoga.jpg"), "--detector-size", "lite", "-o", join(disk, "a.take.ndjson")],
    refused: (disk) => [`${disk}/a.take.ndjson: `, ""],
  },
  {
    command: "continue",
    args: (take, disk) => [take, "--seconds", "0.2", "-o", join(disk, "a")],
    refused: (disk) => [`${disk}/a: `, ""],
  },
  {
    command: "train",
    args: (take, disk) => [join(take, ".."), "-o", join(disk, "model")],
    refused: (disk) => [`${disk}/model/checkpoint: `, ""],
  },
  {
    command: "start",
    args: (take, disk) => [
      ...["--host", "none", "--source", take, "--osc", "127.0.0.1:9", "--no-osc-in"],
      ...["--no-osc-query", "--record", join(disk, "show.take.ndjson")],
    ],
    refused: (disk) => [
      `record is ${disk}/show.take.ndjson, whose folder `,
      "; expected a folder of yours on a disk with room",
    ],
  },
  {
    command: "osc",
    args: (_, disk) => ["record", join(disk, "a.osc.ndjson"), "--port", "0", "--seconds", "0.1"],
    refused: (disk) => [`${disk}/a.osc.ndjson: `, ""],
  },
];

test.runIf(isHere("a read-only disk", canMount())).each(CASES)(
  "$command: a folder that is read-only is one line that says so (%#)",
  async ({ command, args, refused }) => {
    const take = await writeDance(emptyFolder(), "swing", sineDance({ seconds: 3 }));
    const disk = emptyFolder();
    const program = [process.execPath, join(projectRoot, "main/cli.ts"), command, ...args(take, disk)];
    const { status, stderr } = onReadOnly(disk, ...program);
    const [before, after] = refused(disk);
    expect(status).toBe(1);
    expect(stderr.trim().split("\n").at(-1)).toBe(
      `error: ${before}cannot be written (read-only file system)${after}`,
    );
  },
);
