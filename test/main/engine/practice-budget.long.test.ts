import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { openDemo } from "../../../main/inputs/demo.ts";
import { loadEngine } from "../../../main/process/engine-loader.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { PoseFrame } from "../../../shared/pose.ts";
import type { Mode, StageFrame } from "../../../shared/stage.ts";
import { percentile } from "../../support/jolts.ts";
import { demoPhrases } from "../../support/ordinary-dancing.ts";
import { referenceOf } from "../../support/practised.ts";

const SECONDS = 60;
/** What practising may add to the 95th percentile of a frame's time in the engine. */
const SHARE = 1.1;

/*
 * Without a pose detector, which takes most of a frame: so that what practising adds counts most.
 */
test("practising takes no more than a tenth more of a frame than the shadow does", {
  timeout: 600_000,
}, async () => {
  const settings = loadSettings({ overrides: {} });
  const room = await loadEngine({ tag: "configure", settings, detectorSize: null });
  const [shadow, practise] = (["shadow", "practise"] as const).map((mode: Mode) =>
    room.begin({
      ...{ tag: "begin", firstFrame: 0, firstId: 1 },
      controls: { ...initialControls(settings), mode },
    }),
  );
  const phrases = (await demoPhrases()).flatMap((phrase) => phrase.frames);
  practise!.practise(referenceOf(phrases.slice(0, 1200)));
  const frames: PoseFrame[] = [];
  for await (const frame of (await openDemo()).frames()) {
    if (frame.tag === "poses") frames.push(frame);
    if (frames.length === 60 * 30) break;
  }
  const took = { bare: [] as number[], busy: [] as number[] };
  const note = (into: number[], { timing }: StageFrame) => into.push(timing.total);
  // In turns, frame by frame: whatever else the machine does, it does to both. The first seconds warm up.
  for (let n = 0; n < SECONDS * 30; n++) {
    const frame = { ...frames[n % frames.length]!, t: n / 30 };
    const first = n % 2 === 0;
    const shown = first ? null : await practise!.process(frame);
    const bare = await shadow!.process(frame);
    const busy = shown ?? (await practise!.process(frame));
    if (n < 10 * 30 || busy.practice?.phase !== "pass") continue;
    expect(busy.practice.agreement).not.toBeNull();
    note(took.bare, bare);
    note(took.busy, busy);
  }
  const [bare, busy] = [took.bare, took.busy].map((times) => percentile(times, 0.95));
  console.log({ frames: took.busy.length, bare, busy, ratio: busy! / bare! });
  expect(took.busy.length).toBeGreaterThan(SECONDS * 15);
  expect(busy).toBeLessThan(SHARE * bare!);
  room.dispose();
});
