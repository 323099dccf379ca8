import { describe, expect, test } from "vitest";
import { SIGNAL_NAMES, type SignalName, type SignalValues } from "../../../../main/motion/signals/signal.ts";
import { SignalMeter } from "../../../../main/motion/signals/signal-meter.ts";
import { J } from "../../../../shared/skeleton.ts";
import { MODES, type StagePerson } from "../../../../shared/stage.ts";
import { bodily, body, dancer, swaying } from "../../../support/dance.ts";
import { figure, stageFrame } from "../../../support/stage-frames.ts";

/** The signals after these people, a frame each at 30 a second. */
function lastOf(...people: readonly StagePerson[]): SignalValues {
  const meter = new SignalMeter();
  const frames = people.map((person, n) => meter.measure(stageFrame(n, { people: [person] }), person));
  return frames.at(-1)!;
}

const standing = dancer(bodily(body()));
const measured = (name: SignalName, person: StagePerson) => lastOf(standing, standing, person)[name];

describe("a shape", () => {
  test("upright is light, and hips at the height of the knees are heavy", () => {
    expect(measured("weight", standing)).toBeCloseTo(0, 1);
    const feet = { left_ankle: [0.2, -0.3], right_ankle: [-0.2, -0.3] } as const;
    const toes = { left_foot_index: [0.2, -0.35], right_foot_index: [-0.2, -0.35] } as const;
    expect(measured("weight", dancer(bodily(body({ ...feet, ...toes }))))).toBeGreaterThan(0.55);
  });

  test("an arm held up is as high as it goes", () => {
    const up = body({ left_wrist: [0.2, 1.05], left_index: [0.2, 1.2] });
    expect(measured("height", standing)).toBeLessThan(0.82);
    expect(measured("height", dancer(bodily(up)))).toBeGreaterThan(0.93);
  });

  test("arms and legs apart are spread", () => {
    const wide = body({
      ...{ left_wrist: [0.75, 0.5], right_wrist: [-0.75, 0.5] },
      ...{ left_ankle: [0.4, -0.7], right_ankle: [-0.4, -0.7] },
    });
    expect(measured("spread", standing)).toBeLessThan(0.25);
    expect(measured("spread", dancer(bodily(wide)))).toBeGreaterThan(0.9);
  });

  test("is symmetrical when left mirrors right, whichever way the dancer faces", () => {
    const turned = body().map(({ x, y }) => ({ x: 0, y, z: x }));
    expect(measured("symmetry", standing)).toBeCloseTo(1, 5);
    expect(measured("symmetry", dancer(bodily(turned)))).toBeCloseTo(1, 5);
    const lopsided = body({ left_wrist: [0.9, 0.5], left_elbow: [0.5, 0.5], left_index: [1, 0.5] });
    expect(measured("symmetry", dancer(bodily(lopsided)))).toBeLessThan(0.7);
  });
});

test("a detector without hands and feet gives all signals of the body, and of the partner beside it", () => {
  const lacking = [J.left_index, J.right_index, J.left_foot_index, J.right_foot_index];
  const coco = (x: number) => {
    const whole = bodily(body({ left_wrist: [x, 0.5] }));
    const without = <P>(joints: readonly P[]) =>
      joints.map((joint, j) => (lacking.includes(j) ? null : joint));
    return { ...whole, body: without(whole.body), image: without(whole.image) };
  };
  const partner = bodily(body());
  const seen = lastOf(...[0.3, 0.5, 0.7].map((x) => ({ ...dancer(coco(x)), partner })));
  expect(seen.spread).toBeGreaterThan(0);
  expect(seen.height).toBeGreaterThan(0.5);
  expect(seen.agreement).toBeGreaterThan(0.5);
  expect(seen.novelty).toBeGreaterThan(0);
  expect(seen.novelty).toBeLessThan(1);
});

