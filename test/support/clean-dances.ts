import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importAll } from "../../main/archive/import/import-all.ts";
import { tracksOf } from "../../main/archive/tracks.ts";
import { type Clip, clipOf, part } from "../../main/motion/clip.ts";
import { jobContext } from "./job-context.ts";
import { LONG } from "./long.ts";
import { demoPhrases } from "./ordinary-dancing.ts";
import { sharedData } from "./shared-data.ts";

/** One recorded dance, from its first move to its last, at 30 frames a second. */
export interface CleanDance {
  readonly name: string;
  readonly style: string;
  readonly clip: Clip;
}

interface Index {
  readonly clips: readonly {
    readonly clip: string;
    readonly style: string;
    readonly active: [number, number];
  }[];
}

const FPS = 30;

/** The reference data's dances in the long form, where they are here; else those of the demo. */
export async function cleanDances(): Promise<readonly CleanDance[]> {
  const mocap = LONG ? sharedData("mocap/clean") : null;
  if (mocap === null)
    return (await demoPhrases()).map(({ style, frames }, index) => ({
      ...{ name: `demo ${index + 1}`, style, clip: clipOf(frames) },
    }));
  return (await importedDances(mocap)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export async function importedDances(mocap: string): Promise<readonly CleanDance[]> {
  const { clips } = JSON.parse(readFileSync(join(mocap, "index.json"), "utf8")) as Index;
  const output = mkdtempSync(join(tmpdir(), "continuo-test-"));
  try {
    const provenance = { source: "", licence: "", tags: [] };
    const facts = { fps: null, up: null, scale: null, map: null, force: false };
    await importAll({ input: mocap, output, split: null, provenance, ...facts }, jobContext());
    const dances: CleanDance[] = [];
    for await (const { name, frames } of tracksOf(output, () => {})) {
      const of = clips.find(({ clip }) => name.startsWith(`${clip}.`))!;
      const [from, to] = of.active.map((at) => Math.min(frames.length, Math.round(at * FPS))) as [
        number,
        number,
      ];
      dances.push({ name: of.clip, style: of.style, clip: part(clipOf(frames), from, to) });
    }
    return dances;
  } finally {
    rmSync(output, { recursive: true });
  }
}
