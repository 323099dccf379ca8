import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { openDemo } from "../../../main/inputs/demo.ts";
import { loadEngine } from "../../../main/process/engine-loader.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { Figure } from "../../../shared/stage.ts";
import { moved, percentile, type Way } from "../../support/jolts.ts";
import { amount } from "../../support/long.ts";

const ANSWERS = amount({ everyday: 12, long: 200 });
/** Seconds of dance before each answer, and of the answer. */
const PHRASE = 2.3;
const ANSWER = 1;
const settings = loadSettings({ overrides: { mode: "answer", answerLength: ANSWER } });
const room = await loadEngine({ tag: "configure", settings, detectorSize: null });

test("at hand-over the partner moves no more than dancers do from frame to frame: in place and velocity, body and stage", {
  timeout: 3_600_000,
}, async () => {
  const engine = room.begin({ tag: "begin", controls: initialControls(settings), firstFrame: 0, firstId: 1 });
  const own = { place: [] as Way[], velocity: [] as Way[] };
  const handed = { place: [] as Way[], velocity: [] as Way[] };
  const live: Figure[] = [];
  const partner: Figure[] = [];
  let asked = 0;
  for await (const frame of (await openDemo()).frames()) {
    const { people, events } = await engine.process(frame);
    const [person] = people;
    if (!person?.partner) continue;
    live.push(person.live);
    partner.push(person.partner);
    const [l, p] = [live.slice(-3), partner.slice(-3)];
    if (l.length < 3) continue;
    own.place.push(moved(l[1]!, l[2]!));
    own.velocity.push(moved(l[0]!, l[1]!, l[2]!));
    if (events.some(({ event }) => event === "answer-start")) {
      handed.place.push(moved(p[1]!, p[2]!));
      handed.velocity.push(moved(p[0]!, p[1]!, p[2]!));
    }
    if (handed.place.length === ANSWERS) break;
    if (person.turn === "listening" && frame.t - asked > PHRASE + ANSWER) {
      engine.command({ tag: "command", command: "answer" });
      asked = frame.t;
    }
  }
  for (const measure of ["place", "velocity"] as const) {
    for (const space of ["body", "stage"] as const) {
      const limit = percentile(
        own[measure].map((way) => way[space]),
        0.99,
      );
      const found = handed[measure].map((way) => way[space]);
      console.log(
        `${ANSWERS} answers, ${measure}, ${space}: largest ${Math.max(...found).toFixed(5)}, hers ${limit.toFixed(5)}`,
      );
      expect(percentile(found, 0.99), `${measure}, ${space}`).toBeLessThanOrEqual(limit);
    }
  }
});
