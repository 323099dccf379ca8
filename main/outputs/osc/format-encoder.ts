import type { Seconds } from "../../../shared/pose.ts";
import type { OscMessage } from "../../system/osc/read-packet.ts";
import type { PerformersFrame } from "../performers/performers.ts";
import type { Beat } from "./beat-timer.ts";
import { packetsOf } from "./bundles.ts";
import { CustomMessageBuilder } from "./custom/custom-message-builder.ts";
import type { Format } from "./destination/destination.ts";
import { FrameRateLimiter } from "./frame-rate-limiter.ts";
import { type Unit, unitsOf } from "./layout.ts";
import type { Group } from "./table/address.ts";
import { EVENT_ADDRESSES } from "./table/frame.ts";
import type { FrameValues } from "./table/frame-values.ts";
import { FilteredLine, type TableLine, Values } from "./table/values.ts";

/** PerformersFrame -> the packets of one format, for all destinations that want it. */
export class FormatEncoder {
  readonly #format: Format;
  readonly #values: FrameValues;
  readonly #limiter: FrameRateLimiter;
  readonly #units: readonly Unit[];
  readonly #custom: readonly CustomMessageBuilder[];
  readonly #scene: readonly FilteredLine[];
  readonly #music: readonly FilteredLine[];
  readonly #practice: readonly FilteredLine[];
  #sceneAt: Seconds | null = null;

  /** `values` and `scene` hold the numbers that are encoded next. */
  constructor(format: Format, values: FrameValues, scene: readonly TableLine[]) {
    this.#format = format;
    this.#values = values;
    this.#limiter = new FrameRateLimiter(format.rate);
    this.#units = unitsOf(values, format);
    this.#custom = format.customMessages.map((message) => new CustomMessageBuilder(message, format));
    const wanted = (group: Group, lines: readonly TableLine[]) =>
      format.groups.has(group) ? lines.map((line) => new FilteredLine(line, format)) : [];
    this.#music = wanted("music", values.music.lines);
    this.#practice = wanted("practice", values.practice.lines);
    this.#scene = wanted("scene", scene);
  }

  /** The packets of a frame; none when it is not yet time. Events are sent at once, whatever the rate. */
  frame(frame: PerformersFrame, now: Seconds): readonly Buffer[] {
    const { bundles, groups, split } = this.#format;
    const custom = this.#custom.flatMap((builder) => builder.build(frame, now));
    const isDue = this.#limiter.isDue(now) || frame.events.length > 0;
    if (!isDue) return packetsOf({ head: [], units: [custom] }, bundles);
    const dt = this.#limiter.since(now);
    const head = groups.has("frame") && split !== "frame" ? [this.#message(this.#values.frame)] : [];
    const events = groups.has("events") ? frame.events.map((event) => [this.#event(event)]) : [];
    const people = this.#units
      .filter(({ slot }) => slot <= frame.performers.length)
      .map((unit) => unit.build(dt));
    const { music, practice } = this.#values;
    const heard = music.wasKnown ? this.#following(this.#music, dt) : [];
    const practised = practice.wasKnown ? this.#following(this.#practice, dt) : [];
    return packetsOf({ head, units: [...events, ...people, heard, practised, custom] }, bundles);
  }

  /** The packets of a beat of the music, which do not wait for a frame. @param frame as it is on the beat */
  beat(frame: PerformersFrame, { bar }: Beat): readonly Buffer[] {
    const { bundles, groups } = this.#format;
    const { music } = this.#values;
    const lines = groups.has("music") ? [music.beat, ...(bar === null ? [] : [music.bar])] : [];
    const custom = this.#custom.flatMap((builder) => builder.onBeat(frame, bar !== null));
    return packetsOf({ head: [], units: [lines.map((line) => this.#message(line)), custom] }, bundles);
  }

  /** Lines that are sent with each frame. */
  #following(lines: readonly FilteredLine[], dt: Seconds): readonly OscMessage[] {
    for (const line of lines) line.update(dt);
    return lines.map((line) => this.#message(line));
  }

  /** The packets of the scene and the heartbeat. */
  scene(now: Seconds): readonly Buffer[] {
    for (const line of this.#scene) line.update(now - (this.#sceneAt ?? now));
    this.#sceneAt = now;
    const messages = this.#scene.map((line) => this.#message(line));
    return packetsOf({ head: [], units: [messages] }, this.#format.bundles);
  }

  #event(event: PerformersFrame["events"][number]): OscMessage {
    const values = new Values(EVENT_ADDRESSES[event.event]);
    values.update(event);
    return this.#message(values);
  }

  #message({ address, args, numbers }: TableLine): OscMessage {
    const types = args.map(({ type }) => type).join("");
    return { address: this.#format.prefix + address.path, types, args: numbers };
  }
}
