import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What the name of a dance of the AIST Dance Video Database tells (Tsuchida et al. 2019), as AIST++ keeps it. */
export interface AistName {
  readonly style: string;
  /** Their number of the dancer: d04. */
  readonly dancer: string;
  /** Name of the track that was played, without ending: mBR0. */
  readonly track: string;
  /** Beats a minute. */
  readonly tempo: number;
}

/** gBR_sBM_cAll_d04_mBR0_ch01: genre, situation, camera, dancer (of a group several), music and choreography. */
const NAME = /^g([A-Z]{2})_s[A-Z]{2}_c(?:All|\d{2})_(d\d{2})(?:_d\d{2})*_(m([A-Z]{2})([0-5]))_ch\d{2}/;
const TRACK = /^m[A-Z]{2}[0-5]\.(?:wav|mp3)$/;
const STYLES: Readonly<Record<string, string>> = {
  ...{ BR: "break", PO: "pop", LO: "lock", MH: "middle hip-hop", LH: "LA-style hip-hop" },
  ...{ HO: "house", WA: "waack", KR: "krump", JS: "street jazz", JB: "ballet jazz" },
};
/** The six tracks of a genre are each so much faster than the one before, beats a minute; those of house begin faster. */
const TEMPI = { from: 80, step: 10 };
const HOUSE = { genre: "HO", from: 110, step: 5 };
/** Where tracks lie, as those who publish AIST++ with them name it. */
const FOLDERS = ["", "music", "all_musics"];

/** Null where a file is none of theirs. @param name without folder and ending */
export function aistName(name: string): AistName | null {
  const [, genre, dancer, track, played, number] = NAME.exec(name) ?? [];
  const style = STYLES[genre ?? ""];
  if (style === undefined || STYLES[played!] === undefined) return null;
  const { from, step } = played === HOUSE.genre ? HOUSE : TEMPI;
  return { style, dancer: dancer!, track: track!, tempo: from + step * Number(number) };
}

/** Whether a file is one of their tracks. */
export const isAistTrack = (file: string): boolean => TRACK.test(basename(file));

/**
 * The file of a track, as WAV or MP3: beside the dance, in its folder's folder and above them, also in a folder `music` or
 * `all_musics`. Null where it is not there.
 * @param file of the dance @param input folder that is imported, or the file itself
 */
export function findAistTrack(track: string, file: string, input: string): string | null {
  for (const folder of new Set([dirname(file), input, dirname(input), dirname(dirname(file))]))
    for (const below of FOLDERS)
      for (const ending of ["wav", "mp3"]) {
        const found = join(folder, below, `${track}.${ending}`);
        if (existsSync(found)) return found;
      }
  return null;
}
