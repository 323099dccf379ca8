import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { projectRoot } from "../system/files/paths.ts";

/** What is large or works on few machines is installed on request, each by its script of package.json. */
const SCRIPTS = {
  "@napolab/texture-bridge-core": "setup:textures",
  "@tensorflow/tfjs-backend-webgpu": "setup:webgpu",
  "@tensorflow/tfjs-node-gpu": "setup:cuda",
  webgpu: "setup:webgpu",
} as const;

export type OnRequest = keyof typeof SCRIPTS;

/** Why a package that is installed on request is not here, and how to get it; null where it is. */
export function whyMissing(
  name: OnRequest,
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
  isPackage = projectRoot.split(sep).includes("node_modules"),
): string | null {
  try {
    resolve(name);
    return null;
  } catch {
    const script = SCRIPTS[name];
    return `${name} is not installed (${isPackage ? commandOf(script) : `npm run ${script}`})`;
  }
}

/** What the script does, for whoever has the program from a registry: there its scripts cannot be run. */
function commandOf(script: string): string {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return scripts[script]!.replace(" --no-save --save-prod", "");
}
