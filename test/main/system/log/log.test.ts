import { expect, test } from "vitest";
import { SteppedClock } from "../../../../shared/clock.ts";
import { writtenLog } from "../../../support/written-log.ts";

test("information is the line alone, a warning says that it is one", () => {
  const { log, lines } = writtenLog(new SteppedClock());
  log.info("stage at http://localhost:8080");
  log.warn("no camera");
  expect(lines).toEqual(["stage at http://localhost:8080", "warning: no camera"]);
});

test("a limited log writes once in a while for each key, and says how many it kept back", () => {
  const clock = new SteppedClock();
  const { log, lines } = writtenLog(clock);
  for (let second = 0; second <= 10; second++) {
    clock.moveTo(second);
    log.limited("desk", 10).warn(`lost at ${second}`);
  }
  log.limited("other", 10).info("another matter");
  expect(lines).toEqual(["warning: lost at 0", "warning: lost at 10 (and 9 more like it)", "another matter"]);
});
