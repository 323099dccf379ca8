import { expect, test } from "vitest";
import { DetectorChoice, fasterPlace } from "../../../../main/process/detector/detector-choice.ts";

function measured(engine: number): DetectorChoice {
  const choice = new DetectorChoice("auto", () => {});
  for (let frame = 0; frame < 30; frame++) choice.engineTook(engine, frame / 30);
  return choice;
}

test("the faster one that meets the budget is chosen", () => {
  expect(fasterPlace(20, 400)).toBe("engine");
  expect(fasterPlace(45, 12)).toBe("page");
  expect(fasterPlace(20, 12)).toBe("page");
});

test("where both are too slow the faster is chosen, and equals go to the engine", () => {
  expect(fasterPlace(60, 315)).toBe("engine");
  expect(fasterPlace(90, 50)).toBe("page");
  expect(fasterPlace(20, 20)).toBe("engine");
});

test("the engine is measured first, then the page for two reports", () => {
  const choice = new DetectorChoice("auto", () => {});
  expect(choice.place).toBe("engine");
  for (let frame = 0; frame < 29; frame++) choice.engineTook(24, 0);
  expect(choice.place).toBe("engine");
  choice.engineTook(24, 1);
  expect(choice.place).toBe("page");
  choice.pageTook(null, 2);
  choice.pageTook(330, 3);
  expect(choice.measuring).toBe("page");
  choice.pageTook(320, 4);
  expect(choice.measuring).toBeNull();
  expect(choice.place).toBe("engine");
  expect(choice.describe()).toBe("poses are found in the engine (measured: engine 24 ms, page 320 ms)");
});

test("a page whose first report is slow and whose next is fast is taken at its best", () => {
  const choice = measured(28);
  choice.pageTook(150, 2);
  choice.pageTook(9, 3);
  expect(choice.place).toBe("page");
});

test("a page that does not get ready in time is not waited for", () => {
  const choice = measured(28);
  for (let now = 2; now < 20; now++) choice.pageTook(null, now);
  expect(choice.place).toBe("engine");
  expect(choice.describe()).toContain("page no answer in time");
});

test("a page that leaves while it is measured leaves the engine to it", () => {
  const choice = measured(28);
  choice.pageLeft();
  expect(choice.measuring).toBeNull();
  expect(choice.place).toBe("engine");
});

test("a place that was set is not measured", () => {
  for (const place of ["engine", "page"] as const) {
    const choice = new DetectorChoice(place, () => {
      throw new Error("nothing changes");
    });
    for (let frame = 0; frame < 60; frame++) choice.engineTook(500, frame);
    choice.pageTook(500, 60);
    choice.pageLeft();
    expect([choice.place, choice.measuring]).toEqual([place, null]);
  }
});

test("each change is told once: when the page's turn comes, and when it is settled", () => {
  const places: string[] = [];
  const choice: DetectorChoice = new DetectorChoice("auto", () => {
    places.push(`${choice.place}, measuring ${choice.measuring}`);
  });
  for (let frame = 0; frame < 60; frame++) choice.engineTook(24, 0);
  for (let second = 0; second < 5; second++) choice.pageTook(9, second);
  expect(places).toEqual(["page, measuring page", "page, measuring null"]);
});
