import { expect, test } from "vitest";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import type { Figure } from "../../../shared/stage.ts";
import { STANDING, seenAt, swung } from "../../support/bodies.ts";
import { StageRun } from "../../support/stage-run.ts";
import { VelocityGenerator } from "../../support/velocity-generator.ts";
import { WALKING_GENERATOR } from "../../support/walking-generator.ts";

const dancing = (t: number) => [seenAt(swung(0.8 * Math.sin(3 * t)), 0.5)];
const standing = () => [seenAt(STANDING, 0.5)];

/** A phrase of 3 s, held until it is answered. */
async function answered(run: StageRun): Promise<void> {
  await run.dance(3, dancing);
  await run.dance(1.2, standing);
}

const heightOf = ({ image }: Figure) => image[17]!.y - image[0]!.y;

/** Metres that an answer walks in 1.5 s, once it has left her behind. */
async function walked(changes: ConstructorParameters<typeof StageRun>[0]): Promise<number> {
  const settings = { mode: "answer", answerLength: 9, partnerWander: 5, temperature: 0, ...changes } as const;
  const run = new StageRun(settings, WALKING_GENERATOR);
  await answered(run);
  const begin = freely((await run.lastOf(3, standing)).partner!.root.x);
  return freely((await run.lastOf(1.5, standing)).partner!.root.x) - begin;
}

/** How far it would be without the leash of 5 m. */
const freely = (x: number) => 5 * Math.atanh(x / 5);

test("temperature: at 0 all options are one, and the higher it is the more they differ", async () => {
  const spread = async (temperature: number) => {
    const run = new StageRun({ mode: "options", temperature, options: 6 }, WALKING_GENERATOR);
    await answered(run);
    const { options } = await run.lastOf(1.5, standing);
    const places = options.map(({ root }) => root.x);
    return Math.max(...places) - Math.min(...places);
  };
  const [none, some, much] = [await spread(0), await spread(1), await spread(2)];
  expect(none).toBe(0);
  expect(some).toBeGreaterThan(0.01);
  expect(much).toBeGreaterThan(1.5 * some);
});

test("answer length: as long as the phrase, or as set", async () => {
  const lasts = async (answerLength: number) => {
    const run = new StageRun({ mode: "answer", answerLength });
    await answered(run);
    return (await run.lastOf(0.1, standing)).phraseSeconds;
  };
  expect(await lasts(0)).toBeCloseTo(3, 0);
  expect(await lasts(7)).toBeCloseTo(7, 6);
  expect(await lasts(1)).toBeCloseTo(1, 6);
});

test("number of options: as many figures, grown as one batch, each within its cell", async () => {
  for (const options of [2, 9, 30]) {
    const generator = new VelocityGenerator();
    const run = new StageRun({ mode: "options", options }, generator);
    await answered(run);
    const person = await run.lastOf(0.1, standing);
    expect(person.options).toHaveLength(options);
    expect(Math.max(...generator.batches)).toBe(options);
    const { x, y, width, height } = person.grid!;
    for (const { image } of person.options) {
      expect(image).toHaveLength(JOINT_COUNT);
      for (const point of image) {
        expect(point!.x).toBeGreaterThan(x);
        expect(point!.x).toBeLessThan(x + width);
        expect(point!.y).toBeGreaterThan(y);
        expect(point!.y).toBeLessThan(y + height);
      }
    }
  }
});

test("tempo: the answer goes half as fast, or twice", async () => {
  const usual = await walked({ tempo: 1 });
  expect(usual).toBeCloseTo(0.45, 1);
  expect((await walked({ tempo: 0.5 })) / usual).toBeCloseTo(0.5, 1);
  expect((await walked({ tempo: 2 })) / usual).toBeCloseTo(2, 1);
});

test("tempo may change in the middle of an answer, which does not jump", async () => {
  const run = new StageRun({ mode: "answer", temperature: 0, partnerWander: 5 }, WALKING_GENERATOR);
  await answered(run);
  await run.dance(0.5, standing);
  run.ask({ command: "tempo", value: 2 });
  const places = (await run.dance(1, standing)).map(({ people: [person] }) => person!.partner!.root.x);
  const steps = places.slice(1).map((x, index) => x - places[index]!);
  expect(Math.max(...steps)).toBeLessThan(0.022);
  expect(steps.at(-1)! / steps[0]!).toBeGreaterThan(1.6);
});

