import { describe, expect, test } from "vitest";
import {
  musicFrame,
  onlyMusic,
  onlySignal,
  signalFrame,
  triangleWave,
} from "../../../main/osc-tools/wiggle.ts";
import { mappedMessage } from "../../../main/outputs/osc/custom/custom-message.ts";
import { CustomMessageBuilder } from "../../../main/outputs/osc/custom/custom-message-builder.ts";
import { completeDestination } from "../../../main/outputs/osc/destination/preset.ts";
import { FormatEncoder } from "../../../main/outputs/osc/format-encoder.ts";
import { FrameValues } from "../../../main/outputs/osc/table/frame-values.ts";
import { writeMessage } from "../../../main/outputs/osc/write-packet.ts";
import { destination } from "../../support/osc-packets.ts";
import { decodePacket } from "../../support/osc-receiver.ts";

test("the wave goes from 0 to 1 and back, once a period", () => {
  expect([0, 0.5, 1, 1.5, 2, 2.5].map((t) => triangleWave(t, 2))).toEqual([0, 0.5, 1, 0.5, 0, 0.5]);
});

describe("what is left of a destination", () => {
  test("is the one mapping of a console", () => {
    const { customMessages, groups } = onlySignal(
      "weight",
      1,
      completeDestination({ host: "a", preset: "grandma3" }, ""),
    );
    expect(customMessages.map(({ address }) => address)).toEqual(["/Page1/Fader202"]);
    expect(groups.size).toBe(0);
  });

  test("is the signals where nothing is mapped", () => {
    expect([...onlySignal("weight", 1, destination()).groups]).toEqual(["signals"]);
  });

  test("is nothing where the signal goes nowhere, which is said", () => {
    const eos = completeDestination({ host: "a", preset: "eos" }, "");
    expect(() => onlySignal("phase", 1, eos)).toThrow(
      "a:3032 is not sent phase of person 1, expected a mapping of it",
    );
    expect(() => onlySignal("energy", 2, eos)).toThrow("energy of person 2");
    expect(() => onlySignal("musicBeat", 1, eos)).toThrow(
      "a:3032 is not sent musicBeat, expected a mapping of it",
    );
    expect(() => onlyMusic(eos)).toThrow("a:3032 is told nothing of the music");
  });

  test("is the music where that is moved, and what comes on its beats where all of it is", () => {
    const onBeat = { on: "beat", each: "scene", address: "/go", args: [] } as const;
    const onEnter = { ...onBeat, on: "enter" } as const;
    const fader = mappedMessage({ signal: "musicEnergy", address: "/fader" });
    const desk = destination({ customMessages: [onBeat, onEnter, fader] });
    expect([...onlySignal("musicOnset", 1, desk).groups]).toEqual(["music"]);
    expect(onlySignal("musicEnergy", 1, desk).customMessages).toEqual([fader]);
    expect(onlyMusic(desk).customMessages).toEqual([onBeat, fader]);
    expect([...onlyMusic(desk).groups]).toEqual(["music"]);
  });
});

test("one value moves the console's fader and no other", () => {
  const grandma3 = onlySignal("energy", 1, completeDestination({ host: "a", preset: "grandma3" }, ""));
  const [builder] = grandma3.customMessages.map(
    (one) => new CustomMessageBuilder(one, { prefix: "", rate: "frame", smoothing: 0 }),
  );
  const faders = [0, 0.5, 1].map((value, n) => {
    const [message] = builder!.build(signalFrame("energy", value, 1, n, n), n);
    return decodePacket(writeMessage(message!)).messages[0]?.values[0];
  });
  expect(faders[0]).toBe(0);
  expect(faders[1]).toBeCloseTo(50, -1);
  expect(faders[2]).toBe(100);
});

test("one signal of the music is moved and no beat is sure; a music that nobody plays has beats of its tempo", () => {
  const values = new FrameValues();
  const encoder = new FormatEncoder(destination({ groups: new Set(["music"]) }), values, []);
  const sent = (frame: Parameters<typeof values.update>[0], t: number) => {
    values.update(frame, t);
    const messages = encoder.frame(frame, t).flatMap((packet) => decodePacket(packet).messages);
    return Object.fromEntries(messages.map(({ address, values: [value] }) => [address.slice(16), value]));
  };
  expect(sent(signalFrame("musicTempo", 0.5, 1, 0, 0), 0)).toMatchObject({ tempo: 120, confidence: 0 });
  expect(sent(signalFrame("musicOnset", 0.5, 1, 1, 0), 1)).toMatchObject({
    onset: 0.5,
    energy: 0,
    confidence: 0,
  });
  expect(sent(musicFrame(90, 2, 2), 2)).toMatchObject({ tempo: 90, phase: 0, onset: 1, confidence: 1 });
});
