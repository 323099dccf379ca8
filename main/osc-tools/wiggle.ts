import { initialControls } from "../../shared/commands/controls.ts";
import type { Music } from "../../shared/music.ts";
import { mix } from "../../shared/numbers.ts";
import type { Seconds } from "../../shared/pose.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../shared/stage.ts";
import { loadSettings } from "../config/load-settings.ts";
import { type AnySignalName, MUSIC_SIGNALS, musicSignals } from "../motion/signals/music-signals.ts";
import { RESTING } from "../motion/signals/signal.ts";
import { quantitiesIn } from "../outputs/osc/custom/custom-message.ts";
import { type Destination, destinationName } from "../outputs/osc/destination/destination.ts";
import type { Performer, PerformersFrame } from "../outputs/performers/performers.ts";
import { ConfigError } from "../system/errors.ts";

/**
 * The destination with nothing but what carries one signal of one person or of the music, so that a console in learn mode
 * receives only that.
 * @throws ConfigError when it carries the signal nowhere.
 */
export function onlySignal(signal: AnySignalName, person: number, destination: Destination): Destination {
  const isOfMusic = MUSIC_SIGNALS.some(({ name }) => name === signal);
  const customMessages = destination.customMessages.filter(
    (message) =>
      message.on === "frame" &&
      quantitiesIn(message).includes(signal) &&
      (isOfMusic ||
        (message.each !== "scene" && (typeof message.each === "string" || message.each === person))),
  );
  if (customMessages.length > 0) return { ...destination, customMessages, groups: new Set() };
  const group = isOfMusic ? "music" : "signals";
  if (destination.groups.has(group)) return { ...destination, customMessages, groups: new Set([group]) };
  throw new ConfigError(
    `${destinationName(destination)} is not sent ${signal}${isOfMusic ? "" : ` of person ${person}`}, expected a mapping of it or the group "${group}"`,
  );
}

const OF_MUSIC: readonly string[] = [...MUSIC_SIGNALS.map(({ name }) => name), "music.tempo", "music.beat"];

/**
 * The destination with nothing but what it is told of the music.
 * @throws ConfigError when that is nothing.
 */
export function onlyMusic(destination: Destination): Destination {
  const customMessages = destination.customMessages.filter(
    (message) =>
      ["beat", "bar"].includes(message.on) ||
      (message.on === "frame" && quantitiesIn(message).some((name) => OF_MUSIC.includes(name))),
  );
  const groups = new Set([...destination.groups].filter((group) => group === "music"));
  if (customMessages.length > 0 || groups.size > 0) return { ...destination, customMessages, groups };
  throw new ConfigError(
    `${destinationName(destination)} is told nothing of the music, expected a mapping or a message of it, or the group "music"`,
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

/** Music of which nothing moves, and no beat is sure. */
const STILL: Music = {
  ...{ from: "osc", t: 0, tempo: 120, beat: 0, beatsPerBar: 4, downbeat: 0 },
  ...{ confidence: 0, energy: 0, onset: 0, brightness: 0 },
};

/** A frame with one person standing still, all of whose signals rest but one; or that one of the music. */
export function signalFrame(
  signal: AnySignalName,
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
  const performer: Performer = {
    ...{ person, slot, age: t, stature: null, pictureScale: null, acceleration: 0 },
    signals: { ...RESTING, [signal]: value },
  };
  const performers = Array.from({ length: slot }, (_, i) => (i === slot - 1 ? performer : null));
  const music = { ...STILL, t, tempo: signal === "musicTempo" ? mix(40, 200, value) : STILL.tempo };
  return {
    ...{ stage: stageFrame([person], frame, t), performers, events: [], pictureScale: null, music },
    musicSignals: { ...musicSignals(null, t), [signal]: value },
  };
}

/** A frame of nobody and music of that many beats a minute, in bars of four, whose beats are strokes. */
export function musicFrame(tempo: number, frame: number, t: Seconds): PerformersFrame {
  const beat = (t * tempo) / 60;
  const stroke = (1 - (beat % 1)) ** 2;
  const music: Music = {
    ...{ ...STILL, t, tempo, beat, confidence: 1 },
    ...{ energy: 0.5 + stroke / 2, onset: stroke, brightness: 0.5 },
  };
  return {
    ...{ stage: stageFrame([], frame, t), performers: [null], events: [], pictureScale: null, music },
    musicSignals: musicSignals(music, t),
  };
}

function stageFrame(people: readonly StagePerson[], frame: number, t: Seconds): StageFrame {
  return {
    ...{ frame, t, width: 1280, height: 720 },
    ...initialControls(loadSettings({})),
    ...{ people, alone: null, events: [], reason: null, ignored: [], music: null, practice: null },
    timing: { detect: 0, predict: 0, total: 0 },
  };
}
