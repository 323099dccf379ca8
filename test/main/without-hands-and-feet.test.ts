import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { convertBvh } from "../../main/archive/import/bvh/convert.ts";
import { readTake } from "../../main/archive/take-reader.ts";
import { writeTake } from "../../main/archive/take-writer.ts";
import { generateFrames, observeAll } from "../../main/generators/generate.ts";
import { continueTake } from "../../main/jobs/continue-take.ts";
import { evaluate } from "../../main/learn/evaluate/evaluate.ts";
import { Completion } from "../../main/motion/completion.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { distance } from "../../main/motion/vectors.ts";
import { openGenerator } from "../../main/runtime/open-generator.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import type { Pose } from "../../shared/pose.ts";
import { J } from "../../shared/skeleton.ts";
import { clip } from "../support/clip.ts";
import { emptyFolder } from "../support/folder.ts";
import { jobContext } from "../support/job-context.ts";

/*
 * COCO-17, which most detectors and data sets give, has neither hands nor feet.
 */

const LACKING = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
const MODEL = join(projectRoot, "models/first");
const FPS = 30;
/** Frames that are observed, and frames after which the continuations are compared: 0.1 to 1 s. */
const OBSERVED = 60;
const HORIZONS = [3, 12, 30];
const SLOW = { timeout: 240_000 };

function danced(name: string): readonly Pose[] {
  const { pieces } = convertBvh(gunzipSync(readFileSync(clip(name))).toString("latin1"), name);
  return pieces.flat().map(({ people }) => people[0]!);
}

const lacking = (pose: Pose): Pose => ({
  ...pose,
  body: pose.body!.map((point, joint) => (LACKING.includes(joint) ? null : point)),
});

async function takeOf(poses: readonly Pose[], folder = emptyFolder()): Promise<string> {
  const file = join(folder, "coco.take.ndjson");
  const header = { fps: FPS, source: "CMU", licence: "free", dancer: "", tags: ["salsa"] };
  await writeTake(
    file,
    header,
    poses.map((pose, frame) => ({ t: frame / FPS, people: [pose] })),
  );
  return file;
}

test("a dance without hands and feet is continued as well as the whole one", SLOW, async () => {
  const generator = await openGenerator(MODEL, "wasm");
  const [whole, without] = [HORIZONS.map(() => 0), HORIZONS.map(() => 0)];
  for (const name of ["60_05.bvh.gz", "135_04.bvh.gz"]) {
    const poses = danced(name);
    for (let end = OBSERVED; end + HORIZONS.at(-1)! < poses.length; end += 10) {
      const states = [poses, poses.map(lacking)].map((seen) => {
        const completion = new Completion();
        const phrase = seen.slice(end - OBSERVED, end).map((pose) => completion.complete(pose, 16 / 9)!);
        return observeAll(generator, phrase);
      });
      const manner = { temperature: 0, styles: null };
      const frames = await generateFrames(generator, states, HORIZONS.at(-1)!, manner, seededRandom(1));
      HORIZONS.forEach((ahead, place) => {
        const truth = poses[end - 1 + ahead]!.body!;
        const off = frames[ahead - 1]!.map(({ body }) =>
          body.reduce(
            (sum, point, joint) => sum + (LACKING.includes(joint) ? 0 : distance(point, truth[joint]!)),
            0,
          ),
        );
        whole[place]! += off[0]!;
        without[place]! += off[1]!;
      });
    }
  }
  generator.dispose();
  const ratios = HORIZONS.map((_, place) => without[place]! / whole[place]!);
  console.info(
    `error over the known joints, of the whole dance's: ${ratios.map((r) => r.toFixed(3)).join(", ")}`,
  );
  for (const ratio of ratios) expect(ratio).toBeLessThan(1.05);
});

test("its continuation has hands and feet like a body's, and the take itself none", SLOW, async () => {
  const poses = danced("60_05.bvh.gz").slice(0, 90);
  const take = await takeOf(poses.map(lacking));
  const { frames } = await readTake(take, { onDamage: () => {} });
  for await (const { people } of frames)
    for (const joint of LACKING) expect(people[0]!.body![joint]).toBeNull();
  const chosen = {
    generator: "model",
    archive: null,
    model: MODEL,
    phrases: MODEL,
    fact: MODEL,
    backend: "wasm",
  } as const;
  const wish = { ...chosen, temperature: 1, seed: 1, seconds: 2, options: 1 } as const;
  const [file] = await continueTake({ ...wish, take, output: emptyFolder(), force: false }, jobContext());
  const continued = await readTake(file!, { onDamage: () => {} });
  expect(continued.header.width).toBeUndefined();
  for await (const { people } of continued.frames) {
    const body = people[0]!.body!;
    for (const [limb, end, shortest, longest] of [
      [J.left_wrist, J.left_index, 0.05, 0.2],
      [J.right_wrist, J.right_index, 0.05, 0.2],
      [J.left_ankle, J.left_foot_index, 0.1, 0.3],
      [J.right_ankle, J.right_foot_index, 0.1, 0.3],
    ] as const) {
      expect(distance(body[limb]!, body[end]!)).toBeGreaterThan(shortest);
      expect(distance(body[limb]!, body[end]!)).toBeLessThan(longest);
    }
  }
});

test("takes without hands and feet can be judged on", SLOW, async () => {
  const archive = emptyFolder();
  await takeOf(danced("60_05.bvh.gz").map(lacking), archive);
  const chosen = { generator: "model", model: MODEL, phrases: MODEL, fact: MODEL, backend: "wasm" } as const;
  const wish = { ...chosen, archive, train: null, seed: 1, quick: true } as const;
  const { figures } = await evaluate(
    { ...wish, only: ["error"], styles: [], beside: [], picture: null },
    jobContext(),
  );
  expect(figures.length).toBeGreaterThan(0);
  for (const { values } of figures)
    for (const { value } of Object.values(values)) expect(value).toBeGreaterThan(0);
});
