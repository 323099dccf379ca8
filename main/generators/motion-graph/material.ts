import type { Seconds } from "../../../shared/pose.ts";
import { beatsAmong } from "../../motion/features/beats.ts";
import { FEATURES, mirroredFeatures, VELOCITY_FRAMES, writeFeatures } from "../../motion/moments/features.ts";
import { PoseIndex } from "../../motion/moments/pose-index.ts";
import { treeOf } from "../../motion/moments/pose-tree.ts";
import { project } from "../../motion/moments/principal-axes.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import { mirroredPlacement, speedBetween } from "../../motion/placement.ts";
import { FORESEEN } from "./on-beat.ts";
import { APART, AXES, EDGES, type PoseGraph, STRIDE } from "./pose-graph.ts";
import type { Words } from "./words.ts";

/** What can be danced: an archive's takes, or her own words, as they were or in a mirror. */
export type Source = "takes" | "words" | "mirrored words";

export interface Place {
  readonly source: Source;
  readonly frame: number;
}

/** A moment that is like another, and how far it is from it, metres. */
export interface Candidate extends Place {
  readonly distance: number;
  /** Where it is known: how hard the joints are accelerated in the frame after going over, metres a second squared. */
  readonly jolt?: number;
}

/** Frames that are left to go on after a moment that is chosen. */
const LEFT = 30;
/** Of her own words so many are looked for. */
const OWN = 8;

/** All that a continuation can be made of: the graph of an archive's takes, if there is one, and her words. */
export class Material {
  readonly graph: PoseGraph | null;
  readonly #fps: number;
  /** Of the frames that are in the component and have some left after them in it. */
  readonly #index: PoseIndex | null;
  /** How many frames one can go on from each without leaving the component, at most 255. */
  readonly #left: Uint8Array;
  /** Mean speed of the joints in each frame, metres a frame; and 1 where the body has a beat. */
  readonly #speeds: Float32Array;
  readonly #beats: Uint8Array;
  /** Half of the frames are faster. */
  readonly #usualSpeed: number;

