import { randomBytes } from "node:crypto";
import sacn from "sacn";
import type { Clock } from "../../../shared/clock.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";
import { glide } from "../../motion/signals/glide.ts";
import { ALL_SIGNALS, type AnySignalName } from "../../motion/signals/music-signals.ts";
import { curveOf, type ResponseCurve } from "../osc/custom/curve.ts";
import { FrameRateLimiter } from "../osc/frame-rate-limiter.ts";
import type { Sender } from "../osc/wire/sender.ts";
import { type PerformersFrame, signalOf } from "../performers/performers.ts";
import type { ChannelSettings } from "./sacn-settings.ts";

/** Hertz: DMX512 allows no more with all 512 channels. */
const RATE = 44;
/** A receiver that hears nothing for 2.5 s assumes that the source is gone (E1.31, 6.7.1). */
const KEEP_ALIVE: Seconds = 0.9;
/** Option Stream_Terminated, sent three times: receivers release a source that ends at once (E1.31, 6.2.6). */
const TERMINATED = 0x40;
/** Byte of a packet's options, which the library does not set (E1.31, table 4-1). */
const OPTIONS = 112;
/** Identifies this source; stays the same when the settings are read again. */
const CID = randomBytes(16);

export interface SacnOptions {
  readonly universe: number;
  readonly priority: number;
  readonly channels: readonly ChannelSettings[];
  readonly sender: Sender;
  readonly clock: Clock;
}

/** Signals as channels of one universe, by sACN (E1.31). */
export class SacnOutput {
  readonly #options: SacnOptions;
  readonly #followers: readonly Follower[];
  readonly #limiter = new FrameRateLimiter(RATE);
  #sequence = 0;
  #sentAt: Seconds = Number.NEGATIVE_INFINITY;

  constructor(options: SacnOptions) {
    this.#options = options;
    this.#followers = options.channels.map((settings) => new Follower(settings));
  }

  frame(frame: PerformersFrame, now: Seconds): void {
    if (!this.#limiter.isDue(now)) return;
    const dt = this.#limiter.since(now);
    for (const follower of this.#followers) follower.follow(frame, dt);
    this.#send(now);
  }

  /** Repeats the levels when no frames come. */
  beat(now: Seconds): void {
    if (now - this.#sentAt >= KEEP_ALIVE) this.#send(now);
  }

  end(now: Seconds): void {
    for (let time = 0; time < 3; time++) this.#send(now, TERMINATED);
  }

  #send(now: Seconds, options = 0): void {
    const { universe, priority, sender } = this.#options;
    const payload = Object.fromEntries(this.#followers.map(({ channel, level }) => [channel, level]));
    const sequence = this.#sequence++ & 255;
    const packet = new sacn.Packet({
      ...{ universe, priority, sequence, payload, useRawDmxValues: true, cid: CID },
      sourceName: "Continuo",
    });
    const { buffer } = packet;
    buffer[OPTIONS] = options;
    sender.send([buffer]);
    this.#sentAt = now;
  }
}

class Follower {
  readonly channel: number;
  /** 0 to 255. */
  level: number;
  readonly #signal: AnySignalName;
  readonly #person: number;
  readonly #curve: ResponseCurve;
  readonly #between: readonly [number, number];
  readonly #tau: Seconds;
  readonly #circular: boolean;
  #shown: number;

  constructor({
    channel,
    signal,
    person = 1,
    curve = "linear",
    between = [0, 255],
    smoothing,
  }: ChannelSettings) {
    const known = ALL_SIGNALS.find(({ name }) => name === signal)!;
    this.channel = channel;
    this.#signal = known.name;
    this.#person = person;
    this.#curve = curveOf(curve);
    this.#between = between;
    this.#tau = smoothing ?? known.smoothing;
    this.#circular = known.circular;
    this.#shown = known.rest;
    this.level = this.#mapped();
  }

  follow(frame: PerformersFrame, dt: Seconds): void {
    const value = signalOf(frame, frame.performers[this.#person - 1] ?? null, this.#signal);
    if (!Number.isFinite(value)) return;
    this.#shown = glide(this.#shown, value, approachFactor(dt, this.#tau), this.#circular);
    this.level = this.#mapped();
  }

  #mapped(): number {
    const [low, high] = this.#between;
    return Math.round(low + this.#curve(this.#shown) * (high - low));
  }
}
