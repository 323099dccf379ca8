import { expect, test } from "vitest";
import { readMidiMove, ticksOf, writeMidiMove } from "../../../shared/surface/midi-message.ts";

const read = (...bytes: number[]) => readMidiMove(Uint8Array.from(bytes));

test("messages of a channel are read as MIDI 1.0 writes them; a note on without velocity is its end", () => {
  expect(read(0x90, 36, 100)).toEqual({ kind: "note", channel: 1, number: 36, value: 100 });
  expect(read(0x9f, 36, 0)).toEqual({ kind: "note", channel: 16, number: 36, value: 0 });
  expect(read(0x80, 36, 64)).toEqual({ kind: "note", channel: 1, number: 36, value: 0 });
  expect(read(0xb2, 21, 127)).toEqual({ kind: "controller", channel: 3, number: 21, value: 127 });
  expect(read(0xc0, 5)).toEqual({ kind: "program", channel: 1, number: 5, value: 127 });
  // The middle of a bend is 2000H: its lower seven bits come first.
  expect(read(0xe0, 0x00, 0x40)).toEqual({ kind: "bend", channel: 1, number: 0, value: 8192 });
  expect(read(0xe0, 0x7f, 0x7f)).toMatchObject({ value: 16383 });
});

test("everything else moves nothing: clocks, system messages, channel mode, what is cut off or no data", () => {
  for (const bytes of [
    [],
    [0xf8],
    [0xf0, 1, 2],
    [0xb0, 123, 0],
    [0x90, 36],
    [0x90, 200, 1],
    [0xd0, 5],
    [0xa0, 1, 2],
  ])
    expect(read(...bytes)).toBeNull();
});

test("what is written is read back the same", () => {
  for (const move of [
    { kind: "note", channel: 10, number: 36, value: 127 },
    { kind: "controller", channel: 1, number: 53, value: 64 },
    { kind: "bend", channel: 16, number: 0, value: 12345 },
    { kind: "program", channel: 2, number: 9, value: 127 },
  ] as const)
    expect(read(...writeMidiMove(move))).toEqual(move);
});

test("encoders turn either way in both of their languages", () => {
  expect([1, 5, 127, 120].map((value) => ticksOf(value, "twos-complement"))).toEqual([1, 5, -1, -8]);
  expect([65, 70, 63, 56].map((value) => ticksOf(value, "offset-64"))).toEqual([1, 6, -1, -8]);
});
