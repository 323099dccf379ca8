import { Command, Option } from "commander";
import type { Imported } from "../archive/import/import.ts";
import type { PictureSize } from "../archive/import/keypoints/take-frames.ts";
import { UPS, type Up } from "../archive/import/orientation.ts";
import { runJob } from "../jobs/run-job.ts";
import { UserError } from "../system/errors.ts";
import { printableLines } from "../system/log/printable.ts";
import { numberWithin, pictureSize } from "./numbers.ts";

interface ImportArguments {
  readonly output: string;
  readonly fps?: number;
  readonly up?: Up;
  readonly scale?: number;
  readonly map?: string;
  readonly size?: PictureSize;
  readonly split?: string;
  readonly dancer?: string;
  readonly tag: readonly string[];
  readonly licence?: string;
  readonly source?: string;
  readonly force?: boolean;
}

export function importCommand(): Command {
  return new Command("import")
    .description("Turns other people's motion (BVH, CSV, keypoints, takes) into takes")
    .argument(
      "<file or folder>",
      ".bvh, .take.ndjson, .csv as `export` writes it, or keypoints: .npz or .pkl of AIST++, .json of OpenPose (a folder of frames), MediaPipe or tfjs; each also as .gz",
    )
    .requiredOption("-o, --output <dir>", "where the takes go")
    .option(
      "--fps <n>",
      "true frame rate of BVH files whose header is wrong, or of keypoints (default: as they say; AIST++ 60, others 30)",
      numberWithin(1, 1000),
    )
    .option("--size <WxH>", "picture that keypoints in pixels are in, where they do not say it", pictureSize)
    .addOption(
      new Option(
        "--up <axis>",
        "axis that points up in BVH files and in keypoints of bodies (default: as the motion shows)",
      ).choices(UPS),
    )
    .option(
      "--scale <metres>",
      "length of a unit of BVH files and of keypoints of bodies (default: in BVH such that grown-ups are 1.7 m tall, else as the bodies show)",
      numberWithin(1e-6, 1000),
    )
    .option("--map <file>", "JSON: what joints of BVH files are called that are not found by name")
    .option(
      "--split <file>",
      "JSON: of each clip file, fps, active seconds, style, key_framed, and part: train or validation",
    )
    .option("--dancer <name>", "who dances (default: with --split, the subject of a CMU file)")
    .option("--tag <tag...>", "styles or other words to find the takes by", [])
    .option("--licence <text>", "terms of the motion")
    .option("--source <text>", "where it comes from, with the credit due (default: the file's name)")
    .option("--force", "write over takes that are there already")
    .action(run);
}

async function run(input: string, given: ImportArguments): Promise<void> {
  const { importAll } = await import("../archive/import/import-all.ts");
  const { output, fps = null, size = null, up = null, scale = null, map = null } = given;
  const { split = null, force = false, source, licence, dancer, tag: tags } = given;
  const provenance = {
    ...(source !== undefined && { source }),
    ...(licence !== undefined && { licence }),
    ...(dancer !== undefined && { dancer }),
    tags,
  };
  const options = { input, output, fps, size, up, scale, map, split, force, provenance };
  const { result, interrupted } = await runJob(importAll, options, process);
  const { imported, failed, files } = result;
  const lines = imported.map((one) => `${one.name}: ${summary([one])}`);
  lines.push(`${imported.length} of ${files} files to ${output}: ${summary(imported)}`);
  process.stdout.write(`${printableLines(lines.join("\n"))}\n`);
  if (interrupted) return;
  if (failed > 0) throw new UserError(`${failed} of ${files} files could not be imported`);
  if (imported.length === 0) throw new UserError(`${input}: nothing was imported`);
}

function summary(imported: readonly Imported[]): string {
  const sum = (value: (one: Imported) => number) => imported.reduce((total, one) => total + value(one), 0);
  const takes = sum((one) => one.takes);
  const seconds = sum((one) => one.seconds).toFixed(1);
  const faults = `${sum((one) => one.bridged)} faults bridged, ${sum((one) => one.cut)} cut out`;
  return `${takes} ${takes === 1 ? "take" : "takes"}, ${seconds} s, ${faults}`;
}