test("mirror: her left is the partner's right", async () => {
  const raised = swung(1.4);
  const oneArm = () => [
    seenAt(
      STANDING.map((point, joint) => (point.x > 0 ? raised[joint]! : point)),
      0.5,
    ),
  ];
  const arms = async (mirror: boolean) => {
    const { live, partner } = await new StageRun({ mirror }).lastOf(4, oneArm);
    return [live, partner!].map(({ body }) => Math.sign(body[7]!.y - body[8]!.y));
  };
  const [own, other] = await arms(false);
  expect(other).toBe(own);
  const [again, mirrored] = await arms(true);
  expect(mirrored).toBe(-again!);
});

test("wander: however far the dance goes, the partner stays as near as it is to", async () => {
  const far = async (partnerWander: number) => {
    const run = new StageRun(
      { mode: "answer", answerLength: 20, temperature: 0, partnerWander },
      WALKING_GENERATOR,
    );
    await answered(run);
    const { live, partner } = await run.lastOf(12, standing);
    return partner!.root.x - live.root.x;
  };
  expect(await far(0)).toBeCloseTo(0, 6);
  expect(await far(0.5)).toBeLessThanOrEqual(0.5);
  expect(await far(0.5)).toBeGreaterThan(0.45);
  expect(await far(5)).toBeGreaterThan(2.5);
});

test("size: the partner is as much larger, and keeps the floor", async () => {
  const sized = async (partnerSize: number) => {
    const { partner } = await new StageRun({ partnerSize }).lastOf(2, standing);
    return { height: heightOf(partner!), feet: partner!.image[17]!.y };
  };
  const [own, half, twice] = [await sized(1), await sized(0.5), await sized(2)];
  expect(half.height / own.height).toBeCloseTo(0.5, 2);
  expect(twice.height / own.height).toBeCloseTo(2, 2);
  expect(half.feet).toBeCloseTo(own.feet, 2);
});

test("side and distance: as the audience sees it, which looks into a mirror", async () => {
  const beside = async (partnerSide: "left" | "right", partnerDistance: number) => {
    const { live, partner } = await new StageRun({ partnerSide, partnerDistance }).lastOf(2, standing);
    return ((partner!.centre.x - live.centre.x) * 16) / 9 / 0.4;
  };
  expect(await beside("left", 1.2)).toBeCloseTo(1.2, 1);
  expect(await beside("right", 1.2)).toBeCloseTo(-1.2, 1);
  expect(await beside("left", 0.5)).toBeCloseTo(0.5, 1);
});

test("every parameter may be changed while it runs, and each frame says what it is", async () => {
  const run = new StageRun();
  await run.dance(2, dancing);
  run.ask({ command: "partnerSize", value: 0.5 });
  run.ask({ command: "partnerSide", value: "right" });
  run.ask({ command: "look", value: "ink" });
  const [first] = await run.dance(0.1, standing);
  expect(first!.parameters).toMatchObject({ partnerSize: 0.5, partnerSide: "right", look: "ink", tempo: 1 });
  const person = await run.lastOf(4, standing);
  expect(heightOf(person.partner!) / heightOf(person.live)).toBeCloseTo(0.5, 1);
  expect(person.partner!.centre.x).toBeLessThan(person.live.centre.x);
});

test("a blend changes the dance while it runs, smoothly, and by its weights", async () => {
  const blended = (stride: number) =>
    walked({
      blend: [
        { style: "amble", weight: 2 * (1 - stride) },
        { style: "stride", weight: 2 * stride },
      ],
    });
  const walks = [await blended(0), await blended(0.5), await blended(1)];
  expect(walks[1]! / walks[0]!).toBeCloseTo(2, 1);
  expect(walks[2]! / walks[0]!).toBeCloseTo(3, 1);

  const slow = [{ style: "amble", weight: 1 }];
  const settings = {
    mode: "answer",
    temperature: 0,
    partnerWander: 5,
    answerLength: 9,
    blend: slow,
  } as const;
  const run = new StageRun(settings, WALKING_GENERATOR);
  await answered(run);
  await run.dance(1, standing);
  run.ask({
    command: "blend",
    value: [
      { style: "stride", weight: 1 },
      { style: "unheard-of", weight: 9 },
    ],
  });
  const shown = await run.dance(3, standing);
  const places = shown.map(({ people: [person] }) => freely(person!.partner!.root.x));
  const steps = places.slice(1).map((x, index) => x - places[index]!);
  const changes = steps.slice(1).map((step, index) => Math.abs(step - steps[index]!));
  expect(Math.max(...changes)).toBeLessThan(0.003);
  expect(steps.at(-1)).toBeCloseTo(0.03, 3);
  expect(shown.at(-1)!.blend).toHaveLength(2);
});
