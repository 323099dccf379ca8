import { join } from "node:path";
import { writeTake } from "../../main/archive/take-writer.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import type { MusicTrack } from "../../shared/music-track.ts";
import type { BodyPoint } from "../../shared/pose.ts";
import { swung } from "./bodies.ts";

export interface DanceShape {
  readonly seconds: number;
  readonly fps?: number;
  /** 1 for an adult. */
  readonly scale?: number;
  /** Radians about the vertical. */
  readonly facing?: number;
  /** Where in its swing the dance begins, seconds. */
  readonly from?: number;
}

/** A dance made of sines: arms swing, the body sways from foot to foot and turns a little. */
export function sineDance({ seconds, fps = 30, scale = 1, facing = 0, from = 0 }: DanceShape): MotionFrame[] {
  return Array.from({ length: Math.round(seconds * fps) }, (_, frame) => {
    const t = from + frame / fps;
    const turn = facing + 0.3 * Math.sin(1.3 * t);
    const body = swung(0.8 * Math.sin(4 * t)).map((point) => turned(point, turn, scale));
    const sway = 0.15 * Math.sin(2 * t);
    const { x, y, z } = turned({ x: sway, y: 0.9, z: 0.5 * sway }, facing, scale);
    return { body, root: { x, y, z } };
  });
}

function turned({ x, y, z }: BodyPoint, angle: number, scale: number): BodyPoint {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: scale * (x * cos + z * sin), y: scale * y, z: scale * (z * cos - x * sin) };
}

/** Writes a dance as a take, and says where. */
export async function writeDance(
  folder: string,
  name: string,
  dance: readonly MotionFrame[],
  {
    fps = 30,
    tags = ["swing"],
    music,
  }: {
    readonly fps?: number;
    readonly tags?: readonly string[];
    readonly music?: MusicTrack | undefined;
  } = {},
): Promise<string> {
  const file = join(folder, `${name}.take.ndjson`);
  const about = { source: "sines", licence: "none", dancer: "nobody" };
  const header = { fps, ...about, tags, music, width: 1280, height: 720 };
  const frames = dance.map(({ body, root }, frame) => ({
    t: frame / fps,
    people: [{ id: 1, image: null, body, root }],
  }));
  await writeTake(file, header, frames);
  return file;
}
