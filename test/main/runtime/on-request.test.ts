import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type OnRequest, whyMissing } from "../../../main/runtime/on-request.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<OnRequest, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as Manifest;
const names: readonly OnRequest[] = [
  "@napolab/texture-bridge-core",
  "@tensorflow/tfjs-backend-webgpu",
  "@tensorflow/tfjs-node-gpu",
  "webgpu",
];
const nowhere = () => {
  throw new Error("Cannot find module");
};

test("what is installed on request is named with the command that installs it", () => {
  for (const name of names) {
    const said = whyMissing(name, nowhere);
    expect(said).toMatch(new RegExp(`^${name} is not installed \\(npm run setup:\\w+\\)$`));
    const command = manifest.scripts[/npm run (setup:\w+)/.exec(said!)![1]!];
    const version = /\d+\.\d+\.\d+/.exec(manifest.peerDependencies[name])![0];
    expect(command!.split(" ")).toContain(`${name}@${version}`);
    // npm passes over optional peers, and says nothing, where they are not to be kept.
    expect(command).toMatch(/^npm install --no-save --save-prod /);
    // Whoever has the program from a registry has no scripts of it, and is to keep what was installed.
    const packages = command!.split(" ").slice(4).join(" ");
    expect(whyMissing(name, nowhere, true)).toBe(`${name} is not installed (npm install ${packages})`);
  }
});

test("nobody gets it who did not ask for it", () => {
  for (const name of Object.keys(manifest.peerDependencies)) {
    expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
    expect(manifest.dependencies).not.toHaveProperty(name);
  }
});

test("what is here is not missing", () => {
  expect(whyMissing("webgpu", (name) => name)).toBeNull();
});
