import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findCamera, numberedCameras } from "../../shared/cameras.ts";
import type { InputSettings } from "../inputs/settings.ts";
import { printable } from "../system/log/printable.ts";
import { type Check, type CheckResult, limited, ok } from "./finding.ts";

/** The stage page opens the camera; from here only the device files of Linux can be checked. */
export function cameraCheck(settings: Pick<InputSettings, "camera">): Check {
  return {
    about: "camera",
    run: () =>
      process.platform === "linux"
        ? checkLinuxCameras(settings)
        : ok("asked for in the stage page, whose status (key o) lists those that there are"),
  };
}

/** @param root where /dev, /sys and /run are. */
export function checkLinuxCameras({ camera }: Pick<InputSettings, "camera">, root = "/"): CheckResult {
  const devices = readdirSync(join(root, "dev"))
    .filter((name) => /^video\d+$/.test(name) && givesPictures(root, name))
    // The order in which Chromium numbers them: video10 comes before video2.
    .sort();
  if (devices.length === 0)
    return limited("none", "plug one in; until then the demo dances, and a camera that comes is taken");
  const names = devices.map((device) => read(root, `sys/class/video4linux/${device}/name`) ?? "");
  const found = numberedCameras(
    names.map((name, index) =>
      name ? `${printable(name)} (/dev/${devices[index]})` : `/dev/${devices[index]}`,
    ),
  );
  if (!devices.some((device) => isAccessible(root, device)))
    return limited(`${found}: not open to this user`, "run: sudo usermod -aG video $USER, and log in again");
  if (camera !== null && findCamera(names, String(camera)) < 0)
    return limited(
      `${found}: none is --camera ${camera}`,
      "name a part of one of these, or its number; until then another one is taken",
    );
  return ok(found);
}

/** Most webcams have a second device file, for metadata; udev knows which one gives pictures, where it runs. */
function givesPictures(root: string, device: string): boolean {
  const number = read(root, `sys/class/video4linux/${device}/dev`);
  const known = /^E:ID_V4L_CAPABILITIES=(.*)$/m.exec(read(root, `run/udev/data/c${number}`) ?? "");
  return known?.[1] === undefined || known[1].includes(":capture:");
}

function isAccessible(root: string, device: string): boolean {
  try {
    accessSync(join(root, "dev", device), constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function read(root: string, path: string): string | null {
  try {
    return readFileSync(join(root, path), "utf8").trim();
  } catch {
    return null;
  }
}
