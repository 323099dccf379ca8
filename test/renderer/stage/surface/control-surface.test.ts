import { beforeEach, expect, test, vi } from "vitest";
import type { KnownShow } from "../../../../renderer/stage/surface/bound-control.ts";
import { ControlSurface } from "../../../../renderer/stage/surface/control-surface.ts";
import type { PadState } from "../../../../renderer/stage/surface/gamepads.ts";
import type { ParameterValues } from "../../../../shared/commands/parameters.ts";
import type { PageMessage } from "../../../../shared/messages.ts";
import type { Binding } from "../../../../shared/surface/binding.ts";
import { FakeMidi } from "../../../support/fake-midi.ts";
import { showState } from "../../../support/show-state.ts";

const FADER: Binding = {
  ...{ device: "Desk", kind: "controller", channel: 1, number: 7, reads: "absolute" },
  ...{ command: "temperature", does: "follow" },
};
const PAD: Binding = {
  ...{ device: "desk", kind: "note", channel: 1, number: 36, reads: "absolute" },
  ...{ command: "mirror", does: "next" },
};

let midi: FakeMidi;
let asked: number;
let pads: (PadState | null)[];
let sent: PageMessage[];
let show: KnownShow;
let surface: ControlSurface;

beforeEach(() => {
  vi.useFakeTimers();
  [midi, asked, pads, sent] = [new FakeMidi("Desk 8", "Other"), 0, [], []];
  set({ temperature: 1, mirror: false });
  const link = { send: (message: PageMessage) => sent.push(message) > 0, onMessage() {}, onConnected() {} };
  const requestMidi = async () => {
    asked++;
    return midi as unknown as MIDIAccess;
  };
  const host = { requestMidi, gamepads: () => pads, now: () => performance.now() / 1000 };
  surface = new ControlSurface(link, host, () => show);
  return () => void vi.useRealTimers();
});

function set(parameters: Partial<ParameterValues>): void {
  const state = showState();
  show = {
    state: { ...state, parameters: { ...state.parameters, ...parameters } },
    situation: { styles: [], missingGenerators: {}, missingModes: {}, choosing: false },
  };
}

async function instruct(bindings: readonly Binding[], lesson: number | null = null): Promise<void> {
  surface.instruct({ revision: bindings.length, bindings, lesson });
  await passed(0);
}

/** Time passes, with a look at its end. */
async function passed(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  surface.look();
}

const commands = () =>
  sent.flatMap((message) => (message.tag === "command" ? [[message.command, message.value]] : []));
const pad = (buttons: number[], axes: number[] = [0]): PadState => ({
  ...{ id: "Pedals (STANDARD GAMEPAD Vendor: 0001 Product: 0002)", index: 0, connected: true, axes },
  buttons: buttons.map((value) => ({ value })),
});

test("MIDI is asked for only where something is bound to it, or is to be", async () => {
  await instruct([{ ...PAD, kind: "button", channel: 0 }]);
  expect(asked).toBe(0);
  await instruct([], 1);
  await instruct([PAD]);
  await passed(300);
  expect(asked).toBe(1);
  expect(surface.report).toMatchObject({ midi: "on", devices: ["Desk 8", "Other"], revision: 1 });
});

test("a device shows what it is bound to: at first, after a change from elsewhere, and never what was just played on it", async () => {
  await instruct([FADER, PAD]);
  expect(midi.shown("Desk 8")).toEqual([
    [0xb0, 7, 64],
    [0x90, 36, 0],
  ]);
  set({ temperature: 2, mirror: true });
  await passed(33);
  expect(midi.shown("Desk 8")).toEqual([
    [0xb0, 7, 127],
    [0x90, 36, 127],
  ]);
  // The motor says where it has arrived, and on its way where it is.
  midi.play("Desk 8", 0xb0, 7, 127);
  await passed(1000);
  expect([commands(), midi.shown("Desk 8")]).toEqual([[], []]);
  midi.play("Desk 8", 0xb0, 7, 89);
  await passed(100);
  expect(commands()).toEqual([["temperature", 1.4]]);
  set({ temperature: 1.4, mirror: true });
  await passed(1000);
  expect(midi.shown("Desk 8")).toEqual([]);
  expect(midi.shown("Other")).toEqual([]);
});

