import { parametersOf } from "../../shared/commands/parameters.ts";
import type { Music } from "../../shared/music.ts";
import type { ImagePoint } from "../../shared/pose.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { Figure, StageFrame, StagePerson } from "../../shared/stage.ts";
import { ENGINE_SETTINGS } from "./engine-settings.ts";

/** A body whose every figure can be told from every other. */
export function figure(seed: number, changes: Partial<Figure> = {}): Figure {
  const image: readonly ImagePoint[] = Array.from({ length: JOINT_COUNT }, (_, joint) => ({
    x: ((seed * 7 + joint) % 19) / 19,
    y: joint / 19,
    score: 0.5 + joint / 40,
  }));
  const body = image.map(({ x, y }) => ({ x, y: 1 - y, z: 0 }));
  return {
    image,
    body,
    root: { x: seed / 10, y: 0.9, z: 0 },
    centre: { x: 0.5, y: 0.5 },
    velocity: { x: 0.25, y: -0.5 },
    energy: 1,
    ...changes,
  };
}

export function person(id: number, changes: Partial<StagePerson> = {}): StagePerson {
  return {
    id,
    live: figure(id),
    partner: figure(id + 100),
    turn: "listening",
    phraseSeconds: 2,
    progress: 0.25,
    options: [],
    grid: null,
    chosen: null,
    gesture: null,
    foreseen: null,
    nextGenerator: "model",
    ...changes,
  };
}

export function stageFrame(frame: number, changes: Partial<StageFrame> = {}): StageFrame {
  return {
    frame,
    t: frame / 30,
    width: 1280,
    height: 720,
    mode: "shadow",
    blackout: false,
    frozen: false,
    parameters: parametersOf(ENGINE_SETTINGS),
    blend: [],
    people: [],
    alone: null,
    events: [],
    reason: null,
    ignored: [],
    music: null,
    practice: null,
    timing: { detect: 1, predict: 1, total: 2 },
    ...changes,
  };
}

/** Two beats a second from 0 on, in bars of four. */
export const MUSIC: Music = {
  ...{ from: "sound", t: 0, tempo: 120, beat: 0, beatsPerBar: 4, downbeat: 0 },
  ...{ confidence: 1, energy: 0.5, onset: 0.25, brightness: 0.5 },
};
