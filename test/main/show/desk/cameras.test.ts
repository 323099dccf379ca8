import { expect, test } from "vitest";
import { cameraRequests } from "../../../../main/show/desk/cameras.ts";
import { answerRequests, type DeskHandlers } from "../../../../main/show/desk/requests.ts";
import { findCamera } from "../../../../shared/cameras.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { writtenLog } from "../../../support/written-log.ts";

function desk(labels: readonly string[]) {
  let wanted: string | null = null;
  const handlers = cameraRequests({
    cameras: () => labels.map((label) => ({ label, used: false, fault: null })),
    wanted: () => wanted,
    prefer: (camera) => {
      wanted = camera;
    },
  });
  const answer = answerRequests(handlers as DeskHandlers, writtenLog(new SteppedClock()).log);
  return {
    choose: (ask: unknown) => answer({ tag: "request", id: 1, name: "cameras/choose", ask }),
    wanted: () => wanted,
  };
}

test("the camera that is chosen is preferred, by its name", async () => {
  const { choose, wanted } = desk(["Built in", "USB Camera"]);
  expect(await choose({ label: "USB Camera", number: 2 })).toEqual({ tag: "reply", id: 1, answer: null });
  expect(wanted()).toBe("USB Camera");
});

test("chosen again, it is said otherwise, so that a page that went on by its key comes back", async () => {
  const labels = ["Built in", "USB Camera"];
  const { choose, wanted } = desk(labels);
  const said: (string | null)[] = [];
  for (let time = 0; time < 3; time++) {
    await choose({ label: "USB Camera", number: 2 });
    said.push(wanted());
  }
  expect(said.map((one) => findCamera(labels, one!))).toEqual([1, 1, 1]);
  expect(new Set(said).size).toBe(2);
});

test("two cameras of one name, one without a name and one that is a number are told apart by their place", async () => {
  const { choose, wanted } = desk(["Cam", "Cam", "", "1"]);
  for (const [number, label] of [
    [2, "Cam"],
    [3, ""],
    [4, "1"],
  ]) {
    await choose({ label, number });
    expect(wanted()).toBe(String(number));
  }
});

test("a camera that is not in the list, and what is no choice, are refused", async () => {
  const { choose, wanted } = desk(["Built in"]);
  for (const ask of [
    { label: "Other", number: 1 },
    { label: "Built in", number: 2 },
    { label: "Built in" },
    null,
  ])
    expect(await choose(ask)).toMatchObject({ refused: expect.stringContaining("expected") });
  expect(wanted()).toBeNull();
});
