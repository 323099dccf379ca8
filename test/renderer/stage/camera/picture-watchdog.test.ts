import { expect, test } from "vitest";
import { PictureWatchdog } from "../../../../renderer/stage/camera/picture-watchdog.ts";
import { Patience } from "../../../../shared/patience.ts";
import { pixels } from "../../../support/pixels.ts";

const open = (now: number, freezeTimeout: number, patience = new Patience({ least: 2, most: 10 })) =>
  new PictureWatchdog(now, freezeTimeout, patience);

/** Thirty pictures a second, and a look twice a second. @returns the first fault */
function watched(
  watchdog: PictureWatchdog,
  seconds: number,
  picture: (i: number) => Uint8Array | null,
  from = 0,
): string | null {
  for (let i = 0; i < seconds * 30; i++) {
    const now = from + i / 30;
    watchdog.pictureArrived(now, picture(i));
    const fault = i % 15 === 0 ? watchdog.fault(now) : null;
    if (fault) return fault;
  }
  return null;
}

test("a camera that sends changing pictures is well", () => {
  const watchdog = open(0, 5);
  expect(watched(watchdog, 10, (i) => pixels(i % 7))).toBeNull();
  expect(watchdog.alive).toBe(true);
});

test("no picture for two seconds is a stall, from the very beginning too", () => {
  const watchdog = open(10, 5);
  for (const t of [10.5, 11, 11.5, 11.9]) expect(watchdog.fault(t)).toBeNull();
  expect(watchdog.fault(12.1)).toBe("stalled");
});

test("a camera whose pictures come slowly is waited for as they come", () => {
  const watchdog = open(0, 60);
  const look = (from: number, to: number) => {
    for (let t = from; t < to; t += 0.5) if (watchdog.fault(t)) return t;
    return null;
  };
  watchdog.pictureArrived(1, pixels(1));
  expect(look(1.5, 3)).toBeNull();
  watchdog.pictureArrived(3, pixels(2));
  watchdog.pictureArrived(6, pixels(3));
  expect(look(6, 12)).toBeNull();
  expect(look(12, 14)).toBe(12.5);
});

test("a camera that was opened anew because it was slow is waited for longer", () => {
  const patience = new Patience({ least: 2, most: 10 });
  const first = open(0, 60, patience);
  first.pictureArrived(0.5, pixels(1));
  for (const t of [1, 1.5, 2, 2.5]) expect(first.fault(t)).toBeNull();
  expect(first.fault(3)).toBe("stalled");
  const again = open(3, 60, patience);
  again.pictureArrived(3.5, pixels(1));
  for (let t = 4; t < 8.5; t += 0.5) expect(again.fault(t)).toBeNull();
  expect(again.fault(9)).toBe("stalled");
});

test("a camera that gives another picture every six seconds is not frozen", () => {
  const watchdog = open(0, 5, new Patience({ least: 20, most: 20 }));
  for (let t = 0; t < 60; t += 0.5) {
    if (t % 6 === 0) watchdog.pictureArrived(t, pixels(t));
    expect(watchdog.fault(t)).toBeNull();
  }
});

test("a page that stood still itself blames no camera", () => {
  const watchdog = open(0, 5);
  watchdog.pictureArrived(0.1, pixels(1));
  expect(watchdog.fault(0.5)).toBeNull();
  expect(watchdog.fault(20)).toBeNull();
  expect(watchdog.fault(20.5)).toBeNull();
  expect(watchdog.fault(21)).toBe("stalled");
});

test("the same picture for longer than its patience is a freeze", () => {
  const watchdog = open(0, 5);
  expect(watched(watchdog, 5, () => pixels(42))).toBeNull();
  expect(watchdog.moves).toBe(false);
  expect(watched(watchdog, 1, () => pixels(42), 5)).toBe("frozen");
  expect(watchdog.alive).toBe(false);
});

test("a logo with the noise of an encoder is a still picture; a quiet room before a camera that was alive is not", () => {
  const quiet = (i: number) => pixels(42, i % 2);
  expect(watched(open(0, 5), 6, quiet)).toBe("frozen");
  const watchdog = open(0, 5);
  expect(watched(watchdog, 2, pixels)).toBeNull();
  expect(watched(watchdog, 60, quiet, 2)).toBeNull();
  expect(watched(watchdog, 6, () => pixels(42), 62)).toBe("frozen");
});

test("pictures that are not read cannot freeze; those that are read now and then can", () => {
  expect(watched(open(0, 5), 10, () => null)).toBeNull();
  const nowAndThen = (picture: (i: number) => Uint8Array) => (i: number) => (i % 15 ? null : picture(i));
  expect(watched(open(0, 5), 10, nowAndThen(pixels))).toBeNull();
  expect(
    watched(
      open(0, 5),
      10,
      nowAndThen(() => pixels(1)),
    ),
  ).toBe("frozen");
});

test("a still picture that is read in another format from now on is the same", () => {
  const formats = (i: number) => (i < 60 ? pixels(42) : pixels(42).slice(500));
  const watchdog = open(0, 5);
  expect(watched(watchdog, 6, formats)).toBe("frozen");
  expect(watchdog.moves).toBe(false);
});
