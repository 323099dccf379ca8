import { createRequire } from "node:module";

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
): string | null {
  try {
    resolve(name);
    return null;
  } catch {
    return `${name} is not installed (npm run ${SCRIPTS[name]})`;
  }
}