test("a key is lit anew when it is let go, since its own lamp may go out then", async () => {
  await instruct([PAD]);
  midi.shown("Desk 8");
  await passed(1000);
  midi.play("Desk 8", 0x90, 36, 100);
  expect(commands()).toEqual([["mirror", true]]);
  set({ temperature: 1, mirror: true });
  await passed(33);
  midi.play("Desk 8", 0x80, 36, 0);
  await passed(33);
  expect(midi.shown("Desk 8")).toEqual([
    [0x90, 36, 127],
    [0x90, 36, 127],
  ]);
});

test("what is unplugged is silent, and shows everything when it is back", async () => {
  await instruct([PAD]);
  midi.unplug("Desk 8");
  await passed(300);
  expect(surface.report!.devices).toEqual(["Other"]);
  midi.plug("Desk 8");
  await passed(300);
  expect(surface.report!.devices.toSorted()).toEqual(["Desk 8", "Other"]);
  expect(midi.shown("Desk 8")).toEqual([[0x90, 36, 0]]);
  midi.play("Desk 8", 0x90, 36, 1);
  expect(commands()).toEqual([["mirror", true]]);
});

test("a fader in two parts has 14 bits, and shows them", async () => {
  await instruct([{ ...FADER, reads: "fine", command: "echoDelay" }]);
  const [[, , high], [, number, low]] = midi.shown("Desk 8") as [number[], number[]];
  const { echoDelay } = show.state.parameters;
  expect(number).toBe(39);
  expect((high! << 7) | low!).toBe(Math.round(((echoDelay - 0.2) / 19.8) * 16383));
  await passed(1000);
  midi.play("Desk 8", 0xb0, 7, high!);
  midi.play("Desk 8", 0xb0, 39, low!);
  midi.play("Desk 8", 0xb0, 7, 127);
  midi.play("Desk 8", 0xb0, 39, 127);
  await passed(100);
  expect(commands().at(-1)).toEqual(["echoDelay", 20]);
});

test("in a lesson the control that is moved is told, and moves nothing; a fader's trembling neighbour is not it", async () => {
  await instruct([PAD], 5);
  midi.play("Other", 0xb3, 9, 17);
  for (const value of [3, 4, 5]) midi.play("Desk 8", 0xb0, 7, value);
  midi.play("Desk 8", 0x90, 36, 100);
  expect(sent.filter(({ tag }) => tag === "learnt" || tag === "command")).toEqual([
    {
      ...{ tag: "learnt", lesson: 5, fine: false },
      control: { device: "Desk 8", kind: "controller", channel: 1, number: 7 },
    },
  ]);
});

test("a flood of notes gives no more commands than the host takes of a page", async () => {
  await instruct([{ ...PAD, command: "restart", does: "follow" }]);
  for (let i = 0; i < 1000; i++) {
    midi.play("Desk 8", 0x90, 36, 100);
    midi.play("Desk 8", 0x90, 36, 0);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(commands().length).toBeGreaterThan(150);
  expect(commands().length).toBeLessThanOrEqual(200);
});

test("pedals that are a gamepad give commands from the second look on; how they stood at first is their rest", async () => {
  const pedal = { device: "pedals", channel: 0, reads: "absolute" } as const;
  await instruct([
    { ...pedal, kind: "button", number: 1, command: "answer", does: "follow" },
    { ...pedal, kind: "axis", number: 0, command: "freeze", does: "follow" },
  ]);
  pads = [pad([0, 1], [0.05])];
  surface.poll();
  pads = [pad([0, 0], [-0.05])];
  surface.poll();
  expect(commands()).toEqual([]);
  pads = [pad([0, 1], [0.9])];
  for (let picture = 0; picture < 3; picture++) surface.poll();
  expect(commands()).toEqual([
    ["answer", undefined],
    ["freeze", true],
  ]);
  await passed(300);
  expect(surface.report).toMatchObject({ midi: "off", devices: ["Pedals"] });
  pads = [null];
  surface.poll();
  await passed(300);
  expect(surface.report!.devices).toEqual([]);
});

test("where another page has the devices this one leaves them alone", async () => {
  await instruct([PAD]);
  surface.instruct(null);
  midi.play("Desk 8", 0x90, 36, 100);
  pads = [pad([1])];
  surface.poll();
  expect([commands(), surface.report]).toEqual([[], null]);
});
