import { describe, expect, test } from "vitest";
import { Cast, FADE_AFTER } from "../../../../../renderer/stage/view/cast/cast.ts";
import { person, stageFrame, standing } from "../../../support/figures.ts";

function play(
  cast: Cast,
  from: number,
  to: number,
  frame: (t: number) => ReturnType<typeof stageFrame> | null,
) {
  for (let tick = Math.round(from * 60); tick < Math.round(to * 60); tick++) {
    const t = tick / 60;
    const made = tick % 2 === 0 ? frame(t) : null;
    if (made) cast.receive(made, 1000 + t);
    cast.step(1000 + t);
  }
}

const ids = (cast: Cast) => cast.actors.filter(({ presence }) => presence > 0.5).length;

describe("Cast", () => {
  test("has a dancer and a partner for each person, and forgets both when she has left", () => {
    const cast = new Cast();
    play(cast, 0, 1, (t) =>
      stageFrame(t, [person(1, standing(), standing({ x: 0.8 })), person(2, standing())]),
    );
    expect(cast.actors).toHaveLength(4);
    expect(ids(cast)).toBe(3);
    play(cast, 1, 5, (t) => stageFrame(t, [person(2, standing())]));
    expect(cast.actors).toHaveLength(2);
  });

  test("stays alive for a moment without frames, then fades calmly, and comes back", () => {
    const cast = new Cast();
    const dancing = (t: number) => stageFrame(t, [person(1, standing())]);
    play(cast, 0, 1, dancing);
    play(cast, 1, 0.9 + FADE_AFTER, () => null);
    expect(cast.actors[0]?.presence).toBe(1);
    play(cast, 1 + FADE_AFTER, 5, () => null);
    expect(cast.actors[0]?.presence).toBeLessThan(0.05);
    expect(cast.sinceLastFrame(1005)).toBeCloseTo(4, 1);
    play(cast, 5, 6, dancing);
    expect(cast.actors[0]?.presence).toBeGreaterThan(0.9);
  });

  test("gives the light to the one whose turn it is", () => {
    const cast = new Cast();
    const turn = (who: "listening" | "answering") => (t: number) =>
      stageFrame(t, [{ ...person(1, standing(), standing({ x: 0.8 })), turn: who, progress: 0.5 }], {
        mode: "answer",
      });
    play(cast, 0, 3, turn("answering"));
    const [dancer, partner] = cast.actors;
    expect(dancer!.emphasis).toBeCloseTo(0.5, 2);
    expect(partner!.emphasis).toBeCloseTo(1, 2);
    expect([dancer!.progress, partner!.progress]).toEqual([0, expect.closeTo(0.5, 2)]);
    play(cast, 3, 6, turn("listening"));
    expect(dancer!.emphasis).toBeCloseTo(1, 2);
    expect(partner!.emphasis).toBeCloseTo(0.5, 2);
  });

  test("forgets the way of every figure when time begins anew", () => {
    const cast = new Cast();
    play(cast, 0, 2, (t) => stageFrame(t, [person(1, standing())]));
    expect(cast.actors[0]!.history.length).toBeGreaterThan(30);
    cast.receive(stageFrame(0, [person(1, standing())]), 1002.1);
    expect(cast.actors[0]!.history.length).toBe(1);
  });

  test("keeps its size over an hour of comings and goings", () => {
    const cast = new Cast();
    for (let i = 0; i < 1200; i++) {
      const now = i * 3;
      cast.receive(stageFrame(now, [person(i, standing())]), now);
      for (let tick = 0; tick < 5; tick++) cast.step(now + tick * 0.6);
    }
    expect(cast.actors.length).toBeLessThan(20);
  });
});
