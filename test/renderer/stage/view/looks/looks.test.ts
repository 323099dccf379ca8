import { describe, expect, test } from "vitest";
import { Actor, type ActorRole } from "../../../../../renderer/stage/view/cast/actor.ts";
import { FigurePen } from "../../../../../renderer/stage/view/figure/figure-pen.ts";
import { drawHalo } from "../../../../../renderer/stage/view/looks/line/halo.ts";
import { AURA } from "../../../../../renderer/stage/view/looks/line/palette.ts";
import { drawTrail } from "../../../../../renderer/stage/view/looks/line/trail.ts";
import type { LookRenderer } from "../../../../../renderer/stage/view/looks/look.ts";
import { LOOK_RENDERERS } from "../../../../../renderer/stage/view/looks/looks.ts";
import {
  BRUSH,
  STROKE_LENGTH,
  StrokeBuffer,
} from "../../../../../renderer/stage/view/strokes/stroke-buffer.ts";
import { LOOK_NAMES } from "../../../../../shared/commands/parameters.ts";
import { J } from "../../../../../shared/skeleton.ts";
import type { Figure } from "../../../../../shared/stage.ts";
import { COLOUR_VISION, difference } from "../../../support/colour-vision.ts";
import { standing, without } from "../../../support/figures.ts";

const ASPECT = 16 / 9;

function actorOf(role: ActorRole, seconds: number, figure: (t: number) => Figure): Actor {
  const actor = new Actor(role);
  for (let i = 0; i <= seconds * 30; i++) {
    actor.update(figure(i / 30), i / 30, ASPECT, 1);
    actor.step(1 / 30, i / 30, true);
  }
  return actor;
}

/** Everything with an edge. */
function draw(look: LookRenderer, actor: Actor, now: number): StrokeBuffer {
  const lines = new StrokeBuffer();
  look.draw(actor, { pen: new FigurePen(), lines, soft: new StrokeBuffer(), now, playoutTime: now });
  return lines;
}

function strokesOf(strokes: StrokeBuffer) {
  return Array.from({ length: strokes.count }, (_, i) => {
    const [ax, ay, aRadius, aLight, bx, by, bRadius, bLight, , , , , brush, p, q, r] = strokes.data.slice(
      i * STROKE_LENGTH,
      (i + 1) * STROKE_LENGTH,
    );
    return { ax, ay, aRadius, aLight, bx, by, bRadius, bLight, brush, p, q, r } as Record<string, number>;
  });
}

const EVERY = LOOK_NAMES.flatMap((look) => (["dancer", "partner"] as const).map((role) => ({ look, role })));

describe.each(EVERY)("the $role in $look", ({ look: name, role }) => {
  const look = LOOK_RENDERERS[name];

  test("is made of finite strokes of positive width, near the body", () => {
    for (const stroke of strokesOf(
      draw(
        look,
        actorOf(role, 2, () => standing()),
        2,
      ),
    )) {
      expect(Object.values(stroke).every(Number.isFinite)).toBe(true);
      expect(stroke.aRadius! + stroke.bRadius!).toBeGreaterThan(0);
      expect(stroke.ax).toBeGreaterThan(0.4);
      expect(stroke.ax).toBeLessThan(1.4);
    }
  });

  test("draws nothing of a hand that is not seen, and the rest all the same", () => {
    const lowest = (figure: Figure) => {
      const drawn = strokesOf(
        draw(
          look,
          actorOf(role, 2, () => figure),
          2,
        ),
      ).filter(({ brush, by }) => brush !== BRUSH.crescent && by! < 0.55 + 0.4 * 0.3);
      // Left of the trunk there is only the left arm, which hangs down.
      const arm = drawn.filter(({ bx }) => bx! < ASPECT / 2 - 0.4 * 0.2);
      return { arm: Math.max(...arm.map(({ by }) => by!)), count: drawn.length };
    };
    const whole = lowest(standing());
    const handless = lowest(without(standing(), "left_wrist", "left_index"));
    expect(whole.arm).toBeGreaterThan(0.55 + 0.4 * 0.12);
    expect(handless.arm).toBeLessThan(0.55 + 0.4 * 0.02);
    expect(handless.count).toBeGreaterThan(whole.count / 2);
  });

  test("is drawn with a figure that falls together in one point", () => {
    const figure = standing();
    const point = { ...figure, image: figure.image.map(() => ({ x: 0.5, y: 0.5, score: 1 })) };
    for (const stroke of strokesOf(
      draw(
        look,
        actorOf(role, 1, () => point),
        1,
      ),
    )) {
      expect(Object.values(stroke).every(Number.isFinite)).toBe(true);
    }
  });

  test("has a head whose outline is thick on the side where the face looks", () => {
    const turned = (side: 1 | -1): Figure => {
      const figure = standing();
      return {
        ...figure,
        image: figure.image.map((point, joint) =>
          point && joint === 0 ? { ...point, x: point.x + side * 0.06 } : point,
        ),
      };
    };
    const looking = (side: 1 | -1) => {
      const strokes = strokesOf(
        draw(
          look,
          actorOf(role, 1, () => turned(side)),
          1,
        ),
      );
      const rim = strokes.find(({ brush }) => brush === BRUSH.crescent);
      if (rim) return -rim.q!;
      const head = strokes.filter(({ ay }) => ay! < 0.55 - 0.4 * 0.6);
      const light = head.reduce((sum, { aLight }) => sum + aLight!, 0);
      return head.reduce((sum, { ax, aLight }) => sum + ax! * aLight!, 0) / light - ASPECT / 2;
    };
    // Towards larger x of the picture is towards the left of the mirrored stage.
    expect(looking(1)).toBeLessThan(-1e-3);
    expect(looking(-1)).toBeGreaterThan(1e-3);
  });

  test("grows fainter with falling scores, and gradually", () => {
    const light = (score: (t: number) => number, seconds: number) =>
      strokesOf(
        draw(
          look,
          actorOf(role, seconds, (t) => standing({ score: score(t) })),
          seconds,
        ),
      ).reduce((sum, { aLight }) => sum + aLight!, 0);
    const sure = light(() => 1, 3);
    expect(light((t) => (t < 2 ? 1 : 0.35), 3)).toBeLessThan(0.75 * sure);
    expect(light((t) => (t < 2 ? 1 : 0.35), 2.04)).toBeGreaterThan(0.75 * sure);
  });

  test("shows on the floor which foot is loaded", () => {
    const pressed = (side: number) => {
      const soft = new StrokeBuffer();
      const lines = new StrokeBuffer();
      const lifted = (t: number): Figure => {
        const figure = standing();
        const high = t > 0.5 ? 0.15 : 0;
        const raise = (joint: number) => joint >= J.left_knee && joint % 2 === (side > 0 ? 0 : 1);
        return {
          ...figure,
          image: figure.image.map((point, joint) =>
            point && raise(joint) ? { ...point, y: point.y - high } : point,
          ),
        };
      };
      const actor = actorOf(role, 2, lifted);
      for (let i = 0; i < 120; i++) actor.floor.step(1 / 60, [actor]);
      look.draw(actor, { pen: new FigurePen(), lines, soft, now: 2, playoutTime: 2 });
      const floor = [...strokesOf(soft), ...strokesOf(lines)].filter(
        ({ ay, brush }) => Math.abs(ay! - actor.floor.y) < 0.03 && brush !== BRUSH.crescent,
      );
      const light = floor.reduce((sum, { aLight }) => sum + aLight!, 0);
      return floor.reduce((sum, { ax, aLight }) => sum + (ax! - ASPECT / 2) * aLight!, 0) / light;
    };
    // Her left stands to the left on the mirrored stage; joints of the left have odd numbers.
    expect(pressed(1)).toBeLessThan(pressed(-1) - 0.01);
  });
});

