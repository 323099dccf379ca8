import { expect, test } from "vitest";
import { RoomCamera } from "../../../main/inputs/room-camera.ts";
import { J } from "../../../shared/skeleton.ts";
import { STANDING } from "../../support/bodies.ts";

const at = (x: number, y = 0.88) => ({ x, y, z: 0 });

test("a body stands on the floor, more than half as high as the picture, her left on the picture's right", () => {
  const camera = new RoomCamera(16 / 9);
  camera.frame(STANDING, at(0.3));
  const image = camera.project(STANDING, at(0.3));
  const feet = image[J.left_foot_index]!;
  expect(feet.y).toBeCloseTo(0.9);
  // From nose to sole 0.92 of the body.
  expect((feet.y - image[J.nose]!.y) / 0.92).toBeCloseTo(0.55, 1);
  expect(image[J.left_wrist]!.x).toBeGreaterThan(image[J.right_wrist]!.x);
  expect(image[J.nose]!.x).toBeCloseTo(0.5);
});

test("the picture is not stretched", () => {
  const camera = new RoomCamera(16 / 9);
  camera.frame(STANDING, at(0));
  const [a, b] = [J.left_shoulder, J.left_elbow].map((joint) => camera.project(STANDING, at(0))[joint]!);
  const [p, q] = [STANDING[J.left_shoulder]!, STANDING[J.left_elbow]!];
  expect(((b!.x - a!.x) * 16) / 9 / (b!.y - a!.y)).toBeCloseTo((q.x - p.x) / (p.y - q.y));
});

test.each([16 / 9, 9 / 16])("a long way fits into a picture of %d", (aspect) => {
  const camera = new RoomCamera(aspect);
  for (const x of [-4, 0, 3]) camera.frame(STANDING, at(x));
  const xs = [-4, 3].flatMap((x) => camera.project(STANDING, at(x)).map((point) => point!.x));
  expect(Math.min(...xs)).toBeCloseTo(0.05);
  expect(Math.max(...xs)).toBeCloseTo(0.95);
});

test("who jumps leaves the floor; who has no place in the room stands on it", () => {
  const camera = new RoomCamera(16 / 9);
  camera.frame(STANDING, null);
  const sole = (root: Parameters<typeof camera.project>[1]) =>
    camera.project(STANDING, root)[J.left_foot_index]!.y;
  expect(sole(at(0, 1.3))).toBeLessThan(0.8);
  expect(sole(null)).toBeCloseTo(0.9);
});

test("an unknown joint stays unknown", () => {
  const camera = new RoomCamera(1);
  const body = STANDING.map((point, joint) => (joint === J.left_wrist ? null : point));
  camera.frame(body, null);
  expect(camera.project(body, null)[J.left_wrist]).toBeNull();
});
