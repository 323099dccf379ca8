import { expect, test } from "vitest";
import { FlashGuard } from "../../../renderer/stage/flash-guard.ts";

test("a blackout that is switched at once is shown at once, and its last state is never lost", () => {
  const guard = new FlashGuard();
  expect(guard.update(true, 5)).toBe(true);
  expect(guard.update(false, 5.05)).toBe(true);
  expect(guard.update(false, 5.2)).toBe(false);
});

test("however fast it is switched, no second has more than three flashes", () => {
  for (const rate of [4, 7, 10, 15, 25, 50]) {
    const guard = new FlashGuard();
    const changes: number[] = [];
    let shown = false;
    for (let t = 0; t < 10; t += 1 / 60) {
      const next = guard.update(Math.floor(2 * rate * t) % 2 === 1, t);
      if (next !== shown) changes.push(t);
      shown = next;
    }
    expect(changes.length, `${rate} a second`).toBeGreaterThan(10);
    for (const from of changes) {
      const within = changes.filter((t) => t >= from && t < from + 1 - 1e-9).length;
      expect(Math.floor(within / 2), `${rate} a second`).toBeLessThanOrEqual(3);
    }
  }
});
