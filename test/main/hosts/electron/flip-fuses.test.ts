import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FuseV1Options } from "@electron/fuses";
import { expect, test } from "vitest";
import { FUSES, packedProgram } from "../../../../main/hosts/electron/flip-fuses.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";

test("every fuse that there is has been decided, and a new one stops the packing", () => {
  const known = Object.values(FuseV1Options).filter((value) => typeof value === "number");
  expect(known.filter((fuse) => typeof FUSES[fuse] !== "boolean")).toEqual([]);
  expect(FUSES.strictlyRequireAllFuses).toBe(true);
});

test("the program is found on each system", () => {
  const on = (electronPlatformName: string) =>
    packedProgram({
      ...{ appOutDir: "out", electronPlatformName },
      packager: { appInfo: { productFilename: "Continuo" }, executableName: "continuo" },
    });
  expect(["linux", "darwin", "win32"].map(on)).toEqual([
    join("out", "continuo"),
    join("out", "Continuo.app"),
    join("out", "Continuo.exe"),
  ]);
});

test("the installer flips them, and only the app itself may use the camera", () => {
  const read = (file: string) => readFileSync(join(projectRoot, file), "utf8");
  expect(read("electron-builder.yml")).toContain("afterPack: dist/main/hosts/electron/flip-fuses.js");
  expect(read("assets/entitlements.mac.plist")).toContain("com.apple.security.device.camera");
  expect(read("assets/entitlements.helper.plist")).not.toContain("camera");
  for (const file of ["mac", "helper"])
    expect(read(`assets/entitlements.${file}.plist`)).not.toContain("disable-library-validation");
});
