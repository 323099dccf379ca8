import { expect, test } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { SettingsInput } from "../../../main/config/settings.ts";
import { checkSettings } from "../../../main/show/check-settings.ts";

const check = (overrides: SettingsInput) => checkSettings(loadSettings({ overrides }));

test("what listens wants a page that it listens in", () => {
  const given = { "--ears": { ears: true }, "--clock-midi": { clock: { midi: "any" } } };
  for (const [option, listener] of Object.entries({
    ...given,
    "--clock-timecode": { clock: { timecode: 1 } },
  })) {
    expect(() => check(listener), option).not.toThrow();
    expect(() => check({ ...listener, host: "none" })).toThrow(
      `${option} with --host none: it is the stage's page that listens; expected auto, electron or browser`,
    );
  }
});

test("what listens wants to be believed", () => {
  expect(() => check({ ears: true, clock: { trust: ["taps", "sound"] } })).not.toThrow();
  expect(() => check({ ears: true, clock: { trust: ["taps"] } })).toThrow(
    "--ears with a --clock-trust that lacks sound: nobody would dance to what is heard; expected sound in it",
  );
  expect(() => check({ clock: { midi: "any", trust: ["sound"] } })).toThrow(
    /^--clock-midi with a --clock-trust that lacks midi/,
  );
  expect(() => check({ clock: { timecode: 1, trust: ["sound"] } })).toThrow(
    /^--clock-timecode with a --clock-trust that lacks timecode/,
  );
});

test("nobody is trusted twice", () => {
  expect(() => check({ clock: { trust: ["osc", "taps", "osc"] } })).toThrow(
    "--clock-trust names osc more than once; expected each at most once",
  );
});

test("a part of nothing cannot be practised, nor one without length", () => {
  const practise = "waltz.take.ndjson";
  expect(() => check({ practise, practiseFrom: 2, practiseTo: 4 })).not.toThrow();
  expect(() => check({ practise, practiseFrom: 2 })).not.toThrow();
  for (const [option, settings] of Object.entries({
    "--practise-from 2": { practiseFrom: 2 },
    "--practise-to 4": { practiseTo: 4 },
  }))
    expect(() => check(settings)).toThrow(
      `${option} without --practise: expected the name of the take or piece to practise`,
    );
  expect(() => check({ practise, practiseFrom: 4, practiseTo: 4 })).toThrow(
    "--practise-from 4 with --practise-to 4: expected an end after the beginning",
  );
});
