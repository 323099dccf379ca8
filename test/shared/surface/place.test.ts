import { expect, test } from "vitest";
import { definitionOf } from "../../../shared/commands/table.ts";
import { liveAxis } from "../../../shared/surface/axis.ts";
import { placeOfValue, valueAtPlace } from "../../../shared/surface/place.ts";
import { takesOver } from "../../../shared/surface/take-over.ts";

const argumentOf = (name: Parameters<typeof definitionOf>[0]) => definitionOf(name).argument;

test("a number is had from end to end in its own steps, or between the ends that were said, either way round", () => {
  const tempo = argumentOf("tempo");
  expect([0, 0.5, 1].map((place) => valueAtPlace(tempo, place))).toEqual([0.5, 1.3, 2]);
  expect([0, 0.5, 1].map((place) => valueAtPlace(tempo, place, { from: 1.2, to: 0.8 }))).toEqual([
    1.2, 1, 0.8,
  ]);
  expect(valueAtPlace(argumentOf("countIn"), 70 / 127)).toBe(4);
});

test("names have equal parts, a switch is on from the middle up, and what has no place has none", () => {
  const side = argumentOf("partnerSide");
  expect([0, 0.33, 0.34, 0.67, 1].map((place) => valueAtPlace(side, place))).toEqual([
    ...["auto", "auto", "left", "right", "right"],
  ]);
  expect([0.49, 0.5].map((place) => valueAtPlace(argumentOf("mirror"), place))).toEqual([false, true]);
  expect(placeOfValue(argumentOf("restart"), undefined)).toBeNull();
});

test("every value that a fader of 127 steps can show comes back as the same value", () => {
  for (const name of ["temperature", "echoDelay", "answerLength", "partnerSide", "practiceSpeed"] as const) {
    const argument = argumentOf(name);
    for (let raw = 0; raw <= 127; raw++) {
      const value = valueAtPlace(argument, raw / 127);
      const shown = Math.round(placeOfValue(argument, value)! * 127);
      expect(valueAtPlace(argument, shown / 127), `${name} at ${raw}`).toBe(value);
    }
  }
});

test("a fader takes over where it is near, or passes the value; not from somewhere unknown", () => {
  expect(takesOver(null, 0.9, 0.5, 0.02)).toBe(false);
  expect(takesOver(0.9, 0.6, 0.5, 0.02)).toBe(false);
  expect(takesOver(0.6, 0.3, 0.5, 0.02)).toBe(true);
  expect(takesOver(null, 0.51, 0.5, 0.02)).toBe(true);
  expect(takesOver(0.51, 0.9, 0.5, 0.02)).toBe(true);
});

test("a stick at rest is at rest, and is at its end before it touches", () => {
  expect([0, 0.05, -0.11, Number.NaN].map(liveAxis)).toEqual([0, 0, 0, 0]);
  expect(liveAxis(1)).toBe(1);
  expect(liveAxis(-0.97)).toBe(-1);
  expect(liveAxis(0.54)).toBeCloseTo(0.5, 6);
});
