import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Detection, PoseDetector } from "../../main/engine/pose/detector.ts";
import type { ImageFrame } from "../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../shared/skeleton.ts";
import { clip } from "./clip.ts";
import { at, emptyPicture, readStill } from "./pictures.ts";

export interface DetectorUnderTest {
  readonly name: string;
  /** More people than this it never finds, whatever it is asked for. */
  readonly most: number;
  open(maxPeople: number): Promise<PoseDetector>;
}

/** Where a human sees the joints of standing.jpg, and how far off MoveNet's own test lets a detector be. */
const STANDING: readonly (readonly [number, number, number])[] = [
  [J.nose, 186, 89],
  [J.left_shoulder, 244, 158],
  [J.right_shoulder, 154, 154],
  [J.left_elbow, 258, 248],
  [J.right_elbow, 143, 239],
  [J.left_wrist, 265, 327],
  [J.right_wrist, 136, 313],
  [J.left_hip, 234, 311],
  [J.right_hip, 170, 311],
  [J.left_knee, 247, 446],
  [J.right_knee, 134, 445],
  [J.left_ankle, 262, 561],
  [J.right_ankle, 92, 571],
];
const TOLERANCE = 21;

/** What everybody who uses a PoseDetector relies on, seen on real pictures. */
export function describeDetector({ name, most, open }: DetectorUnderTest): void {
  // Networks have to be loaded, and the machine may be busy.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

  describe(`${name}, as a PoseDetector`, () => {
    let one: PoseDetector;
    let picture: ImageFrame;
    let group: ImageFrame;
    let untouched: Uint8Array;
    // Looked at once for all that is asked of them: a look takes seconds where the network runs without a GPU.
    let woman: readonly Detection[];
    let oneOfThree: readonly Detection[];

    beforeAll(async () => {
      [picture, group] = await Promise.all([
        readStill(clip("standing.jpg")),
        readStill(clip("three-people.jpg")),
      ]);
      untouched = picture.data.slice();
      woman = await look(picture);
      oneOfThree = await look(group);
    });
    afterAll(() => one?.dispose());

    /** One that has seen nobody yet. */
    async function fresh(): Promise<void> {
      one?.dispose();
      one = await open(1);
    }

    async function look(frame: ImageFrame): Promise<readonly Detection[]> {
      await fresh();
      return one.detect(frame);
    }

    test("says what it is", () => {
      expect(one.description).toMatch(/\w+/);
    });

    test("finds the joints of a standing woman where a human sees them", () => {
      const [person, ...others] = woman;
      expect(others).toEqual([]);
      expect(person!.image).toHaveLength(JOINT_COUNT);
      for (const [joint, x, y] of STANDING) {
        const found = person!.image[joint]!;
        const distance = Math.hypot(found.x * picture.width - x, found.y * picture.height - y);
        expect(distance, `joint ${joint}`).toBeLessThan(TOLERANCE);
        expect(found.score).toBeGreaterThan(0.3);
      }
    });

    test("gives scores from 0 to 1", () => {
      const [person] = oneOfThree;
      for (const joint of person!.image) {
        expect(joint?.score ?? 0).toBeGreaterThanOrEqual(0);
        expect(joint?.score ?? 0).toBeLessThanOrEqual(1);
      }
    });

    test("puts the body around its hips in metres, upright, with her left side to the camera's right and her face before her", () => {
      const [person] = woman;
      expect(person!.body).toHaveLength(JOINT_COUNT);
      const joint = (k: number) => person!.body![k]!;
      for (const axis of ["x", "y", "z"] as const) {
        expect(joint(J.left_hip)[axis] + joint(J.right_hip)[axis]).toBeCloseTo(0, 5);
      }
      expect(joint(J.nose).y).toBeGreaterThan(0.4);
      expect(joint(J.left_ankle).y).toBeLessThan(-0.5);
      expect(joint(J.left_shoulder).x - joint(J.right_shoulder).x).toBeGreaterThan(0.15);
      expect(joint(J.nose).z).toBeGreaterThan(joint(J.left_ear).z);
      expect(joint(J.nose).z).toBeGreaterThan(joint(J.right_ear).z);
    });

    test.each([16, 128, 235])("finds nobody where there is nothing (luma %i)", async (luma) => {
      expect(await look(emptyPicture(luma))).toEqual([]);
    });

    test("loses somebody who is gone, and finds her again", async () => {
      await fresh();
      expect(await one.detect(at(0, picture))).toHaveLength(1);
      const empty = emptyPicture(128, picture.width, picture.height);
      await one.detect(at(1 / 30, empty));
      expect(await one.detect(at(2 / 30, empty))).toEqual([]);
      expect(await one.detect(at(3 / 30, picture))).toHaveLength(1);
    });

    test("takes pictures of changing and of odd size", async () => {
      expect(group.width % 2).toBe(1);
      await fresh();
      await one.detect(at(0, picture));
      expect(await one.detect(at(1, group))).toHaveLength(1);
      expect(await one.detect(at(2, picture))).toHaveLength(1);
    });

    test("leaves the picture as it was", () => {
      expect(picture.data).toEqual(untouched);
    });

    test.each([1, 2, 3].filter((people) => people <= most))(
      "finds %i of three people when asked for as many",
      async (people) => {
        let found = oneOfThree;
        if (people > 1) {
          const detector = await open(people);
          found = await detector.detect(group);
          detector.dispose();
        }
        const middles = found.map(
          ({ image }) => (image[J.left_shoulder]!.x + image[J.right_shoulder]!.x) / 2,
        );
        expect(middles).toHaveLength(people);
        for (const [k, middle] of middles.entries()) {
          for (const other of middles.slice(k + 1)) expect(Math.abs(middle - other)).toBeGreaterThan(0.1);
        }
      },
    );
  });
}
