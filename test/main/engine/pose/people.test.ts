import { expect, test } from "vitest";
import type { Detection, PoseDetector } from "../../../../main/engine/pose/detector.ts";
import { People } from "../../../../main/engine/pose/people.ts";
import type { ImageFrame, Seconds } from "../../../../shared/pose.ts";
import { STANDING, seenAt, swung } from "../../../support/bodies.ts";

/** Sees what it is told to, and notes what it is told of it. */
class ToldDetector implements PoseDetector {
  readonly description = "told";
  bodies: readonly Detection[] = [];
  followed: readonly Detection[] = [];
  searching = false;

  async detect(): Promise<readonly Detection[]> {
    return this.bodies;
  }

  attend(followed: ReadonlySet<Detection>, searching: boolean): void {
    [this.followed, this.searching] = [[...followed], searching];
  }

  dispose(): void {}
}

const picture = (t: Seconds): ImageFrame => ({
  ...{ tag: "image", t, width: 1280, height: 720 },
  data: new Uint8Array(),
});
const seen = (body: typeof STANDING, x: number): Detection => {
  const { image, body: joints } = seenAt(body, x);
  return { image: image!, body: joints };
};
const poster = () => seen(STANDING, 0.15);
const dancer = (t: Seconds) => seen(swung(0.8 * Math.sin(4 * t)), 0.7);

function watching() {
  const detector = new ToldDetector();
  const people = new People({ maxPeople: 1, ignore: [], smoothing: null }, 4);
  const watch = async (from: Seconds, to: Seconds, scene: (t: Seconds) => readonly Detection[]) => {
    let ids: readonly number[] = [];
    for (let t = from; t < to; t += 1 / 30) {
      detector.bodies = scene(t);
      ids = (await people.find(detector, picture(t))).map(({ id }) => id);
    }
    return ids;
  };
  return { detector, people, watch };
}

test("a poster keeps the detector looking for others, and a dancer ends that", async () => {
  const { detector, watch } = watching();
  await watch(0, 2, () => [poster()]);
  expect(detector).toMatchObject({ searching: true, followed: detector.bodies });
  await watch(2, 8, (t) => [poster(), dancer(t)]);
  expect(detector).toMatchObject({ searching: false, followed: [detector.bodies[1]] });
});

test("ids are of those who are followed: who is only looked at takes none", async () => {
  const { people, watch } = watching();
  expect(await watch(0, 6, () => [poster()])).toEqual([]);
  for (let t = 6; t < 20; t += 2) {
    await watch(t, t + 0.5, () => [poster()]);
    await watch(t + 0.5, t + 2, () => []);
  }
  expect(people.ignored).toHaveLength(1);
  expect(await watch(20, 22, (t) => [poster(), dancer(t)])).toEqual([5]);
});
