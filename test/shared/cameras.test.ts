import { expect, test } from "vitest";
import { findCamera, numberedCameras } from "../../shared/cameras.ts";

const LABELS = ["OBS Virtual Camera", "USB Camera 2", "USB Camera", "内置摄像头"];

test("a camera is meant by a part of its label, in any letters", () => {
  expect(findCamera(LABELS, "obs")).toBe(0);
  expect(findCamera(LABELS, "VIRTUAL")).toBe(0);
  expect(findCamera(LABELS, "摄像头")).toBe(3);
  expect(findCamera(LABELS, "Logitech")).toBe(-1);
});

test("a whole label is not taken for a part of another one", () => {
  expect(findCamera(LABELS, "usb camera")).toBe(2);
  expect(findCamera(LABELS, "usb")).toBe(1);
});

test("a number counts from 1, and is none where there are fewer", () => {
  expect([1, 4, 5, 0].map((n) => findCamera(LABELS, `${n}`))).toEqual([0, 3, -1, -1]);
  expect(findCamera([], "1")).toBe(-1);
});

test("the numbers that are printed are those that are taken", () => {
  expect(numberedCameras(LABELS.slice(0, 2))).toBe("1 OBS Virtual Camera, 2 USB Camera 2");
});
