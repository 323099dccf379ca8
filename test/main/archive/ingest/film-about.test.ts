import { expect, test } from "vitest";
import { aboutOf } from "../../../../main/archive/ingest/film-about.ts";

const told = (name: string) => {
  const { dancer, tags } = aboutOf(name);
  return [dancer, ...tags];
};

test.each([
  ["Anna/contemporary/solo.mp4", ["Anna", "contemporary"]],
  ["Anna/contemporary/duets/take 3.mov", ["Anna", "contemporary", "duets"]],
  ["Anna/solo.mp4", ["Anna"]],
  ["Anna - solo.mp4", ["Anna"]],
  ["Anna – contemporary – solo.mp4", ["Anna", "contemporary"]],
  ["contemporary/Anna - solo.mp4", ["Anna", "contemporary"]],
  ["solo.mp4", [""]],
  ["Jean-Luc.mp4", [""]],
  ["2024-05-01 - rehearsal.mp4", [""]],
  ["2024/Anna - solo.mp4", ["Anna"]],
  ["2024/05/solo.mp4", [""]],
  ["2024/ballet/solo.mp4", ["", "ballet"]],
  ["李娜/古典/练习.mp4", ["李娜", "古典"]],
])("%s", (name, expected) => {
  expect(told(name)).toEqual(expected);
});

test("the source is the film, from its folder on", () => {
  expect(aboutOf("Anna/solo.mp4")).toMatchObject({ source: "Anna/solo.mp4", licence: "" });
});
