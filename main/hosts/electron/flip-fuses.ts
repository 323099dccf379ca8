import { join } from "node:path";
import { type FuseV1Config, FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";

/**
 * What the packed program can be made to do from outside: nothing but run this app. `strictlyRequireAllFuses` stops
 * the packing when an Electron has a fuse that is not decided here.
 */
export const FUSES: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** What electron-builder tells its hooks, as far as it is needed here. */
export interface PackContext {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: {
    readonly appInfo: { readonly productFilename: string };
    /** On Linux the program has a name of its own. */
    readonly executableName?: string;
  };
}

/** Path of the packed program. */
export function packedProgram({ appOutDir, electronPlatformName, packager }: PackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === "darwin") return join(appOutDir, `${productFilename}.app`);
  if (electronPlatformName === "win32") return join(appOutDir, `${productFilename}.exe`);
  return join(appOutDir, packager.executableName ?? productFilename);
}

/** electron-builder's hook `afterPack`: before the program is signed. */
export default async function afterPack(context: PackContext): Promise<void> {
  await flipFuses(packedProgram(context), FUSES);
}
