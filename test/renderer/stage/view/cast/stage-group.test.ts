import { expect, test } from "vitest";
import type { Actor } from "../../../../../renderer/stage/view/cast/actor.ts";
import { Cast } from "../../../../../renderer/stage/view/cast/cast.ts";
import { POSE_STRIDE } from "../../../../../renderer/stage/view/cast/pose-vector.ts";
import { gridCells } from "../../../../../shared/grid.ts";
import type { StagePerson } from "../../../../../shared/stage.ts";
import { person, stageFrame, standing } from "../../../support/figures.ts";

const GRID = { x: 0.3, y: 0.2, width: 0.4, height: 0.45 };
const COUNT = 9;
const CHOSEN = 5;
const TICK = 1 / 60;

const options = gridCells(GRID, COUNT).map((cell) =>
  standing({ x: cell.x + cell.width / 2, y: cell.y + cell.height / 2, scale: 0.06 }),
);
const large = standing({ x: 0.75, y: 0.55 });

function choosing(more: Partial<StagePerson> = {}): StagePerson {
  return { ...person(1, standing(), large), turn: "choosing", options, grid: GRID, ...more };
}
const answered: StagePerson = {
  ...person(1, standing(), large),
  turn: "answering",
  grid: GRID,
  chosen: CHOSEN,
};

/** The stage from `from` to `to` seconds, with what each tick shows. */
function play(cast: Cast, from: number, to: number, who: StagePerson, each: () => void = () => {}): void {
  for (let tick = Math.round(from * 60); tick < Math.round(to * 60); tick++) {
    const t = tick * TICK;
    if (tick % 2 === 0) cast.receive(stageFrame(t, [who], { mode: "options" }), 100 + t);
    cast.step(100 + t);
    each();
  }
}

/** Where an actor's left hip is drawn. */
const hip = ({ pose, transform }: Actor) => ({
  x: transform.x + transform.scale * pose[11 * POSE_STRIDE]!,
  y: transform.y + transform.scale * pose[11 * POSE_STRIDE + 1]!,
});

test("options are drawn while there is a choice, the dancer stands back, her partner is away", () => {
  const cast = new Cast();
  play(cast, 0, 3, choosing());
  const group = cast.groups.get(1)!;
  expect(group.options.filter(({ presence }) => presence > 0.9)).toHaveLength(COUNT);
  expect(group.dancer.light).toBeLessThan(0.4);
  expect(group.partner.light).toBe(0);
  expect(cast.grid).toEqual(GRID);
});

test("the one that is pointed at has the light, by hand or by key", () => {
  const cast = new Cast();
  const light = () => cast.groups.get(1)!.options.map((option) => option.light);
  play(cast, 0, 3, choosing({ gesture: { gesture: "choose", cell: 2, progress: 0.4 } }));
  expect(light()[2]).toBeGreaterThan(1.5 * light()[3]!);
  cast.pointed = 3;
  play(cast, 3, 6, choosing());
  expect(light()[3]).toBeGreaterThan(1.5 * light()[2]!);
});

test("the chosen one grows out of its cell, without a jump in place or light, until it stands large", () => {
  const cast = new Cast();
  play(cast, 0, 3, choosing());
  const { partner, options: offered } = cast.groups.get(1)!;
  let at = hip(offered[CHOSEN]!);
  let light = offered[CHOSEN]!.light;
  let [farthest, brightest] = [0, 0];
  play(cast, 3, 5, answered, () => {
    const now = hip(partner);
    farthest = Math.max(farthest, Math.hypot(now.x - at.x, now.y - at.y));
    brightest = Math.max(brightest, Math.abs(partner.light - light));
    at = now;
    light = partner.light;
  });
  const way = Math.hypot(hip(partner).x - hip(offered[CHOSEN]!).x, hip(partner).y - hip(offered[CHOSEN]!).y);
  expect(way).toBeGreaterThan(0.2);
  // Half a second and more for the whole way: at no tick more than a twentieth of it.
  expect(farthest).toBeLessThan(way / 15);
  expect(brightest).toBeLessThan(0.1);
  expect(partner.transform).toMatchObject({ x: 0, y: 0, scale: 1 });
  expect(offered.every(({ gone }) => gone)).toBe(true);
});

test("actors of options are used again: twenty choices leave no more than there were", () => {
  const cast = new Cast();
  for (let i = 0; i < 20; i++) {
    play(cast, 3 * i, 3 * i + 1, choosing());
    play(cast, 3 * i + 1, 3 * i + 3, answered);
  }
  expect(cast.groups.get(1)!.options).toHaveLength(COUNT);
});

test("a crowd of options is drawn with few strokes, and the chosen one gains the others as it grows", () => {
  const cast = new Cast();
  const refine = () => {
    for (const actor of cast.actors) actor.updateDetail(TICK, 1080);
  };
  play(cast, 0, 3, choosing(), refine);
  const { partner, options: offered } = cast.groups.get(1)!;
  expect(offered.every(({ detail }) => detail === 0)).toBe(true);
  let before = 0;
  play(cast, 3, 5, answered, () => {
    refine();
    expect(partner.detail - before).toBeLessThan(0.15);
    before = partner.detail;
  });
  expect(partner.detail).toBe(1);
});

test("a gesture is shown as it fills, and flashes when it is whole", () => {
  const cast = new Cast();
  play(cast, 0, 1, {
    ...person(1, standing()),
    gesture: { gesture: "hand-over", cell: null, progress: 0.5 },
  });
  const { gesture } = cast.groups.get(1)!;
  expect(gesture).toMatchObject({ presence: 1, progress: expect.closeTo(0.5, 2), flash: 0 });
  play(cast, 1, 1.5, {
    ...person(1, standing()),
    gesture: { gesture: "hand-over", cell: null, progress: 0.97 },
  });
  cast.receive(stageFrame(1.5, [person(1, standing())]), 101.5);
  expect(gesture.flash).toBe(1);
  play(cast, 1.6, 4, person(1, standing()));
  expect(gesture).toMatchObject({ presence: 0, flash: 0 });
});

test("who dances alone fades when somebody comes, and nothing of a visitor is left 3 s after", () => {
  const cast = new Cast();
  const alone = standing({ x: 0.5 });
  for (let tick = 0; tick < 600; tick++) {
    const t = tick * TICK;
    const visited = t >= 2 && t < 5;
    if (tick % 2 === 0) {
      cast.receive(
        stageFrame(t, visited ? [person(7, standing())] : [], { alone: visited ? null : alone }),
        100 + t,
      );
    }
    cast.step(100 + t);
    if (t > 1 && t < 2) expect(cast.alone.light).toBeGreaterThan(0.9);
    if (t > 2.5 && t < 5) expect(cast.groups.get(7)!.dancer.light).toBeGreaterThan(0.9);
    if (t > 4 && t < 5) expect(cast.alone.gone).toBe(true);
    if (t > 8) expect([cast.groups.size, cast.actors.length]).toEqual([0, 1]);
  }
});
