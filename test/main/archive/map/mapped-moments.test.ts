import { expect, test } from "vitest";
import { saveMap } from "../../../../main/archive/map/map-file.ts";
import { MappedMoments } from "../../../../main/archive/map/mapped-moments.ts";
import { openMoments } from "../../../../main/archive/moments/moments-file.ts";
import { featuresOf } from "../../../../main/motion/moments/moments.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";

test("moments that were gathered anew have places and ground of their own on a map that stayed", async () => {
  const folder = emptyFolder();
  await writeDance(folder, "a", sineDance({ seconds: 6 }));
  const before = await openMoments(folder, jobContext());
  const count = before.trackOf.length;
  const random = seededRandom(3);
  const places = Float32Array.from({ length: 2 * count }, () => random());
  const fitted = Uint32Array.from({ length: count }, (_, at) => at);
  const made = { fitted: count, neighbours: 5, epochs: 1, seed: 1, trustworthiness: 1 };
  await saveMap(folder, { fingerprint: before.fingerprint, places, fitted, made });
  const mapped = new MappedMoments(folder);
  await mapped.places(before, [featuresOf(before, 50)]);
  const ground = await mapped.ground(before);
  expect(await mapped.ground(before)).toBe(ground);

  await writeDance(folder, "a", sineDance({ seconds: 6, from: 40, scale: 1.4 }));
  const after = await openMoments(folder, jobContext());
  expect(after.trackOf.length).toBe(count);
  const features = [featuresOf(after, 50), featuresOf(after, 120)];
  expect(await mapped.places(after, features)).toEqual(
    await new MappedMoments(folder).places(after, features),
  );
  expect((await mapped.ground(after)).moments).toBe(after);
});