test("dancer and partner are told apart by people with any kind of colour vision, in every look", () => {
  for (const name of LOOK_NAMES) {
    for (const [kind, seen] of Object.entries(COLOUR_VISION)) {
      const [dancer, partner] = [
        seen(LOOK_RENDERERS[name].marks.dancer),
        seen(LOOK_RENDERERS[name].marks.partner),
      ];
      expect(difference(dancer, partner), `${name}, ${kind}`).toBeGreaterThan(25);
    }
  }
});

describe("the dancer's lines", () => {
  test("taper from the trunk to the ends", () => {
    const drawn = strokesOf(
      draw(
        LOOK_RENDERERS.line,
        actorOf("dancer", 2, () => standing()),
        2,
      ),
    ).filter(({ brush }) => brush === BRUSH.solid);
    const radiusAt = (y: number) =>
      drawn
        .filter(({ ax, ay }) => ax! < ASPECT / 2 && Math.abs(ay! - y) < 0.02)
        .map(({ aRadius }) => aRadius!);
    const [hip, knee, ankle] = [0.02, 0.42, 0.78].map((down) => Math.max(...radiusAt(0.55 + 0.4 * down)));
    expect(hip!).toBeGreaterThan(knee! * 1.2);
    expect(knee!).toBeGreaterThan(ankle! * 1.2);
  });
});

describe("the trail", () => {
  const trail = (figure: (t: number) => Figure, role: ActorRole = "partner") => {
    const strokes = new StrokeBuffer();
    drawTrail(new FigurePen(), actorOf(role, 2, figure), 2, strokes);
    return strokesOf(strokes);
  };
  const light = (strokes: ReturnType<typeof trail>) => strokes.reduce((sum, { bLight }) => sum + bLight!, 0);

  test("is left by a partner that moves; one that stands still leaves no trail", () => {
    const moving = trail((t) => standing({ x: 0.3 + 0.15 * t }));
    const still = trail(() => standing());
    const spread = (strokes: typeof still) =>
      Math.max(...strokes.map(({ bx }) => bx!)) - Math.min(...strokes.map(({ bx }) => bx!));
    expect(moving.length).toBeGreaterThan(still.length * 1.5);
    expect(spread(moving)).toBeGreaterThan(spread(still) + 0.1);
  });

  test("fades with age: what is farther back has less light", () => {
    const moving = trail((t) => standing({ x: 0.3 + 0.15 * t }));
    // The figure moves to the left of the mirrored stage; to the right lies the past.
    const middle = (Math.max(...moving.map(({ bx }) => bx!)) + Math.min(...moving.map(({ bx }) => bx!))) / 2;
    expect(light(moving.filter(({ bx }) => bx! < middle))).toBeGreaterThan(
      light(moving.filter(({ bx }) => bx! > middle)) * 1.5,
    );
  });

  test("is shorter behind the dancer", () => {
    const move = (t: number) => standing({ x: 0.3 + 0.15 * t });
    expect(light(trail(move, "dancer"))).toBeLessThan(light(trail(move)) / 3);
  });
});

test("the halo grows lighter with energy", () => {
  const haloOf = (energy: number) => {
    const strokes = new StrokeBuffer();
    const pen = new FigurePen();
    pen.begin(actorOf("dancer", 1, () => standing()));
    drawHalo(pen, AURA.dancer, energy, strokes);
    return strokesOf(strokes)[0]!.aLight!;
  };
  expect(haloOf(1)).toBeGreaterThan(haloOf(0) * 1.5);
  expect(haloOf(100)).toBeLessThan(haloOf(1) * 1.2);
});
