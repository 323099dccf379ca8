import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { checkLinuxCameras } from "../../../main/doctor/camera.ts";
import { emptyFolder } from "../../support/folder.ts";

/** A machine with such files. */
function machine(files: Readonly<Record<string, string>>): string {
  const root = emptyFolder();
  mkdirSync(join(root, "dev"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A webcam, whose second device file is for metadata, and a virtual camera. */
const TWO = {
  "dev/video2": "",
  "dev/video0": "",
  "dev/video1": "",
  "sys/class/video4linux/video0/name": "USB Camera: USB Camera\n",
  "sys/class/video4linux/video0/dev": "81:0\n",
  "sys/class/video4linux/video1/name": "USB Camera: USB Camera\n",
  "sys/class/video4linux/video1/dev": "81:1\n",
  "sys/class/video4linux/video2/name": "OBS\u001b[2J Virtual Camera\n",
  "run/udev/data/c81:0": "I:1\nE:ID_V4L_CAPABILITIES=:capture:\n",
  "run/udev/data/c81:1": "I:1\nE:ID_V4L_CAPABILITIES=:\n",
};

test("cameras are listed with the numbers that --camera takes, without their metadata", () => {
  const root = machine(TWO);
  expect(checkLinuxCameras({ camera: null }, root)).toEqual({
    state: "ok",
    found: "1 USB Camera: USB Camera (/dev/video0), 2 OBS\\x1b[2J Virtual Camera (/dev/video2)",
    advice: null,
  });
  for (const camera of [1, "2", "obs", "usb"]) {
    expect(checkLinuxCameras({ camera }, root)).toMatchObject({ state: "ok" });
  }
});

test("a camera that is not there is missed by name, beside those that are", () => {
  for (const camera of [3, "Logitech"]) {
    expect(checkLinuxCameras({ camera }, machine(TWO))).toMatchObject({
      state: "limited",
      found: expect.stringMatching(/^1 USB Camera.*2 OBS.*: none is --camera (3|Logitech)$/),
    });
  }
});

test("without any camera the advice is to plug one in", () => {
  expect(checkLinuxCameras({ camera: null }, machine({}))).toMatchObject({ state: "limited", found: "none" });
});
