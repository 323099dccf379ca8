import { expect, test } from "vitest";
import { giveawaysOf } from "../../../../main/learn/evaluate/giveaways.ts";
import { drawGiveaways } from "../../../../main/learn/evaluate/giveaways-picture.ts";
import { clipOf } from "../../../../main/motion/clip.ts";
import { DESCRIPTION_COLUMNS, describe } from "../../../../main/motion/features/description.ts";
import { sineDance } from "../../../support/dances.ts";

const dance = sineDance({ seconds: 2 });
const description = describe(clipOf(dance), 30);
const columnsOf = (what: string) =>
  DESCRIPTION_COLUMNS.flatMap((column, index) => (column.what === what ? [index] : []));

test("each number of a description has its words, and left and right have the same", () => {
  expect(DESCRIPTION_COLUMNS).toHaveLength(description.length);
  expect(columnsOf("wrist speed")).toHaveLength(2);
  expect(columnsOf("upper arm outwards, variation")).toHaveLength(2);
  expect(columnsOf("nose acceleration")).toHaveLength(1);
  expect(columnsOf("toe speed, variation")).toHaveLength(2);
  // Arms hang down; hips are nine tenths of a metre high, on legs of about as much.
  for (const column of columnsOf("forearm upwards")) expect(description[column]).toBeLessThan(0);
  for (const column of columnsOf("height of the hips")) expect(description[column]).toBeCloseTo(1, 0);
});

test("speeds are told in legs a second, and outwards is outwards on both sides", () => {
  const [left, right] = columnsOf("upper arm outwards") as [number, number];
  const signs = [left, right].map((column) =>
    Math.sign(DESCRIPTION_COLUMNS[column]!.sign * description[column]!),
  );
  expect(signs).toEqual([1, 1]);
  const [wrist] = columnsOf("wrist speed") as [number];
  expect(DESCRIPTION_COLUMNS[wrist]!.inUnit(Math.log1p(2.5))).toBeCloseTo(2.5, 9);
  const [varied] = columnsOf("wrist speed, variation") as [number];
  expect(DESCRIPTION_COLUMNS[varied]!.inUnit(Math.log(3))).toBeCloseTo(3, 9);
});

test("the feature that makes the distance is named, with its means in its unit", async () => {
  const terms = new Float64Array(description.length);
  const model = description.slice();
  for (const column of columnsOf("ankle speed")) {
    terms[column] = 2;
    model[column] = Math.log1p(0.5);
  }
  const [height] = columnsOf("height of the hips") as [number];
  terms[height] = 1;
  const [first, second] = giveawaysOf({ terms, model, real: description });
  expect(first).toMatchObject({ feature: "ankle speed", unit: "legs/s", share: 0.8 });
  expect(first!.model).toBeCloseTo(0.5, 9);
  expect(second).toMatchObject({ feature: "height of the hips", share: 0.2 });
  const svg = await drawGiveaways("first & <last>", giveawaysOf({ terms, model, real: description }));
  expect(svg).toContain("ankle speed");
  expect(svg).toContain("0.50 legs/s, real ");
  expect(svg).not.toContain("<last>");
  expect(svg).not.toContain("beat");
});

test("below them a curve each tells where in the music's beat the body's beats fall", async () => {
  const shares = [0.4, 0.2, 0.1, 0, 0, 0, 0.1, 0.2];
  const phases = [
    { name: "model", isHeard: true, shares },
    { name: "real", isHeard: false, shares },
  ];
  const found = giveawaysOf({
    terms: new Float64Array(description.length).fill(1),
    model: description,
    real: description,
  });
  const svg = await drawGiveaways("first", found, { own: 0, fitted: 9, phases });
  for (const text of ["What tells first", "Where in the music", "model, music heard", ">real<"])
    expect(svg).toContain(text);
});
