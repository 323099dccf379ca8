import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import { Unattended } from "../../../../main/show/hours/unattended.ts";
import { openLogFile } from "../../../../main/system/log/log-file.ts";
import { controlsAfter, type EngineCommand } from "../../../../shared/commands/table.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { showState } from "../../../support/show-state.ts";
import { person } from "../../../support/stage-frames.ts";

const MINUTE = 60_000;
const SIZE = 3000;

// Nothing is to happen but what the test steps through.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] }));
afterEach(() => void vi.useRealTimers());

/** A house in Vienna, its wall clock and its monotonic one, a minute at a time. */
class House {
  wall = Date.parse("2026-03-23T05:00Z");
  mono = 0;
  people = 0;
  readonly said: string[] = [];
  readonly folder = emptyFolder();
  restarts = 0;
  resets = 0;
  #state = showState();
  readonly #log = openLogFile({
    ...{ file: join(this.folder, "show.log"), size: SIZE, days: 3 },
    date: () => new Date(this.wall),
  });
  readonly #settings = loadSettings({
    overrides: {
      hours: {
        open: ["Tue-Sun 10:00-18:00", "Sat 10:00-18:00,20:00-02:30"],
        except: ["2026-03-26 12:00-14:00"],
        zone: "Europe/Vienna",
      },
      ...{ dailyRestart: "02:30", mode: "shadow" },
    },
  });
  readonly unattended = new Unattended({
    ...{ settings: this.#settings, controls: this.#settings, state: () => this.#state },
    ...{ clock: { now: () => this.mono }, wallClock: () => this.wall },
    command: (command) => this.turn(command),
    onReset: () => this.resets++,
    onRest: () => {},
    onRestart: () => {
      this.restarts++;
      this.say("the daily restart");
    },
    offer: () => {},
    tellOperator: (line) => this.say(line),
  });

  say(line: string): void {
    this.said.push(`${new Date(this.wall).toISOString().slice(8, 16)} ${line}`);
    this.#log.write(`${line}\n`);
  }

  turn(command: EngineCommand): void {
    this.#state = { ...this.#state, ...controlsAfter(this.#state, command) };
  }

  get mode(): string {
    return this.#state.mode;
  }

  /** Somebody comes, turns something by a key, dances and goes. */
  visit(): void {
    this.people = 1;
    this.pass(2);
    const command = { tag: "command", command: "mode", value: "echo" } as const;
    this.turn(command);
    this.unattended.visitors.commanded(command, "visitor");
    this.pass(5);
    this.people = 0;
  }

  pass(minutes: number): void {
    const people = Array.from({ length: this.people }, (_, i) => person(i + 1));
    for (let i = 0; i < minutes; i++) {
      this.wall += MINUTE;
      this.mono += 60;
      this.unattended.visitors.staged({ people }, false);
      this.unattended.look();
    }
  }

  /** @param moment of UTC */
  until(moment: string): void {
    this.pass(Math.round((Date.parse(moment) - this.wall) / MINUTE));
  }

  async written(): Promise<void> {
    this.say(`line ${this.said.length}`);
    const last = this.said.at(-1)!.slice(9);
    await vi.waitFor(
      () => expect(readFileSync(join(this.folder, "show.log"), "utf8").trimEnd().endsWith(last)).toBe(true),
      { interval: 1, timeout: 20_000 },
    );
  }
}

test("a week over the change of the clocks, with leaps and a sleep: hours, resets, restarts and logs are as they should be", async () => {
  const house = new House();
  let visits = 0;
  const visitEachHour = async (until: string) => {
    for (; house.wall < Date.parse(until) - 90 * MINUTE; visits++) {
      house.visit();
      expect(house.mode).toBe("echo");
      house.pass(53);
      expect(house.mode).toBe("shadow");
      await house.written();
    }
    house.until(until);
  };
  house.until("2026-03-24T09:00Z");
  await visitEachHour("2026-03-25T11:00Z");
  // The time service puts the clock on by twenty minutes, and the day after back by three hours.
  house.wall += 20 * MINUTE;
  await visitEachHour("2026-03-26T12:30Z");
  house.wall -= 180 * MINUTE;
  await visitEachHour("2026-03-27T20:00Z");
  // The machine sleeps from the evening into the morning: only one of its clocks goes on.
  house.wall += 13 * 60 * MINUTE;
  await visitEachHour("2026-03-30T05:00Z");

  const changes = house.said.filter((line) => / (open|closed) /.test(line)).map((line) => line.slice(0, 15));
  expect(changes).toEqual([
    // In winter Vienna is an hour ahead of UTC.
    ...["24T09:00 open u", "24T17:00 closed", "25T09:00 open u", "25T17:00 closed"],
    // The exception, and the hour and a half of it that came a second time.
    ...["26T11:00 open u", "26T09:31 closed", "26T11:00 open u", "26T13:00 closed"],
    ...["27T09:00 open u", "27T17:00 closed", "28T09:01 open u", "28T17:00 closed"],
    // Half past two is leapt over that night, and two hours ahead from then on.
    ...["28T19:00 open u", "29T01:30 closed", "29T08:00 open u", "29T16:00 closed"],
  ]);
  // Saturday's was slept through, and of Sunday it is as late as its clocks have that time.
  expect(house.said.filter((line) => line.endsWith("restart")).map((line) => line.slice(0, 8))).toEqual([
    ...["24T01:30", "25T01:30", "26T01:30", "27T01:30", "29T01:30", "30T00:30"],
  ]);
  const resets = house.said.filter((line) => line.includes("nobody for 60 s"));
  expect(visits).toBeGreaterThan(100);
  expect(resets.length).toBe(visits);

  const sizes = readdirSync(house.folder).map((name) => statSync(join(house.folder, name)).size);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(SIZE);
  // Those of the first days are deleted by the last.
  const aside = readdirSync(house.folder).filter((name) => name !== "show.log");
  expect(aside.filter((name) => name < "show-20260326")).toEqual([]);
  expect(aside.length).toBeGreaterThan(1);
});
