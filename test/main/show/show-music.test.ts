import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { SettingsInput } from "../../../main/config/settings.ts";
import { ServedTracks } from "../../../main/show/served-tracks.ts";
import { ShowMusic } from "../../../main/show/show-music.ts";
import type { TrackMessage } from "../../../shared/messages.ts";
import { emptyFolder } from "../../support/folder.ts";
import { writeWav } from "../../support/wav.ts";

/** A show without ears; what it told the operator and the page. */
function opened(overrides: SettingsInput, namedIn: string | null = null) {
  const told: string[] = [];
  const played: TrackMessage[] = [];
  const show = new ShowMusic({
    settings: loadSettings({ overrides }),
    ...{ namedIn, clock: { now: () => performance.now() / 1000 }, served: new ServedTracks() },
    ...{ shown: () => null, ears: () => false, letListen: () => {}, onSound: () => {} },
    play: (track) => played.push(track),
    tellOperator: (line) => told.push(line),
  });
  onTestFinished(() => show.close());
  return { show, told, played };
}

function second(): string {
  const file = join(emptyFolder(), "a.wav");
  writeWav(file, new Float32Array(44_100), 44_100);
  return file;
}

test("the track of a show is told at its start, with how long it is and who plays it", async () => {
  const music = second();
  expect(await opened({ music }).show.prepare()).toBe(`${music} (1.0 s), played by the stage's page`);
  expect(await opened({ music, musicSound: false }).show.prepare()).toBe(
    `${music} (1.0 s), heard alone, with --no-music-sound`,
  );
  expect(await opened({ music, host: "none" }).show.prepare()).toBe(
    `${music} (1.0 s), heard alone, with --host none`,
  );
  expect(await opened({ music, clock: { trust: ["taps"] } }).show.prepare()).toBe(
    `${music} (1.0 s), played by the stage's page; nobody dances to it: clock.trust lacks sound`,
  );
  expect(await opened({}).show.prepare()).toBeNull();
});

test("a track that is not there is named, and the file of settings that names it", async () => {
  const music = join(emptyFolder(), "gone.wav");
  const refusal = `${music}: is not there; expected a file of sound, such as WAV, MP3 or FLAC`;
  await expect(opened({ music }).show.prepare()).rejects.toThrow(new RegExp(`^${refusal}$`));
  await expect(opened({ music }, "show.json").show.prepare()).rejects.toThrow(
    new RegExp(`^show\\.json: music: ${refusal}$`),
  );
});

test("what the page cannot play is told once for each cause, and whether the file is gone", async () => {
  const music = second();
  const { show, told, played } = opened({ music });
  await show.prepare();
  await show.begin();
  const { path } = played[0]!;
  for (let times = 0; times < 3; times++) await show.unplayed({ path: path!, why: "unknown format" });
  await show.unplayed({ path: "/tracks/other.wav", why: "of what played before" });
  rmSync(music);
  for (let times = 0; times < 3; times++) await show.unplayed({ path: path!, why: "Empty src" });
  expect(told).toEqual([
    `${music}: the stage's page cannot play it: unknown format; a browser plays WAV, MP3, FLAC and Ogg`,
    `${music}: the stage's page cannot play it: it is not there; put it back, and load the stage's page again`,
  ]);
});