  constructor(graph: PoseGraph | null, fps: number) {
    this.graph = graph;
    this.#fps = fps;
    const { members, danceOf } = graph ?? { members: new Uint8Array(), danceOf: new Uint32Array() };
    this.#left = new Uint8Array(members.length);
    for (let frame = members.length - 2; frame >= 0; frame--)
      if (members[frame] === 1 && members[frame + 1] === 1 && danceOf[frame] === danceOf[frame + 1])
        this.#left[frame] = Math.min(255, this.#left[frame + 1]! + 1);
    const usable = members.map((is, frame) => is & Number(this.#left[frame]! >= LEFT));
    this.#index = graph && new PoseIndex(graph.points, AXES, treeOf(graph.points, AXES, usable));
    this.#speeds = new Float32Array(members.length);
    this.#beats = new Uint8Array(members.length);
    for (let frame = 1, begin = 0; frame <= members.length; frame++) {
      if (danceOf[frame] === danceOf[frame - 1]) {
        this.#speeds[frame] = speedBetween(this.#ofTakes(frame - 1), this.#ofTakes(frame));
        continue;
      }
      for (const beat of beatsAmong(this.#speeds.subarray(begin, frame), fps)) this.#beats[begin + beat] = 1;
      begin = frame;
    }
    this.#usualSpeed = this.#speeds.toSorted()[members.length >> 1] ?? 0;
  }

  /** Which of the graph's styles it is in; null for her own words, which are in hers. */
  styleOf({ source, frame }: Place): number | null {
    return source === "takes" ? this.graph!.styleOf[frame]! : null;
  }

  /** Frames that one can go on from there. */
  leftAt({ source, frame }: Place, words: Words): number {
    if (source === "takes") return this.#left[frame]!;
    let left = 0;
    while (left < LEFT && words.goesOn(frame + left)) left++;
    return left;
  }

  placement({ source, frame }: Place, words: Words): Float32Array {
    if (source === "takes") return this.#ofTakes(frame);
    const placement = words.placement(frame);
    return source === "words" ? placement : mirroredPlacement(placement);
  }

  /** Whether one may go over from here into something else. */
  isBranch({ source, frame }: Place): boolean {
    return source === "takes" ? frame % STRIDE === 0 : true;
  }

  /** Where one can go from a moment of it: along the graph's edges, or to her words. */
  fromPlace(place: Place, words: Words): readonly Candidate[] {
    const features = this.#featuresOf(place, words);
    if (!features) return [];
    const own = this.#amongWords(features, words);
    return place.source === "takes"
      ? [...this.#edgesOf(place.frame), ...own]
      : [...this.#amongTakes(features, EDGES), ...own];
  }

  /** Moments of the takes that are like a place, however far. */
  likePlace(place: Place, words: Words, count: number): readonly Candidate[] {
    const features = this.#featuresOf(place, words);
    return features ? this.#amongTakes(features, count) : [];
  }

  /** Where one can go from a body that moved from `before` to `now` in two frames. */
  fromBody(now: Float32Array, before: Float32Array, words: Words, count: number): readonly Candidate[] {
    const features = new Float32Array(FEATURES);
    writeFeatures(now, before, this.#fps, features);
    return [...this.#amongTakes(features, count), ...this.#amongWords(features, words)];
  }

  /** How long it is from a place to the first beat of the body after it, from there to the next, and so on. */
  beatsAfter(place: Place, words: Words): readonly Seconds[] {
    const isTakes = place.source === "takes";
    const spans: Seconds[] = [];
    let before = place.frame;
    for (const frame of this.#foreseen(place, words)) {
      if (!(isTakes ? this.#beats[frame] === 1 : words.isBeat(frame, this.#fps))) continue;
      spans.push((frame - before) / this.#fps);
      before = frame;
    }
    return spans;
  }

  /** How much is moved after a place, 0..1: one half where it is as usual in the takes. */
  energyAfter(place: Place, words: Words): number {
    let [sum, count] = [0, 0];
    for (const frame of this.#foreseen(place, words)) {
      sum += place.source === "takes" ? this.#speeds[frame]! : words.speed(frame);
      count++;
    }
    return sum / (sum + count * this.#usualSpeed + Number.MIN_VALUE);
  }

  /** The frames that follow one, as far as is looked ahead. */
  *#foreseen({ source, frame }: Place, words: Words): Generator<number, void> {
    const longest = Math.floor(FORESEEN * this.#fps);
    const last = frame + (source === "takes" ? Math.min(longest, this.#left[frame]!) : longest);
    while (++frame <= last && (source === "takes" || words.goesOn(frame - 1))) yield frame;
  }

  #ofTakes(frame: number): Float32Array {
    return this.graph!.placements.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
  }

  #featuresOf(place: Place, words: Words): Float32Array | null {
    if (place.source === "words") return words.features(place.frame);
    if (place.source === "mirrored words") {
      const features = words.features(place.frame);
      return features && mirroredFeatures(features);
    }
    if (place.frame < VELOCITY_FRAMES) return null;
    const features = new Float32Array(FEATURES);
    const before = { ...place, frame: place.frame - VELOCITY_FRAMES };
    writeFeatures(this.placement(place, words), this.placement(before, words), this.#fps, features);
    return features;
  }

  #edgesOf(frame: number): readonly Candidate[] {
    const { edges, distances, members, threshold } = this.graph!;
    const found: Candidate[] = [];
    for (let at = (frame / STRIDE) * EDGES; at < (frame / STRIDE + 1) * EDGES; at++) {
      const to = edges[at]!;
      if (to < 0 || distances[at]! > threshold) break;
      if (members[to] === 1) found.push({ source: "takes", frame: to, distance: distances[at]! });
    }
    return found;
  }

  #amongTakes(features: Float32Array, count: number): readonly Candidate[] {
    if (!this.#index) return [];
    const point = project(this.graph!.axes, features, new Float32Array(AXES));
    return this.#index
      .nearest(point, count, Number.POSITIVE_INFINITY, APART)
      .map((found) => ({ source: "takes", ...found }));
  }

  #amongWords(features: Float32Array, words: Words): readonly Candidate[] {
    const left = Math.min(LEFT, Math.floor(words.length / 3));
    const as = (source: Source, query: Float32Array): Candidate[] =>
      words.nearest(query, OWN, left, APART).map((found) => ({ source, ...found }));
    return words.length === 0
      ? []
      : [...as("words", features), ...as("mirrored words", mirroredFeatures(features))];
  }
}
