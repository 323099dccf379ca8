/*
 * Peers: generators of the literature, re-implemented small, to be judged beside the shipped one with the same takes,
 * the same body and the same judge. They are not offered in live use. What all of them share is here: they are given a
 * pose (pose.ts), LSTM layers carry the past, and the next pose is what the last layer says. Nothing keeps them from
 * freezing or drifting: how often they do is what `evaluate` measures.
 */
import * as tf from "@tensorflow/tfjs-core";
import { BONE_COUNT } from "../../motion/bones.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { HEIGHT, velocityAt } from "../../motion/motion-state.ts";
import type { Random } from "../../motion/random.ts";
import { clampLengths, legScale } from "../../motion/standard-body.ts";
import { blocksLength } from "../blocks.ts";
import type { Generator, GeneratorState, GeneratorStep, Manner } from "../generator.ts";
import { FixedLayers } from "../linear-layers.ts";
import type { Model } from "../model.ts";
import { type DancerState, initialDancerState, toMotionFrame } from "../recurrent-cvae/dancer-state.ts";
import { Denoiser } from "../recurrent-cvae/denoiser.ts";
import { type ObservationModel, observeFrame } from "../recurrent-cvae/observation.ts";
import { constantsIn } from "../recurrent-cvae/weights.ts";
import { read, table } from "../tensors.ts";
import { type LstmState, lstm } from "./lstm.ts";
import { facing, POSE_SIZE, placePose, poseOf } from "./pose.ts";
import {
  fromUnits,
  PEER_CONSTANTS,
  type PeerSizes,
  type PoseUnits,
  peerLayers,
  poseUnitsIn,
  toUnits,
} from "./weights.ts";

/** What differs between peers in live use. */
export interface PeerKind {
  /** Numbers that the last layer gives. */
  readonly outputs: number;
  /** The next pose in standard units, [58], of what the last layer gave. */
  next(output: Float32Array, temperature: number, random: Random): Float32Array;
}

/** Never changed once made. */
interface PeerState extends GeneratorState {
  readonly dancer: DancerState;
  /** The last pose in standard units, [58], which the network has not read yet. */
  readonly pose: Float32Array;
  /** Where it faces, radians. */
  readonly facing: number;
  /** Of every layer, one after the other, [layers * 2 hidden]. */
  readonly hidden: Float32Array;
}

export class Peer implements Generator {
  readonly description: string;
  readonly fps: number;
  /** Those that it has learnt from; it cannot be asked for one. */
  readonly styles: readonly string[];
  readonly #name: string;
  readonly #sizes: PeerSizes;
  readonly #kind: PeerKind;
  readonly #layers: FixedLayers;
  readonly #body: ObservationModel;
  readonly #units: PoseUnits;

  constructor({ name, type, fps, sizes, styles, values }: Model<PeerSizes>, kind: PeerKind) {
    this.description = `${name} (${type})`;
    this.fps = fps;
    this.styles = styles;
    this.#name = name;
    this.#sizes = sizes;
    this.#kind = kind;
    this.#layers = new FixedLayers(
      peerLayers(sizes, kind.outputs),
      values.subarray(blocksLength(PEER_CONSTANTS)),
    );
    const constants = constantsIn(values);
    this.#body = { ...constants, denoiser: new Denoiser(constants) };
    this.#units = poseUnitsIn(values);
  }

  initial(): PeerState {
    const { hidden, layers } = this.#sizes;
    return {
      generator: this.#name,
      dancer: initialDancerState(),
      pose: new Float32Array(POSE_SIZE),
      facing: 0,
      hidden: new Float32Array(2 * hidden * layers),
    };
  }

  observe(state: GeneratorState, frame: MotionFrame): PeerState {
    return this.observeEach([state], [frame])[0]!;
  }

  /** A new frame becomes the last pose; the one before it goes through the network, as while stepping. */
  observeEach(states: readonly GeneratorState[], frames: readonly MotionFrame[]): readonly PeerState[] {
    const own = states.map((state) => this.#own(state));
    const begun = own.filter(({ dancer }) => dancer.observedFrames > 0);
    const hidden = new Map<PeerState, Float32Array>();
    if (begun.length > 0) {
      const after = tf.tidy(() => tf.concat([...this.#advance(begun).states], 1));
      const values = after.dataSync() as Float32Array;
      after.dispose();
      const width = values.length / begun.length;
      begun.forEach((state, row) => {
        hidden.set(state, values.slice(row * width, (row + 1) * width));
      });
    }
    return own.map((before, row) => {
      const dancer = observeFrame(before.dancer, frames[row]!, this.#body);
      return {
        ...before,
        dancer,
        pose: toUnits(poseOf(dancer.motionState), this.#units),
        facing: facing(dancer.motionState),
        hidden: hidden.get(before) ?? before.hidden,
      };
    });
  }

  async step(
    states: readonly GeneratorState[],
    { temperature }: Manner,
    random: Random,
  ): Promise<readonly GeneratorStep[]> {
    if (states.length === 0) return [];
    const own = states.map((state) => this.#own(state));
    const values = await read(
      tf.tidy(() => {
        const { output, states: after } = this.#advance(own);
        return tf.concat([this.#layers.linear("output", output), ...after], 1);
      }),
    );
    const width = values.length / own.length;
    return own.map((before, row) => {
      const given = values.subarray(row * width, (row + 1) * width);
      const pose = this.#kind.next(given.subarray(0, this.#kind.outputs), temperature, random);
      return this.#follow(before, pose, given.slice(this.#kind.outputs));
    });
  }

  dispose(): void {
    this.#layers.dispose();
  }

  /** The dancer in the next pose, whose bones have the lengths that they had. */
  #follow(
    before: PeerState,
    pose: Float32Array,
    hidden: Float32Array,
  ): { state: PeerState; frame: MotionFrame } {
    const placed = placePose(fromUnits(pose, this.#units), before.facing);
    clampLengths(placed.bones, this.#body);
    const motionState = before.dancer.motionState.slice();
    motionState.set(placed.bones);
    motionState[HEIGHT] = placed.height;
    for (let at = 0; at < 3 * BONE_COUNT; at++)
      motionState[velocityAt(0) + at] = motionState[at]! - before.dancer.motionState[at]!;
    const scale = legScale(before.dancer.boneLengths, this.#body);
    const { root } = before.dancer;
    const dancer: DancerState = {
      ...before.dancer,
      motionState,
      root: {
        x: root.x + placed.moved.x / scale,
        y: placed.height / scale,
        z: root.z + placed.moved.z / scale,
      },
      lengthRatios: before.dancer.lengthRatios.map(() => 1),
      generatedFrames: before.dancer.generatedFrames + 1,
    };
    const state: PeerState = { ...before, dancer, pose, facing: placed.facing, hidden };
    return { state, frame: toMotionFrame(dancer, this.#body) };
  }

  /** The network one frame further: it reads the last poses. */
  #advance(states: readonly PeerState[]) {
    const { hidden, layers } = this.#sizes;
    const before = Array.from({ length: layers }, (_, layer): LstmState => {
      const at = 2 * hidden * layer;
      return table(states.map((state) => state.hidden.subarray(at, at + 2 * hidden)));
    });
    return lstm(this.#layers, table(states.map(({ pose }) => pose)), before);
  }

  #own(state: GeneratorState): PeerState {
    if (state.generator !== this.#name)
      throw new Error(`a state of the generator ${state.generator} was given to ${this.#name}`);
    return state as PeerState;
  }
}
