import { readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadModel, type Manifest, saveModel } from "../../../main/runtime/model-files.ts";
import { ModelError } from "../../../main/system/errors.ts";
import { emptyFolder } from "../../support/folder.ts";
import { becomeHuge, becomePipe, deepLists } from "../../support/hostile-files.ts";
import { smallModel } from "../../support/small-model.ts";

const training = {
  ...{ sources: ["sines"], licences: ["none"], seconds: 20 },
  ...{ steps: 0, minutes: 0, backend: "none", seed: 5 },
};

async function savedModel(): Promise<string> {
  const folder = emptyFolder();
  await saveModel(folder, smallModel(), training);
  return folder;
}

/** The one line of the ModelError that loading ends with. */
async function refusal(folder: string): Promise<string> {
  const error: unknown = await loadModel(folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  const { message } = error as ModelError;
  expect(message).not.toContain("\n");
  return message;
}

function change(folder: string, edit: (manifest: Record<string, unknown> & Manifest) => void): void {
  const file = join(folder, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  edit(manifest);
  writeFileSync(file, JSON.stringify(manifest));
}

test("a model comes back from disk as it was", async () => {
  expect(await loadModel(await savedModel())).toEqual(smallModel());
});

test("a missing manifest and missing weights are named", async () => {
  const folder = await savedModel();
  rmSync(join(folder, "weights.bin"));
  expect(await refusal(folder)).toMatch(/weights\.bin: is not there, expected the weights that manifest/);
  rmSync(join(folder, "manifest.json"));
  expect(await refusal(folder)).toMatch(/manifest\.json: is not there/);
});

test("weights that are shorter than the manifest says are refused", async () => {
  const folder = await savedModel();
  const file = join(folder, "weights.bin");
  const weights = readFileSync(file);
  writeFileSync(file, weights.subarray(0, -4));
  expect(await refusal(folder)).toContain(
    `weights.bin: ${weights.length - 4} bytes, expected the weights that manifest.json says of ${weights.length} bytes`,
  );
});

test("weights in which one bit is another are refused", async () => {
  const folder = await savedModel();
  const file = join(folder, "weights.bin");
  const weights = readFileSync(file);
  weights[100]! ^= 1;
  writeFileSync(file, weights);
  expect(await refusal(folder)).toMatch(
    /weights\.bin: sha256 [0-9a-f]{64}, expected [0-9a-f]{64} as manifest/,
  );
});

test("a manifest whose sizes ask for other weights is refused", async () => {
  const folder = await savedModel();
  change(folder, (manifest) => {
    manifest.sizes = { ...manifest.sizes, hidden: 13 };
  });
  expect(await refusal(folder)).toMatch(
    /manifest\.json: weights\.bytes is \d+, expected \d+ for these sizes/,
  );
});

test("what a manifest lacks, has too much, or has otherwise, is named", async () => {
  const folder = await savedModel();
  change(folder, (manifest) => {
    manifest.surprise = 1;
  });
  expect(await refusal(folder)).toMatch(/manifest\.json: surprise is/);
  change(folder, (manifest) => {
    delete manifest.surprise;
    Object.assign(manifest, { skeleton: "coco-17" });
  });
  expect(await refusal(folder)).toMatch(/manifest\.json: skeleton is "coco-17", expected "stage-19"/);
  change(folder, (manifest) => {
    manifest.skeleton = "stage-19";
    manifest.type = "crystal-ball";
  });
  expect(await refusal(folder)).toMatch(
    /manifest\.json: type is "crystal-ball", expected \(?"recurrent-cvae"/,
  );
  change(folder, (manifest) => {
    manifest.type = "recurrent-cvae";
    manifest.sizes = { ...manifest.sizes, hidden: 0.5 };
  });
  expect(await refusal(folder)).toMatch(/manifest\.json: sizes\.hidden is 0\.5, expected/);
  writeFileSync(join(folder, "manifest.json"), "{");
  expect(await refusal(folder)).toMatch(/manifest\.json: .* JSON.*; expected the manifest of a model folder/);
});

test("a manifest with more styles than its sizes say is refused", async () => {
  const folder = await savedModel();
  change(folder, (manifest) => {
    manifest.styles = ["swing", "sway"];
  });
  expect(await refusal(folder)).toMatch(
    /manifest\.json: styles has 2 names, expected 1 as sizes\.styles says/,
  );
});

test("weights with a number that is none are refused", async () => {
  const folder = emptyFolder();
  const model = smallModel();
  model.values[7] = Number.NaN;
  await saveModel(folder, model, training);
  expect(await refusal(folder)).toMatch(/weights\.bin: number 7 is NaN, expected finite numbers/);
});

const became: readonly (readonly [string, (file: string) => void])[] = [
  ["a pipe", becomePipe],
  ["a device", (file) => symlinkSync("/dev/zero", file)],
  ["more than 1", becomeHuge],
];

test.each(became)("a manifest that is %s is refused at once", async (kind, become) => {
  const folder = await savedModel();
  const file = join(folder, "manifest.json");
  rmSync(file);
  become(file);
  expect(await refusal(folder)).toMatch(new RegExp(`manifest\\.json: .*${kind}.*expected the manifest`));
});

test("a manifest of lists in lists is refused", async () => {
  const folder = await savedModel();
  writeFileSync(join(folder, "manifest.json"), deepLists());
  expect(await refusal(folder)).toContain("nested more than 64 deep");
});

test.each(became.slice(0, 2))("weights that are %s are refused at once", async (kind, become) => {
  const folder = await savedModel();
  const file = join(folder, "weights.bin");
  rmSync(file);
  become(file);
  expect(await refusal(folder)).toMatch(new RegExp(`weights\\.bin: is ${kind}, expected the weights`));
});

test("weights of another size are not read", async () => {
  const folder = await savedModel();
  truncateSync(join(folder, "weights.bin"), 9e8);
  const before = process.memoryUsage().rss;
  expect(await refusal(folder)).toMatch(/weights\.bin: 900000000 bytes, expected the weights/);
  expect(process.memoryUsage().rss - before).toBeLessThan(1e8);
});
