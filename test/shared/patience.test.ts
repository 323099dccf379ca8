import { expect, test } from "vitest";
import { Patience } from "../../shared/patience.ts";

const LEAST = 2;
const MOST = 12;

/** After something that came at these times. */
function after(...times: number[]): Patience {
  const patience = new Patience({ least: LEAST, most: MOST });
  for (const t of times) patience.arrived(t);
  return patience;
}

test("what comes quickly is not waited for longer than the least", () => {
  expect(after().limit).toBe(LEAST);
  expect(after(10, 10.03, 10.07, 10.1).limit).toBe(LEAST);
});

test("what comes slowly is waited for as long again, up to the most", () => {
  expect(after(10, 13).limit).toBe(6);
  expect(after(10, 13, 13.1, 13.2).limit).toBe(6);
  expect(after(10, 20).limit).toBe(MOST);
});

test("what was away for longer than the most was not slow", () => {
  expect(after(10, 40).limit).toBe(LEAST);
});

test("a long gap is forgotten after some minutes", () => {
  const patience = after(10, 13);
  for (let t = 13; t < 290; t++) patience.arrived(t);
  expect(patience.limit).toBe(6);
  for (let t = 290; t < 700; t++) patience.arrived(t);
  expect(patience.limit).toBe(LEAST);
});

test("a silence that had another cause says nothing", () => {
  const patience = after(10);
  patience.interrupted();
  patience.arrived(100);
  expect(patience.limit).toBe(LEAST);
});

test("before it is known how fast things come they are waited for a little longer", () => {
  const patience = new Patience({ least: LEAST, most: MOST, atFirst: 5 });
  for (const t of [1, 1.1, 1.2, 1.3]) {
    expect(patience.limit).toBe(5);
    patience.arrived(t);
  }
  patience.arrived(1.4);
  expect(patience.limit).toBe(LEAST);
});

test("what was given up teaches patience, unless nothing had come at all", () => {
  const patience = after();
  patience.gaveUp(3);
  expect(patience.limit).toBe(LEAST);
  patience.arrived(10);
  patience.gaveUp(12.5);
  expect(patience.limit).toBe(5);
  patience.arrived(20);
  expect(patience.limit).toBe(5);
});
