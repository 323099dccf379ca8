import { expect, test } from "vitest";
import { chooseDevice } from "../../../../renderer/stage/camera/choose-device.ts";

const device = (deviceId: string, label: string, kind = "videoinput") =>
  ({ deviceId, label, kind }) as MediaDeviceInfo;
const devices = [device("m", "Mic", "audioinput"), device("a", "Built in"), device("b", "Stage cam")];

test("the same camera is known by its id", () => {
  expect(chooseDevice(devices, { deviceId: "b", label: "renamed" })?.deviceId).toBe("b");
});

test("a replug under another id is known by its name", () => {
  expect(chooseDevice(devices, { deviceId: "gone", label: "Stage cam" })?.deviceId).toBe("b");
});

test("any camera is better than none, a microphone is not", () => {
  expect(chooseDevice(devices, { deviceId: "gone", label: "gone" })?.deviceId).toBe("a");
  expect(chooseDevice(devices, null)?.deviceId).toBe("a");
  expect(chooseDevice([devices[0]!], null)).toBeUndefined();
});

test("without permission all ids and names are empty: no camera can be asked for by its id", () => {
  const blank = [device("", ""), device("", "")];
  expect(chooseDevice(blank, { deviceId: "", label: "" })).toBeUndefined();
  expect(chooseDevice(blank, { deviceId: "b", label: "Stage cam" })).toBeUndefined();
});
