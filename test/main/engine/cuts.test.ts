import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { Engine } from "../../../main/engine/engine.ts";
import { openDemo } from "../../../main/inputs/demo.ts";
import { mirrored } from "../../../main/motion/motion-frame.ts";
import { SignalMeter } from "../../../main/motion/signals/signal-meter.ts";
import { loadEngine } from "../../../main/process/engine-loader.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { Pose, PoseFrame, Seconds } from "../../../shared/pose.ts";
import type { Figure, StageFrame } from "../../../shared/stage.ts";
import { meanOf, moved, percentile, type Way } from "../../support/jolts.ts";
import { amount } from "../../support/long.ts";

const settings = loadSettings({ overrides: {} });
const room = await loadEngine({ tag: "configure", settings, detectorSize: null });
const begin = (mode: "shadow" | "answer" = "shadow"): Engine =>
  room.begin({
    ...{ tag: "begin", firstFrame: 0, firstId: 1 },
    controls: { ...initialControls(settings), mode },
  });

const frames: PoseFrame[] = [];
for await (const frame of (await openDemo()).frames()) {
  if (frame.tag === "poses") frames.push(frame);
  if (frame.t > 40) break;
}
const FPS = 30;
/** The demo's frame that is danced at `t` by somebody else: who has another id, and stands elsewhere. */
function elsewhere(t: Seconds, cuts: number): PoseFrame {
  const frame = frames[Math.round((t + 11.3) * FPS) % frames.length]!;
  const other = (pose: Pose): Pose => ({
    id: 7,
    image: pose.image!.map((point) => point && { ...point, x: point.x + 0.2 }),
    body: pose.body,
    root: { x: pose.root!.x + 2, y: pose.root!.y, z: pose.root!.z - 3 },
  });
  return { ...frame, t, cuts, people: frame.people.map(other) };
}

/** A cut every so often, there and back. */
const EVERY = 3.1;
const CUTS = amount({ everyday: 10, long: 100 });

test("over cuts the dancer keeps her part, her partner moves no more than dancers do, and nothing of the cut is a speed", async () => {
  const engine = begin();
  const own = { place: [] as Way[], velocity: [] as Way[] };
  const cut = { place: [] as Way[], velocity: [] as Way[] };
  const [energies, travels]: [number[], number[]] = [[], []];
  const [energiesAfter, travelsAfter]: [number[], number[]] = [[], []];
  const meter = new SignalMeter();
  const [live, partner]: [Figure[], Figure[]] = [[], []];
  const events: string[] = [];
  for (let at = 0; at < (CUTS + 1) * EVERY * FPS; at++) {
    const t = at / FPS;
    const cuts = Math.floor(t / EVERY);
    const since = t - cuts * EVERY;
    const frame = cuts % 2 === 1 ? elsewhere(t, cuts) : { ...frames[at % frames.length]!, t, cuts };
    const staged = await engine.process(frame);
    events.push(...staged.events.map(({ event }) => event));
    const [person] = staged.people;
    if (!person?.partner) {
      expect(t, "a partner is there from the first second on").toBeLessThan(1);
      continue;
    }
    expect(staged.people.map(({ id }) => id)).toEqual([1]);
    const { energy } = person.live;
    const { travel } = meter.measure(staged, person);
    live.push(person.live);
    partner.push(person.partner);
    const [l, p] = [live.slice(-3), partner.slice(-3)];
    if (l.length < 3) continue;
    if (cuts > 0 && since < 2.5 / FPS) cut.place.push(moved(p[1]!, p[2]!));
    // At the cut, and when it is known what she does now.
    if (cuts > 0 && since < 1) cut.velocity.push(moved(p[0]!, p[1]!, p[2]!));
    if (since > 0.1) {
      own.place.push(moved(l[1]!, l[2]!));
      own.velocity.push(moved(l[0]!, l[1]!, l[2]!));
    }
    (cuts > 0 && since < 0.2 ? energiesAfter : energies).push(energy);
    (cuts > 0 && since < 0.2 ? travelsAfter : travels).push(travel);
  }
  expect(events.filter((event) => event === "enter" || event === "leave")).toEqual(["enter"]);
  for (const measure of ["place", "velocity"] as const) {
    for (const space of ["body", "stage"] as const) {
      const values = (ways: readonly Way[]) => ways.map((way) => way[space]);
      const [found, limit] = [percentile(values(cut[measure]), 0.99), percentile(values(own[measure]), 0.99)];
      console.log(`${measure}, ${space}: ${found.toFixed(5)}, hers ${limit.toFixed(5)}`);
      expect(found, `${measure}, ${space}`).toBeLessThanOrEqual(limit);
    }
  }
  expect(Math.max(...energiesAfter)).toBeLessThanOrEqual(Math.max(...energies));
  expect(Math.max(...travelsAfter)).toBeLessThanOrEqual(Math.max(...travels));
});

