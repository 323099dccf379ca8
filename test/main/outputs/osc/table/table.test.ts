import { expect, test } from "vitest";
import { musicSignals } from "../../../../../main/motion/signals/music-signals.ts";
import { RESTING } from "../../../../../main/motion/signals/signal.ts";
import { FIGURE_ADDRESSES } from "../../../../../main/outputs/osc/table/figure.ts";
import { EVENT_ADDRESSES, FRAME_ADDRESS } from "../../../../../main/outputs/osc/table/frame.ts";
import { GENERATOR_ADDRESSES } from "../../../../../main/outputs/osc/table/generators.ts";
import { BAR_ADDRESS, BEAT_ADDRESS, MUSIC_ADDRESSES } from "../../../../../main/outputs/osc/table/music.ts";
import { PRACTICE_ADDRESSES } from "../../../../../main/outputs/osc/table/practice.ts";
import { PHRASE_ADDRESS, SCENE_ADDRESSES } from "../../../../../main/outputs/osc/table/scene.ts";
import { SIGNAL_ADDRESS } from "../../../../../main/outputs/osc/table/signals.ts";
import { TABLE } from "../../../../../main/outputs/osc/table/table.ts";
import { PRACTICE } from "../../../../support/practised.ts";
import { figure } from "../../../../support/stage-frames.ts";

test("every path stands in the table once", () => {
  const paths = TABLE.flatMap((one) => one.paths);
  expect(new Set(paths).size).toBe(paths.length);
});

test("every line reads a number for each of its arguments", () => {
  const seen = { id: 1, figure: figure(1, { image: [] }), isNew: false };
  const scene = { mode: "shadow", turn: "listening", progress: 0, reason: null } as const;
  const music = { music: null, musicSignals: musicSignals(null, 0) };
  const rest = { open: true, blackout: false, frozen: false, fps: 30, beat: 0 };
  const read: readonly (readonly [number, { readonly args: readonly unknown[] }])[] = [
    ...FIGURE_ADDRESSES.map((line) => [line.read(seen).length, line] as const),
    ...SCENE_ADDRESSES.map((line) => [line.read({ ...scene, ...rest }).length, line] as const),
    ...Object.values(EVENT_ADDRESSES).map((line) => [line.read({ slot: 1, id: 1 }).length, line] as const),
    [FRAME_ADDRESS.read({ frame: 1, ids: [1] }).length, FRAME_ADDRESS],
    [PHRASE_ADDRESS.read({ turn: "listening", progress: 0 }).length, PHRASE_ADDRESS],
    ...GENERATOR_ADDRESSES.map((line) => [line.read({ partner: null, options: [] }).length, line] as const),
    [SIGNAL_ADDRESS.read(RESTING).length, SIGNAL_ADDRESS],
    ...MUSIC_ADDRESSES.map((line) => [line.read(music).length, line] as const),
    ...[null, PRACTICE].flatMap((practice) =>
      PRACTICE_ADDRESSES.map((line) => [line.read(practice).length, line] as const),
    ),
    ...[BEAT_ADDRESS, BAR_ADDRESS].map((line) => [line.read({ beat: 1, bar: 1 }).length, line] as const),
  ];
  for (const [count, { args }] of read) expect(count).toBe(args.length);
});
