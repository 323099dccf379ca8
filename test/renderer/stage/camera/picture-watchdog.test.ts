import { expect, test } from "vitest";
import { fingerprint, PictureWatchdog } from "../../../../renderer/stage/camera/picture-watchdog.ts";

test("a camera that sends changing pictures is well", () => {
  const watch = new PictureWatchdog(0, 5);
  for (let i = 0; i < 300; i++) {
    watch.pictureArrived(i / 30, i % 7);
    expect(watch.fault(i / 30)).toBeNull();
  }
  expect(watch.alive).toBe(true);
});

test("no picture for two seconds is a stall, from the very beginning too", () => {
  const watch = new PictureWatchdog(10, 5);
  expect(watch.fault(11.9)).toBeNull();
  expect(watch.fault(12.1)).toBe("stalled");
  watch.pictureArrived(12.2, 1);
  expect(watch.fault(12.3)).toBeNull();
  expect(watch.fault(14.3)).toBe("stalled");
});

test("the same picture for longer than its patience is a freeze", () => {
  const watch = new PictureWatchdog(0, 5);
  for (let i = 0; i < 160; i++) watch.pictureArrived(i / 30, 42);
  expect(watch.fault(4.9)).toBeNull();
  expect(watch.fault(5.3)).toBe("frozen");
  expect(watch.alive).toBe(false);
});

test("pictures that are not read cannot freeze", () => {
  const watch = new PictureWatchdog(0, 5);
  for (let i = 0; i < 300; i++) watch.pictureArrived(i / 30, null);
  expect(watch.fault(10)).toBeNull();
});

test("pictures that differ a little have other fingerprints", () => {
  const picture = new Uint8Array(1000).fill(16);
  const black = fingerprint(picture);
  picture[97 * 3] = 17;
  expect(fingerprint(picture)).not.toBe(black);
  expect(fingerprint(new Uint8Array(1000).fill(16))).toBe(black);
});
