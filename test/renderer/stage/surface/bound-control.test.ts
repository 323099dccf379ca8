import { beforeEach, expect, test } from "vitest";
import { BoundControl, type KnownShow } from "../../../../renderer/stage/surface/bound-control.ts";
import type { ParameterValues } from "../../../../shared/commands/parameters.ts";
import type { Binding } from "../../../../shared/surface/binding.ts";
import { showState } from "../../../support/show-state.ts";

let show: KnownShow;
let now = 0;

beforeEach(() => {
  show = knownShow({});
  now = 100;
});

function knownShow(
  parameters: Partial<ParameterValues>,
  others: Partial<KnownShow["state"]> = {},
): KnownShow {
  const state = { ...showState(), ...others };
  return {
    state: { ...state, parameters: { ...state.parameters, ...parameters } },
    situation: { styles: [], missingGenerators: {}, missingModes: {}, choosing: false },
  };
}

const bound = (binding: Partial<Binding> & Pick<Binding, "kind" | "command" | "does">) =>
  new BoundControl({ device: "", channel: 1, number: 0, reads: "absolute", ...binding });

/** What is given at each of these numbers of MIDI, a tenth of a second apart. */
const given = (control: BoundControl, ...raws: number[]) =>
  raws.map((raw) => {
    now += 0.1;
    const command = control.moved({ raw, place: raw / 127 }, now, show);
    return command && (command.value ?? command.command);
  });

test("a fader that was left elsewhere does nothing until it passes the value, and says so; then it is followed", () => {
  show = knownShow({ temperature: 1 });
  const fader = bound({ kind: "controller", command: "temperature", does: "follow" });
  expect(given(fader, 127, 120, 90)).toEqual([null, null, null]);
  expect(fader.waiting(now, show)).toEqual({ place: 90 / 127, value: 0.5 });
  expect(given(fader, 50, 25)).toEqual([0.8, 0.4]);
  expect(fader.waiting(now, show)).toBeNull();
});

test("somebody else moves the value: the fader waits again", () => {
  show = knownShow({ temperature: 1 });
  const fader = bound({ kind: "controller", command: "temperature", does: "follow" });
  expect(given(fader, 64, 70)).toEqual([null, 1.1]);
  show = knownShow({ temperature: 1.1 });
  now += 2;
  expect(given(fader, 77)).toEqual([1.2]);
  now += 2;
  show = knownShow({ temperature: 0.2 });
  expect(fader.waiting(now, show)).toEqual({ place: 77 / 127, value: 0.1 });
  expect(given(fader, 60, 30)).toEqual([null, null]);
  expect(given(fader, 10)).toEqual([null]);
  expect(given(fader, 30)).toEqual([0.5]);
});

test("a key steps, sets or switches when it goes down; a hard and a soft touch are the same", () => {
  show = knownShow({ mirror: false }, { mode: "shadow" });
  expect(given(bound({ kind: "note", command: "mode", does: "set", value: "echo" }), 3, 0, 127)).toEqual([
    ...["echo", null, null],
  ]);
  expect(given(bound({ kind: "note", command: "mode", does: "next" }), 100, 0, 100)).toEqual([
    ...["answer", null, "options"],
  ]);
  expect(given(bound({ kind: "note", command: "mirror", does: "next" }), 1, 0, 1)).toEqual([
    true,
    null,
    false,
  ]);
  expect(given(bound({ kind: "note", command: "blackout", does: "follow" }), 1, 0)).toEqual([true, false]);
  expect(given(bound({ kind: "note", command: "restart", does: "follow" }), 1, 0, 1)).toEqual([
    ...["restart", null, "restart"],
  ]);
  expect(given(bound({ kind: "program", command: "answer", does: "follow" }), 127, 127)).toEqual([
    ...["answer", "answer"],
  ]);
});

test("a step passes over what is refused", () => {
  show = knownShow(
    {},
    { mode: "echo", missingModes: { duet: "one camera sees one", archive: "no archive" } },
  );
  expect(given(bound({ kind: "button", command: "mode", does: "next" }), 127)).toEqual(["practise"]);
});

test("what does nothing now is not asked for", () => {
  expect(given(bound({ kind: "note", command: "option", does: "set", value: 3 }), 1)).toEqual([null]);
  show = { ...show, situation: { ...show.situation, choosing: true } };
  expect(given(bound({ kind: "note", command: "option", does: "set", value: 3 }), 1)).toEqual([3]);
});

test("an encoder goes on from wherever the value is, faster than the show answers, and no further than its end", () => {
  show = knownShow({ temperature: 1 });
  const encoder = bound({
    kind: "controller",
    reads: "twos-complement",
    command: "temperature",
    does: "follow",
  });
  expect(given(encoder, 1, 1, 127, 20)).toEqual([1.1, 1.2, 1.1, 2]);
  expect(encoder.waiting(now, show)).toBeNull();
  show = knownShow({ temperature: 0.3 });
  now += 1;
  expect(given(encoder, 127)).toEqual([0.2]);
});

test("a button that sends a controller is a key: 127 down, 0 up; a fader at rest is none", () => {
  const key = () => bound({ kind: "controller", command: "freeze", does: "next" });
  expect(given(key(), 127, 0, 127)).toEqual([true, null, false]);
  expect(given(key(), 90, 91, 20, 100)).toEqual([null, null, null, true]);
});

test("a stick that is held aside turns a number at its speed, and stands still in its middle", () => {
  show = knownShow({ temperature: 1 });
  const stick = bound({ kind: "axis", channel: 0, reads: "speed", command: "temperature", does: "follow" });
  const values: unknown[] = [];
  for (let picture = 0; picture < 60; picture++) {
    now += 1 / 60;
    const command = stick.moved({ raw: 0, place: 1 }, now, show);
    if (command) values.push(command.value);
  }
  // All of it in three seconds: a second is a third of 2.
  expect(values.at(-1)).toBeCloseTo(1.7, 6);
  expect(stick.moved({ raw: 0, place: 0 }, now + 1, show)).toBeNull();
});