test("the stage page is shown the dancer on her way from where she was, the lighting where she is", async () => {
  const engine = begin();
  let before: StageFrame | null = null;
  for (let at = 0; at < 3 * FPS; at++) {
    const t = at / FPS;
    const isCut = t >= 2;
    const staged = await engine.process(isCut ? elsewhere(t, 1) : { ...frames[at]!, t });
    const [hers] = staged.people;
    const x = (figure: Figure | null | undefined) => figure?.image[11]?.x ?? Number.NaN;
    if (isCut && t < 2 + 1.5 / FPS && before) {
      const was = x(before.people[0]!.live);
      const away = Math.abs(x(hers!.live) - was);
      expect(away).toBeGreaterThan(0.1);
      expect(Math.abs(x(hers!.shown) - was)).toBeLessThan(0.2 * away);
    } else if (!isCut) before = staged;
  }
  expect((await engine.process(elsewhere(3.1, 1))).people[0]!.shown).toBeNull();
});

test("a partner that answers over a cut dances its answer to the end, though nobody is there any more", async () => {
  const engine = begin("answer");
  let ended: Seconds | null = null;
  for (let at = 0; at < 12 * FPS; at++) {
    const t = at / FPS;
    if (at === 4 * FPS) engine.command({ tag: "command", command: "answer" });
    const empty: PoseFrame = { ...frames[0]!, t, cuts: 1, people: [], reason: "nobody" };
    const { people, events } = await engine.process(t < 4.1 ? { ...frames[at]!, t } : empty);
    if (events.some(({ event }) => event === "answer-end")) ended = t;
    if (t > 4.2 && ended === null) {
      expect(people[0]?.turn, `${t}`).toBe("answering");
      expect(people[0]!.partner!.generator).toBe("model");
      if (t > 5.5) expect(people[0]!.live.image.every((point) => !point || point.score === 0)).toBe(true);
    }
    if (ended !== null && t > ended + 0.1) expect(people).toEqual([]);
  }
  expect(ended).toBeGreaterThan(6);
});

/** The demo's dance as a script, mirrored so that it is none of hers. */
function script(t: Seconds): Pose {
  const { body, root } = frames[Math.round((t + 17) * FPS) % frames.length]!.people[0]!;
  const frame = mirrored({ body: body!.map((point) => point!), root: root! }, 0);
  return { id: 1, image: null, ...frame };
}

test("a partner with a script dances that, with no jump into it and out of it, and no random number is drawn for it", async () => {
  const engine = begin();
  const own = [] as Way[];
  const found = [] as Way[];
  const [live, partner]: [Figure[], Figure[]] = [[], []];
  let followed = 0;
  for (let at = 0; at < 30 * FPS; at++) {
    const t = at / FPS;
    const isScripted = Math.floor(t / 3.3) % 2 === 1;
    const since = t % 3.3;
    const staged = await engine.process({
      ...frames[at % frames.length]!,
      t,
      ...(isScripted ? { partner: script(t) } : {}),
    });
    const [person] = staged.people;
    if (!person?.partner) continue;
    live.push(person.live);
    partner.push(person.partner);
    const [l, p] = [live.slice(-3), partner.slice(-3)];
    if (l.length < 3) continue;
    own.push(moved(l[0]!, l[1]!, l[2]!));
    if (since < 3.5 / FPS) found.push(moved(p[0]!, p[1]!, p[2]!));
    if (!isScripted || since < 2.2) continue;
    followed++;
    expect(person.partner.generator).toBeNull();
    const hers = script(t).body!;
    // On her own body, with its planted feet held.
    const away = person.partner.body.map((point, joint) =>
      Math.hypot(point!.x - hers[joint]!.x, point!.y - hers[joint]!.y, point!.z - hers[joint]!.z),
    );
    expect(meanOf(away), `${t}`).toBeLessThan(0.06);
  }
  expect(followed).toBeGreaterThan(60);
  for (const space of ["body", "stage"] as const) {
    const values = (ways: readonly Way[]) => ways.map((way) => way[space]);
    const [most, limit] = [percentile(values(found), 0.99), percentile(values(own), 0.99)];
    console.log(`script, ${space}: ${most.toFixed(5)}, hers ${limit.toFixed(5)}`);
    expect(most, space).toBeLessThanOrEqual(limit);
  }
});

test("without cuts and scripts a dance is the same to the last bit, whatever the source says of them", async () => {
  const [plain, said] = [begin(), begin()];
  for (let at = 0; at < 4 * FPS; at++) {
    const frame = frames[at]!;
    const [a, b] = [await plain.process(frame), await said.process({ ...frame, cuts: 3, partner: null })];
    expect({ ...a, timing: null }).toEqual({ ...b, timing: null });
  }
});

test("with nobody there, a script is danced alone", async () => {
  const engine = begin();
  const by = [] as unknown[];
  for (let at = 0; at < 6 * FPS; at++) {
    const t = at / FPS;
    const partner = t > 2 && t < 4 ? script(t) : null;
    const { alone } = await engine.process({ ...frames[0]!, t, people: [], reason: "nobody", partner });
    if (alone && Math.abs(t - Math.round(t)) < 1e-6) by.push(alone.generator);
  }
  expect(by).toEqual(["model", "model", null, "model", "model"]);
});
