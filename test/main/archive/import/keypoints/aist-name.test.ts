import { expect, test } from "vitest";
import { aistName, isAistTrack } from "../../../../../main/archive/import/keypoints/aist-name.ts";

test("a name of AIST tells style, dancer, track and tempo: 80 to 130 beats a minute, of house 110 to 135", () => {
  expect(aistName("gBR_sBM_cAll_d04_mBR0_ch01")).toEqual({
    ...{ style: "break", dancer: "d04", track: "mBR0", tempo: 80 },
  });
  const tempoOf = (genre: string, number: number) =>
    aistName(`g${genre}_sFM_c01_d10_m${genre}${number}_ch11`)!.tempo;
  expect([0, 1, 2, 3, 4, 5].map((number) => tempoOf("KR", number))).toEqual([80, 90, 100, 110, 120, 130]);
  expect([0, 1, 2, 3, 4, 5].map((number) => tempoOf("HO", number))).toEqual([110, 115, 120, 125, 130, 135]);
  expect(aistName("gLH_sGR_cAll_d16_d17_d18_mLH3_ch04")).toMatchObject({ dancer: "d16", track: "mLH3" });
});

test("any other name is none of theirs", () => {
  for (const name of [
    "gBR_sBM_cAll_d04_mBR6_ch01",
    "gXX_sBM_cAll_d04_mBR0_ch01",
    "gBR_sBM_cAll_d04_mXX0_ch01",
    "my gBR_sBM_cAll_d04_mBR0_ch01",
    "gBR_sBM_cAll_d04_mBR0",
    "",
  ])
    expect(aistName(name), name).toBeNull();
  expect(["music/mBR0.wav", "mHO5.mp3", "mBR6.wav", "mBR0.txt", "BR0.wav"].map(isAistTrack)).toEqual([
    ...[true, true],
    ...[false, false, false],
  ]);
});
