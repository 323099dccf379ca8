import { beforeEach, expect, test, vi } from "vitest";
import { MidiInput } from "../../../../renderer/stage/clocks/midi-input.ts";
import type { PageMessage } from "../../../../shared/messages.ts";

/** As Web MIDI has it, as far as is used. */
class FakeInput {
  state = "connected";
  onmidimessage: ((message: { data: Uint8Array; timeStamp: number }) => void) | null = null;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** @param ago milliseconds */
  play(ago: number, ...data: number[]): void {
    this.onmidimessage?.({ data: Uint8Array.from(data), timeStamp: performance.now() - ago });
  }
}

class FakeAccess extends EventTarget {
  readonly inputs = new Map<string, FakeInput>();

  constructor(...names: string[]) {
    super();
    for (const name of names) this.inputs.set(name, new FakeInput(name));
  }

  changed(): void {
    this.dispatchEvent(new Event("statechange"));
  }
}

let sent: PageMessage[];
let access: FakeAccess;
let requests: number;
let answer: () => Promise<FakeAccess>;

beforeEach(() => {
  vi.useFakeTimers();
  [sent, requests, access] = [[], 0, new FakeAccess("Drums", "Keys")];
  answer = async () => access;
  vi.stubGlobal("navigator", {
    requestMIDIAccess: () => {
      requests++;
      return answer();
    },
  });
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

async function opened(wanted: string | null) {
  const midi = new MidiInput({
    send: (message) => sent.push(message) > 0,
    onMessage: () => {},
    onConnected: () => {},
  });
  midi.instruct(wanted);
  await vi.advanceTimersByTimeAsync(0);
  return midi;
}

const events = () => sent.flatMap((message) => (message.tag === "midi" ? message.events : []));

test("MIDI is asked for only where it is wanted, once", async () => {
  const midi = await opened(null);
  expect(requests).toBe(0);
  midi.instruct("any");
  await vi.advanceTimersByTimeAsync(0);
  midi.instruct("keys");
  expect(requests).toBe(1);
  expect(midi.report).toEqual({
    ...{ tag: "clock", clock: "midi", state: "on", label: "Keys", devices: ["Drums", "Keys"] },
  });
  midi.instruct(null);
  access.inputs.get("Keys")!.play(0, 0xfa);
  expect([midi.report, events()]).toEqual([null, []]);
});

test("ticks are told a few at a time, with how long ago each came; a start at once", async () => {
  await opened("any");
  const drums = access.inputs.get("Drums")!;
  drums.play(2, 0xf8);
  await vi.advanceTimersByTimeAsync(10);
  drums.play(0, 0xf8);
  drums.play(0, 0x90, 60, 100);
  expect(events()).toEqual([]);
  await vi.advanceTimersByTimeAsync(10);
  expect(events()).toEqual([
    { what: "tick", ago: expect.closeTo(0.022, 6) },
    { what: "tick", ago: expect.closeTo(0.01, 6) },
  ]);
  drums.play(0, 0xf2, 1, 2);
  drums.play(0, 0xfa);
  expect(sent.filter(({ tag }) => tag === "midi")).toHaveLength(3);
  expect(sent.at(-1)).toMatchObject({ port: "Drums", events: [{ what: "start", ago: 0 }] });
});

test("of two inputs that tick one is heard, until it has been silent for a second", async () => {
  await opened("any");
  const [drums, keys] = [...access.inputs.values()];
  const ports = () => sent.flatMap((message) => (message.tag === "midi" ? message.port : []));
  for (let i = 0; i < 10; i++) {
    drums!.play(0, 0xf8);
    keys!.play(0, 0xf8);
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(new Set(ports())).toEqual(new Set(["Drums"]));
  await vi.advanceTimersByTimeAsync(1100);
  keys!.play(0, 0xf8);
  await vi.advanceTimersByTimeAsync(20);
  expect(ports().at(-1)).toBe("Keys");
});

test("an input that is unplugged is gone, and heard again when it is back", async () => {
  const midi = await opened("drums");
  const drums = access.inputs.get("Drums")!;
  drums.state = "disconnected";
  access.changed();
  expect(midi.report).toMatchObject({ state: "gone", label: "Drums", devices: ["Keys"] });
  drums.state = "connected";
  access.changed();
  expect(midi.report).toMatchObject({ state: "on", label: "Drums" });
  drums.play(0, 0xfa);
  expect(events()).toHaveLength(1);
});

test("without an input, without permission and without Web MIDI it says so", async () => {
  access.inputs.clear();
  expect((await opened("any")).report).toMatchObject({ state: "none", label: "" });
  answer = () => Promise.reject(new DOMException("Permission denied", "SecurityError"));
  expect((await opened("any")).report).toMatchObject({ state: "denied" });
  vi.stubGlobal("navigator", {});
  expect((await opened("any")).report).toMatchObject({
    state: "none",
    label: expect.stringContaining("requestMIDIAccess"),
  });
});