describe("movement", () => {
  test("energy grows with speed up to 1, and stillness falls", () => {
    const moving = (energy: number) => lastOf(dancer(bodily(body(), { energy })));
    expect(moving(0)).toMatchObject({ energy: 0, stillness: 1 });
    expect(moving(0.6).energy).toBeCloseTo(0.5, 5);
    expect(moving(0.6).stillness).toBeLessThan(0.01);
    expect(moving(5).energy).toBe(1);
  });

  test.each([
    ["right", 1, 0, 0],
    ["away from the camera", 0, -1, 0.25],
    ["left", -1, 0, 0.5],
    ["towards the camera", 0, 1, 0.75],
  ])("one metre a second to the %s is half the speed, and that direction", (_, x, z, direction) => {
    const walk = Array.from({ length: 90 }, (_unused, n) =>
      dancer(bodily(body(), { root: { x: (x * n) / 30, y: 0.89, z: (z * n) / 30 } })),
    );
    const signals = lastOf(...walk);
    expect(signals.travel).toBeCloseTo(0.5, 1);
    expect(signals.direction).toBeCloseTo(direction, 2);
  });

  test.each([60, 90, 120, 150])("a body that swells %i times a minute has that tempo, clearly", (beats) => {
    const meter = new SignalMeter();
    let signals: SignalValues | null = null;
    let [wrong, looked] = [0, 0];
    for (let n = 0; n < 600; n++) {
      const beat = (n / 60) * (beats / 60);
      const person = dancer(bodily(body(), { energy: 0.5 + 0.4 * Math.cos(2 * Math.PI * beat) }));
      signals = meter.measure(stageFrame(n, { t: n / 60, people: [person] }), person);
      if (n < 480) continue;
      looked++;
      const off = Math.abs(signals.phase - (beat % 1));
      wrong += Math.min(off, 1 - off) > 0.1 ? 1 : 0;
    }
    expect(40 + 160 * signals!.tempo).toBeCloseTo(beats, -0.5);
    expect(signals!.pulse).toBeGreaterThan(0.8);
    expect(wrong / looked).toBeLessThan(0.05);
  });

  test("six who came together look for their tempo one after the other, never two in one frame", () => {
    const meters = Array.from({ length: 6 }, (_, place) => ({
      ...{ meter: new SignalMeter(place + 1), pulse: 0, looks: 0 },
    }));
    for (let n = 0; n < 300; n++) {
      const person = dancer(bodily(body(), { energy: 0.5 + 0.4 * Math.cos(n / 5 + n * n * 1e-4) }));
      const frame = stageFrame(n, { t: n / 30, people: [person] });
      const looked = meters.filter((one) => {
        const { pulse } = one.meter.measure(frame, person);
        const changed = pulse !== one.pulse;
        if (changed) one.looks++;
        one.pulse = pulse;
        return changed;
      });
      expect(looked.length).toBeLessThanOrEqual(1);
    }
    for (const { looks } of meters) expect(looks).toBeGreaterThan(20);
  });

  test("somebody who does not move has no pulse", () => {
    const still = Array.from({ length: 300 }, () => standing);
    expect(lastOf(...still).pulse).toBe(0);
  });
});

describe("dancer and partner", () => {
  const together = (partner: StagePerson["partner"]) => lastOf(standing, dancer(bodily(body()), { partner }));

  test("in the same pose agree, and nothing is new", () => {
    expect(together(bodily(body()))).toMatchObject({ agreement: 1, novelty: 0 });
  });

  test("in other poses disagree, and what the dancer never did is new", () => {
    const lying = body().map(({ x, y }) => ({ x: y, y: x - 0.8, z: 0 }));
    const signals = together(bodily(lying));
    expect(signals.agreement).toBeLessThan(0.2);
    expect(signals.novelty).toBe(1);
  });

  test("are as far apart as the stage shows them", () => {
    const aside = (share: number) =>
      together(bodily(body(), { centre: { x: 0.5 + share, y: 0.55 } })).distance;
    expect(aside(0)).toBeCloseTo(0, 5);
    // 0.2 of a picture that is 2.5 m high and 16:9 are 0.89 m, which is about half a body height.
    expect(aside(0.2)).toBeCloseTo(0.89 / (2 * 1.72), 1);
    expect(together(null).distance).toBe(1);
  });

  test("take turns", () => {
    const answering = lastOf(dancer(bodily(body()), { turn: "answering", progress: 0.75 }));
    expect(answering).toMatchObject({ turn: 1, progress: 0.75, mode: 0 });
  });
});

test("each mode is the value that consoles are programmed to", () => {
  const programmed = {
    shadow: 0,
    archive: 0.125,
    answer: 0.25,
    options: 0.5,
    practise: 0.625,
    echo: 0.75,
    duet: 1,
  };
  const values = MODES.map((mode) => [
    mode,
    new SignalMeter().measure(stageFrame(0, { mode, people: [standing] }), standing).mode,
  ]);
  expect(Object.fromEntries(values)).toEqual(programmed);
});

test("whatever the engine makes of it, every signal is a number from 0 to 1", () => {
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY, -1e9, 1e9]) {
    const meter = new SignalMeter();
    const broken = figure(1, {
      body: body().map((point) => ({ ...point, y: number })),
      root: { x: number, y: number, z: number },
      centre: { x: number, y: number },
      energy: number,
    });
    for (let n = 0; n < 300; n++) {
      const person = dancer(broken, { partner: broken, progress: number });
      const frame = n % 2 ? swaying(n, 1) : stageFrame(n, { people: [person] });
      const signals = meter.measure(frame, frame.people[0]!);
      for (const name of SIGNAL_NAMES) {
        if (Number.isNaN(signals[name])) continue;
        expect(signals[name], name).toBeGreaterThanOrEqual(0);
        expect(signals[name], name).toBeLessThanOrEqual(1);
      }
    }
    const sound = swaying(301, 1);
    const signals = meter.measure(sound, sound.people[0]!);
    for (const name of SIGNAL_NAMES) expect(signals[name], name).not.toBeNaN();
  }
});

test("a source that begins again leaves the signals sound", () => {
  const meter = new SignalMeter();
  for (let n = 0; n < 400; n++) {
    const frame = swaying(n % 150, 1);
    const signals = meter.measure(frame, frame.people[0]!);
    expect(signals.travel).toBeLessThan(0.8);
  }
});
