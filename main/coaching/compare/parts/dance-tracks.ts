import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import { type Clip, ROOT_AT, ROW } from "../../../motion/clip.ts";
import type { Heading } from "../../../motion/heading.ts";
import { HUNG, type PartTrack, partTrack, steadyHeadings } from "./part-track.ts";

/** What has a time of its own: the parts, and the weight, which has it together with the whole body only. */
export const TRACKS = [...BODY_PARTS, "weight"] as const;
export type Tracked = BodyPart | "weight";

/** All that is compared of a dance, at an even rate. */
export interface DanceTracks {
  /** Frames a second of the reference's time. */
  readonly rate: number;
  readonly clip: Clip;
  readonly headings: readonly Heading[];
  readonly tracks: Readonly<Record<Tracked, PartTrack>>;
  /** The trunk as seen from the body's own heading: how it leans, not how it turns. */
  readonly lean: PartTrack;
  /** Frames of the camera in a second of the reference's time, */
  readonly cameraRate: number;
  /** and the share of their noise that is left in a frame here. */
  readonly left: number;
}

/** @param noise of each number of the camera's rows, square metres: [60] */
export function danceTracks(
  clip: Clip,
  noise: Float64Array,
  { rate, cameraRate, left }: Pick<DanceTracks, "rate" | "cameraRate" | "left">,
): DanceTracks {
  const headings = steadyHeadings(clip, rate);
  const parts = BODY_PARTS.map((part) => [part, partTrack(clip, headings, noise, HUNG[part])] as const);
  const weight: PartTrack = {
    ...{ frames: clip.frames, width: 3, noise: noise.slice(ROOT_AT) },
    values: Float32Array.from(
      { length: 3 * clip.frames },
      (_, i) => clip.values[Math.floor(i / 3) * ROW + ROOT_AT + (i % 3)]!,
    ),
  };
  const tracks = { ...Object.fromEntries(parts), weight } as DanceTracks["tracks"];
  const lean = partTrack(clip, headings, noise, HUNG.trunk, false);
  return { rate, clip, headings, tracks, lean, cameraRate, left };
}
