import * as tf from "@tensorflow/tfjs-core";
import type { Heard } from "../../../../shared/music.ts";
import { mix } from "../../../../shared/numbers.ts";
import { JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { HEARD_SIZE, writeHeard } from "../../../generators/recurrent-cvae/heard.ts";
import {
  LOUD,
  type MotionState,
  type Network,
  type Pace,
  QUIET,
} from "../../../generators/recurrent-cvae/network.ts";
import { aroundBeat, beatsOfSpeeds } from "../../../motion/features/beats.ts";
import { meanSpeedOf, STATE_SIZE } from "../../../motion/motion-state.ts";
import { gaussian, type Random } from "../../../motion/random.ts";
import { type Batch, GRADIENT_FRAMES } from "./batch.ts";
import { burnIn, encode, frameTensors, type Observation } from "./encoder.ts";
import { jointsOf, POSITION_UNIT, rolloutLosses, VELOCITY_UNIT } from "./losses.ts";
import { clockAt, sampleOf } from "./objective.ts";

/*
 * How the network learns to hear, once it dances: everything else of it rests, so that who hears nothing is danced with as
 * before, bit for bit. Nobody's dance of the archive has its music, so it is learnt from two kinds of rows, as many of each:
 *
 * - danced: the body's own beats and its own energy stand in for the music of the window as it was danced. Half of
 *   these, with the prior's mean as the latent, should come out as danced; the others should be fast and slow when it was.
 * - free: a steady beat of any tempo and phase is heard, as in live use, and the dance has already gone on by itself for
 *   up to two seconds, as a continuation has. Here speed should fall and rise with the beat as far as PULSE says, further
 *   the louder it is.
 *
 * Beats are heard a little early or late, as a live listener hears them.
 */

/** How exact a beat is heard, standard deviation, seconds. */
const JITTER = 0.02;
/** Of steady beats, a minute: evenly by their logarithm. */
const TEMPI = [65, 165] as const;
/** Segments that a free row has danced by itself already, at most. */
const FREE_SEGMENTS = 8;

/**
 * How far the logarithm of speed falls on a beat, below its mean; halfway between beats it is as far above, along a cosine.
 * So it is around the body's own beats in the archive.
 */
const PULSE = 0.27;
/** Metres a frame, added to speeds of which a logarithm is taken: standing still is not exact. */
const STILL = 0.002;
/** Difference of the logarithm of speeds that counts as one. */
const RHYTHM_UNIT = 0.25;

const RHYTHM_WEIGHT = 1;
const MOTION_STATISTICS_WEIGHT = 0.4;
const MEAN_POSE_WEIGHT = 0.1;
/** Of the mean square of the pace's logarithm, whose most is 0.35 to 0.45: as much as the beat takes, and no more. */
const PACE_WEIGHT = 0.4;

/** What is heard during a batch. B is its rows; the danced ones are the first half of them. */
export interface HeardMusic {
  /** Frames that the free rows have danced by themselves before the rollout. */
  readonly freeFrames: number;
  /** At each of these, then of the rollout's frames, see heard.ts: [(freeFrames + horizon) x B, 6]. */
  readonly heard: Float32Array;
  /** What the logarithm of speed should be, but for a constant of the row: [horizon x B]. */
  readonly rhythm: Float32Array;
  /** 1 where something is heard, and `rhythm` is known: [horizon x B]. */
  readonly isHeard: Float32Array;
  /** Standard normal, for the latents of all segments: [segments x B, latent]. */
  readonly noise: Float32Array;
}

/** @param usualSpeed mean speed of the archive's joints, metres a frame */
export function drawMusic(
  batch: Batch,
  { segment, latent }: { readonly segment: number; readonly latent: number },
  fps: number,
  usualSpeed: number,
  random: Random,
): HeardMusic {
  const { size, horizon } = batch;
  const freeFrames = segment * Math.floor(random() * (FREE_SEGMENTS + 1));
  const frames = freeFrames + horizon;
  const heard = new Float32Array(frames * size * HEARD_SIZE);
  const [rhythm, isHeard] = [new Float32Array(horizon * size), new Float32Array(horizon * size)];
  const late = () => JITTER * gaussian(random);
  for (let row = 0; row < size; row++) {
    const danced = isDanced(row, size);
    const speeds = danced ? speedsOf(batch, row) : null;
    const hears = speeds
      ? beatsOfSpeeds(speeds, fps, usualSpeed, late).slice(GRADIENT_FRAMES - 1)
      : steadyBeats(frames, fps, late, random);
    for (let frame = 0; frame < frames; frame++) {
      // Who is danced begins with the rollout.
      const index = danced ? frame - freeFrames : frame;
      const one = index < 0 ? null : hears[index]!;
      writeHeard(one, heard, (frame * size + row) * HEARD_SIZE);
      const at = (frame - freeFrames) * size + row;
      if (at < 0 || one === null) continue;
      isHeard[at] = 1;
      rhythm[at] = speeds
        ? Math.log(speeds[GRADIENT_FRAMES - 1 + index]! + STILL)
        : -PULSE *
          mix(QUIET, LOUD, one.energy) *
          Math.cos((2 * Math.PI * one.sinceBeat) / (one.sinceBeat + one.toBeat));
    }
  }
  const noise = Float32Array.from({ length: Math.ceil(frames / segment) * size * latent }, () =>
    gaussian(random),
  );
  return { freeFrames, heard, rhythm, isHeard, noise };
}

const isDanced = (row: number, size: number): boolean => row < size / 2;

/** Of one row as it was danced, its last observed frames and its future, metres a frame. */
function speedsOf({ clean, future, size }: Batch, row: number): Float64Array {
  const speedAt = (states: Float32Array, frame: number) => {
    const at = (frame * size + row) * STATE_SIZE;
    return meanSpeedOf(states.subarray(at, at + STATE_SIZE));
  };
  const of = (states: Float32Array) =>
    Array.from({ length: states.length / (size * STATE_SIZE) }, (_, frame) => speedAt(states, frame));
  return Float64Array.from([...of(clean), ...of(future)]);
}

/** A steady beat of any tempo, phase and energy. */
function steadyBeats(frames: number, fps: number, late: () => number, random: Random): readonly Heard[] {
  const period = 60 / (TEMPI[0] * (TEMPI[1] / TEMPI[0]) ** random());
  const energy = random();
  const beats: number[] = [];
  for (let beat = -(1 + random()) * period; beat < frames / fps + 2 * period; beat += period)
    beats.push(beat + late());
  return Array.from({ length: frames }, (_, frame) => ({
    ...aroundBeat(beats, frame / fps, Number.POSITIVE_INFINITY)!,
    energy,
  }));
}

/** What the losses start from: where the rows are, and how they came there. */
export interface Listening extends Observation {
  readonly latent: tf.Tensor2D;
}

/** Everything before the rollout: without gradient. */
export function listen(network: Network, batch: Batch, music: HeardMusic): Listening {
  const { size } = batch;
  const { losses: _, ...observed } = encode(network, batch, burnIn(network, batch));
  const latent: tf.Tensor2D = tf.zeros([size, network.sizes.latent]);
  const start: Listening = { ...observed, latent };
  if (music.freeFrames === 0) return start;
  const free = roll(network, batch, music, start, 0, music.freeFrames).end;
  const halved = <T extends tf.Tensor2D>(danced: T, freed: T): T =>
    tf.concat([tf.slice(danced, 0, size / 2), tf.slice(freed, size / 2)], 0) as T;
  return {
    phrase: start.phrase,
    state: halved(start.state, free.state),
    noiseLevel: halved(start.noiseLevel, free.noiseLevel),
    hidden: {
      low: halved(start.hidden.low, free.hidden.low),
      high: halved(start.hidden.high, free.hidden.high),
    },
    latent: halved(start.latent, free.latent),
  };
}

/** What hearing is trained on; those losses that are of the dance itself, which rests, are missing. */
export function hearingLosses(network: Network, batch: Batch, music: HeardMusic, start: Listening) {
  const { size, horizon } = batch;
  const { states, paces } = roll(network, batch, music, start, music.freeFrames, music.freeFrames + horizon);
  const target = frameTensors(batch.future, size).slice(0, horizon);
  const asDanced = tf.tensor2d(
    Float32Array.from({ length: size }, (_, row) => (isMean(row, size) ? 1 : 0)),
    [size, 1],
  );
  const sampled: tf.Tensor2D = tf.sub(1, asDanced);
  const standard = (state: MotionState) => network.normalise(state, network.headingOf(state));
  const rolledOut = rolloutLosses(states, target, asDanced, sampled, standard);
  const rhythm = rhythmLoss(states, music, size, horizon);
  const pace = tf.mean(tf.square(tf.log(tf.concat(paces, 0))));
  const { position, velocity, motionStatistics, meanPose } = rolledOut;
  const total = tf.addN([
    tf.div(position, POSITION_UNIT),
    tf.div(velocity, VELOCITY_UNIT),
    tf.mul(motionStatistics, MOTION_STATISTICS_WEIGHT),
    tf.mul(meanPose, MEAN_POSE_WEIGHT),
    tf.mul(tf.div(rhythm, RHYTHM_UNIT), RHYTHM_WEIGHT),
    tf.mul(pace, PACE_WEIGHT),
  ]) as tf.Scalar;
  return { ...rolledOut, total, rhythm };
}

const isMean = (row: number, size: number): boolean => isDanced(row, size) && row % 2 === 0;

/** Mean absolute difference of the logarithms of speed from what they should be, each row about its own mean. */
function rhythmLoss(
  states: readonly MotionState[],
  { rhythm, isHeard }: HeardMusic,
  size: number,
  horizon: number,
): tf.Scalar {
  const [, velocity] = jointsOf(tf.stack([...states]) as tf.Tensor3D);
  const each = tf.reshape(velocity, [horizon, size, JOINT_COUNT, 3]);
  const speed = tf.mean(tf.sqrt(tf.add(tf.sum(tf.square(each), 3), 1e-10)), 2); // [horizon, B]
  const weight = tf.tensor2d(isHeard, [horizon, size]);
  const heard = tf.maximum(tf.sum(weight, 0, true), 1);
  const off = tf.sub(tf.log(tf.add(speed, STILL)), tf.tensor2d(rhythm, [horizon, size]));
  const own = tf.div(tf.sum(tf.mul(off, weight), 0, true), heard);
  const differences = tf.mul(tf.abs(tf.sub(off, own)), weight);
  return tf.div(tf.sum(differences), tf.maximum(tf.sum(weight), 1)) as tf.Scalar;
}

/** Goes on hearing, from frame `from` of the music to frame `to`. */
function roll(
  network: Network,
  { size }: Batch,
  { heard, noise }: HeardMusic,
  start: Listening,
  from: number,
  to: number,
) {
  const { segment, latent: latents } = network.sizes;
  const noNoise: tf.Tensor2D = tf.zeros([size, 1]);
  const varied = tf.tensor2d(
    Float32Array.from({ length: size }, (_, row) => (isMean(row, size) ? 0 : 1)),
    [size, 1],
  );
  let { state, noiseLevel, hidden, latent } = start;
  const { phrase } = start;
  const states: MotionState[] = [];
  const paces: Pace[] = [];
  for (let frame = from; frame < to; frame++) {
    const heading = network.headingOf(state);
    const features = network.features(state, heading, noiseLevel);
    hidden = network.recur(features, hidden);
    if (frame % segment === 0) {
      const prior = network.prior(hidden.high, features, phrase);
      const at = (frame / segment) * size * latents;
      const epsilon = tf.tensor2d(noise.subarray(at, at + size * latents), [size, latents]);
      latent = sampleOf(prior, tf.mul(epsilon, varied));
    }
    const clock = clockAt(frame, segment, size);
    const at = frame * size * HEARD_SIZE;
    const now = tf.tensor2d(heard.subarray(at, at + size * HEARD_SIZE), [size, HEARD_SIZE]);
    const acceleration = network.decode(hidden.high, features, phrase, latent, clock);
    const pace = network.hear(hidden.high, features, phrase, latent, clock, now);
    state = network.advance(state, heading, acceleration, pace);
    noiseLevel = noNoise;
    states.push(state);
    paces.push(pace);
  }
  return { states, paces, end: { state, noiseLevel, hidden, phrase, latent } };
}
