import { expect, test } from "vitest";
import { DeskGate } from "../../../../main/link/desk/gate.ts";
import { SteppedClock } from "../../../../shared/clock.ts";

const TOKEN = "right-token-of-22-char";

function gate() {
  const clock = new SteppedClock(100);
  const told: string[] = [];
  const made = new DeskGate({ clock, token: () => TOKEN, tellOperator: (line) => told.push(line) });
  return { clock, told, gate: made };
}

test("the right token comes in, none and a wrong one do not, and only the wrong one is told", () => {
  const { gate: desk, told } = gate();
  expect(desk.judge("10.0.0.7", TOKEN)).toBe("in");
  expect(desk.judge("10.0.0.7", null)).toBe("without");
  expect(told).toEqual([]);
  for (const wrong of ["", "right-token-of-22-chaR", `${TOKEN}x`, "x".repeat(10_000)])
    expect(desk.judge("10.0.0.7", wrong)).toBe("wrong");
  expect(told).toHaveLength(4);
  expect(new Set(told)).toEqual(
    new Set(["10.0.0.7 was refused at the desk: its link is wrong, or was renewed since"]),
  );
});

test("whoever guesses gets ten guesses, then one in two seconds; even the right one is not looked at in between", () => {
  const { gate: desk, clock } = gate();
  const guesses = Array.from({ length: 1000 }, () => desk.judge("10.0.0.9", "guess"));
  expect(guesses.filter((verdict) => verdict === "wrong")).toHaveLength(10);
  expect(desk.judge("10.0.0.9", TOKEN)).toBe("wait");
  let looked = 0;
  for (let second = 0; second < 100; second++) {
    clock.moveTo(clock.now() + 1);
    for (let n = 0; n < 10; n++) if (desk.judge("10.0.0.9", "guess") === "wrong") looked++;
  }
  expect(looked).toBe(50);
  clock.moveTo(clock.now() + 2);
  expect(desk.judge("10.0.0.9", TOKEN)).toBe("in");
});

test("guesses from many addresses are slowed down together, and a desk that was let in before stays in", () => {
  const { gate: desk, clock } = gate();
  expect(desk.judge("10.0.0.7", TOKEN)).toBe("in");
  let looked = 0;
  for (let n = 0; n < 5000; n++) if (desk.judge(`10.1.${n >> 8}.${n & 255}`, "guess") === "wrong") looked++;
  expect(looked).toBe(40);
  expect(desk.judge("10.0.0.8", TOKEN)).toBe("wait");
  expect(desk.judge("10.0.0.7", TOKEN)).toBe("in");
  clock.moveTo(clock.now() + 1);
  expect(desk.judge("10.0.0.8", TOKEN)).toBe("in");
});
