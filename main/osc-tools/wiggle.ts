import { initialControls } from "../../shared/commands/controls.ts";
import type { Seconds } from "../../shared/pose.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../shared/stage.ts";
import { loadSettings } from "../config/load-settings.ts";
import { RESTING, type SignalName } from "../motion/signals/signal.ts";
import { quantitiesIn } from "../outputs/osc/custom/custom-message.ts";
import { type Destination, destinationName } from "../outputs/osc/destination/destination.ts";
import type { Performer, PerformersFrame } from "../outputs/performers/performers.ts";
import { ConfigError } from "../system/errors.ts";

/**
 * The destination with nothing but what carries one signal of one person, so that a console in learn mode receives only
 * that.
 * @throws ConfigError when it carries the signal nowhere.
 */
export function onlySignal(signal: SignalName, person: number, destination: Destination): Destination {
  const customMessages = destination.customMessages.filter(
    (message) =>
      message.on === "frame" &&
      message.each !== "scene" &&
      quantitiesIn(message).includes(signal) &&
      (typeof message.each === "string" || message.each === person),
  );
  if (customMessages.length > 0) return { ...destination, customMessages, groups: new Set() };
  if (destination.groups.has("signals"))
    return { ...destination, customMessages, groups: new Set(["signals"]) };
  throw new ConfigError(
    `${destinationName(destination)} is not sent ${signal} of person ${person}, expected a mapping of it or the group "signals"`,
  );
}

/** From 0 to 1 and back once a period. */
export function triangleWave(t: Seconds, period: Seconds): number {
  const phase = (t / period) % 1;
  return phase < 0.5 ? 2 * phase : 2 - 2 * phase;
}

const STANDING: Figure = {
  image: new Array<null>(JOINT_COUNT).fill(null),
  body: new Array<null>(JOINT_COUNT).fill(null),
  ...{ root: { x: 0, y: 1, z: 0 }, centre: { x: 0.5, y: 0.5 }, velocity: { x: 0, y: 0 }, energy: 0 },
};

/** A frame with one person standing still, all of whose signals rest but one. */
export function signalFrame(
  signal: SignalName,
  value: number,
  slot: number,
  frame: number,
  t: Seconds,
): PerformersFrame {
  const person: StagePerson = {
    ...{ id: slot, live: STANDING, partner: STANDING, turn: "listening", phraseSeconds: 0, progress: 0 },
    ...{ options: [], grid: null, chosen: null, gesture: null, foreseen: null },
    nextGenerator: "model",
  };
  const stage: StageFrame = {
    ...{ frame, t, width: 1280, height: 720 },
    ...initialControls(loadSettings({})),
    ...{
      people: [person],
      alone: null,
      events: [],
      reason: null,
      ignored: [],
      music: null,
      timing: { detect: 0, predict: 0, total: 0 },
    },
  };
  const performer: Performer = {
    ...{ person, slot, age: t, stature: null, pictureScale: null, acceleration: 0 },
    signals: { ...RESTING, [signal]: value },
  };
  const performers = Array.from({ length: slot }, (_, i) => (i === slot - 1 ? performer : null));
  return { stage, performers, events: [], pictureScale: null };
}
