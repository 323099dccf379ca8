import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tracksOf } from "../../../../../main/archive/tracks.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { HEARD_NUMBERS, withTheirMusic } from "../../../../../main/learn/train/data/heard-dances.ts";
import { sineDance, writeDance } from "../../../../support/dances.ts";
import { emptyFolder } from "../../../../support/folder.ts";
import { PLAYERS, track } from "../../../../support/tracks.ts";
import { writeWav } from "../../../../support/wav.ts";

const drums = track("drums", PLAYERS.drums!, () => 120, 14);
/** Where the dance begins in it, seconds. */
const BEGIN = 4;

/** A dance to drums, and one to nothing. */
async function twoDances(): Promise<string> {
  const folder = emptyFolder();
  writeWav(join(folder, "drums.wav"), drums.samples, drums.sampleRate);
  await writeDance(folder, "heard", sineDance({ seconds: 8 }), {
    music: { file: "drums.wav", begin: BEGIN },
  });
  await writeDance(folder, "silent", sineDance({ seconds: 8 }));
  return folder;
}

async function listened(folder: string) {
  const notes: string[] = [];
  const takes = await standardise(
    tracksOf(folder, () => {}),
    join(emptyFolder(), "placements.f32"),
  );
  const { signal } = new AbortController();
  const archive = await withTheirMusic(takes, { note: (line) => notes.push(line), report: () => {}, signal });
  const danceOf = (name: string) => archive.dances.find((dance) => dance.name.startsWith(name))!;
  return { fps: archive.fps, heard: danceOf("heard"), silent: danceOf("silent"), notes };
}

test("what is learnt from a take that names its track is its own music, from where the take begins", async () => {
  const { fps, heard, silent, notes } = await listened(await twoDances());
  expect(notes).toEqual([]);
  expect(silent.heard).toBeUndefined();
  expect(heard.heard).toHaveLength(heard.frames * HEARD_NUMBERS);
  const beat = 60 / 120;
  for (let frame = 0; frame < heard.frames; frame++) {
    const [since, to, energy] = heard.heard!.subarray(frame * HEARD_NUMBERS);
    expect(since! + to!).toBeCloseTo(beat, 1);
    const off = (BEGIN + frame / fps - since! - drums.beats[0]!) / beat;
    expect(Math.abs(off - Math.round(off)) * beat).toBeLessThan(0.035);
    expect(energy).toBeGreaterThan(0);
  }
});

test("a track that is gone is told, and its dance is learnt as one to nothing", async () => {
  const folder = await twoDances();
  rmSync(join(folder, "drums.wav"));
  const { heard, notes } = await listened(folder);
  expect(heard.heard).toBeUndefined();
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain("drums.wav");
});
