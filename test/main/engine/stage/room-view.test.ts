import { expect, test } from "vitest";
import { fitCamera } from "../../../../main/engine/pose/camera.ts";
import { RoomView } from "../../../../main/engine/stage/room-view.ts";
import { STANDING, seenAt } from "../../../support/bodies.ts";

const aspect = 16 / 9;

test("a body projected where the dancer stands falls on the dancer", () => {
  const pose = seenAt(STANDING, 0.3);
  const view = new RoomView();
  view.update(0, fitCamera(pose.image!, STANDING, aspect)!, pose.root!);
  const image = view.project({ body: STANDING, root: pose.root! }, 0, aspect);
  image.forEach((point, joint) => {
    expect(point!.x).toBeCloseTo(pose.image![joint]!.x, 6);
    expect(point!.y).toBeCloseTo(pose.image![joint]!.y, 6);
  });
});

test("a partner beside the dancer shares her floor and her scale", () => {
  const pose = seenAt(STANDING, 0.3);
  const view = new RoomView();
  view.update(0, fitCamera(pose.image!, STANDING, aspect)!, pose.root!);
  const image = view.project({ body: STANDING, root: pose.root! }, 1.2, aspect);
  expect(image[17]!.y).toBeCloseTo(pose.image![17]!.y, 6);
  expect((image[0]!.x - pose.image![0]!.x) * aspect).toBeCloseTo(1.2 * 0.4, 6);
});

test("a partner who stands still is not shaken by a trembling fit", () => {
  const view = new RoomView();
  const root = { x: 0, y: 0.88, z: 0 };
  const feet: number[] = [];
  for (let n = 0; n < 90; n++) {
    view.update(n / 30, { scale: 0.4 + (n % 2 ? 0.02 : -0.02), x: 0.9, y: 0.55 }, root);
    if (n > 60) feet.push(view.project({ body: STANDING, root }, 1, aspect)[17]!.y);
  }
  expect(Math.max(...feet) - Math.min(...feet)).toBeLessThan(0.004);
});
