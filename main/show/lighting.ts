import type { Clock } from "../../shared/clock.ts";
import type { ShowState } from "../../shared/commands/controls.ts";
import type { Command } from "../../shared/commands/table.ts";
import type { Status } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Settings } from "../config/settings.ts";
import type { SentBeat } from "../cues/beat-message.ts";
import { OscIn } from "../cues/osc-in.ts";
import { beatMethod, cueMethods } from "../cues/osc-query-methods.ts";
import { MARIONETTE_PORT } from "../outputs/avatar/vmc-messages.ts";
import { type Console, openConsoles } from "../outputs/console/consoles.ts";
import { destinationName } from "../outputs/osc/destination/destination.ts";
import { completeDestination } from "../outputs/osc/destination/preset.ts";
import { createOscOutput, type OscOutput } from "../outputs/osc/osc-output.ts";
import { createResolver } from "../outputs/osc/wire/resolver.ts";
import { Announcement } from "../outputs/oscquery/announce.ts";
import { OscQueryServer } from "../outputs/oscquery/server.ts";
import { methodsOf } from "../outputs/oscquery/tree.ts";
import type { Output } from "../outputs/output.ts";
import { Performers } from "../outputs/performers/performers.ts";
import { ConfigError, UserError } from "../system/errors.ts";
import type { Log } from "../system/log/log.ts";
import { FOLLOWED } from "./followed-settings.ts";

const TEND: Seconds = 0.5;

export type LightingSettings = Pick<
  Settings,
  "osc" | "oscPrefix" | "oscInterface" | "beatLead" | "oscIn" | "oscQuery" | "psn" | "sacn" | "vmc"
>;

export interface LightingParts {
  readonly settings: LightingSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly state: () => ShowState;
  readonly onCommand: (command: Command) => void;
  /** Missing where no clock by OSC is trusted. */
  readonly onBeat?: (beat: SentBeat) => void;
  readonly tellOperator: (line: string) => void;
}

/** Everything that the lighting is told, and all that it may ask for. */
export class Lighting implements Output {
  readonly #parts: LightingParts;
  readonly #performers: Performers;
  readonly #osc: OscOutput;
  #consoles: readonly Console[];
  readonly #resolve = createResolver();
  readonly #oscIn: OscIn | null;
  #query: OscQueryServer | null = null;
  #announcement: Announcement | null = null;
  readonly #tending: NodeJS.Timeout;

  /**
   * Opens what is listened on; what cannot be opened is told as a notice and stops nothing.
   * @throws ConfigError as `checkLighting` does.
   */
  static async open(parts: LightingParts): Promise<Lighting> {
    const light = new Lighting(parts);
    await light.#oscIn?.open();
    await light.#openQuery();
    return light;
  }

  private constructor(parts: LightingParts) {
    const { settings, clock, log } = parts;
    this.#parts = parts;
    this.#performers = new Performers(settings.beatLead / 1000);
    this.#osc = createOscOutput({
      destinations: destinationsOf(settings),
      clock,
      log,
      resolve: this.#resolve,
    });
    this.#consoles = this.#openConsoles(settings);
    this.#oscIn = settings.oscIn.enabled
      ? new OscIn({
          ...parts,
          ...{ address: settings.oscIn.address, port: settings.oscIn.port },
          ...{ prefix: settings.oscPrefix, allow: new Set(settings.oscIn.allow) },
        })
      : null;
    this.#tend();
    this.#tending = setInterval(() => this.#tend(), TEND * 1000);
    this.#tending.unref();
  }

  get description(): string {
    const more = [
      ...this.#consoles.map((console) => console.status().destination),
      ...(this.#oscIn?.port ? [`cues on port ${this.#oscIn.port}`] : []),
      ...(this.#query ? [`OSCQuery on port ${this.#query.port}`] : []),
    ];
    return [this.#osc.description, ...more].join("; ");
  }

  /** Ports that are listened on; null where not. */
  get ports(): { readonly oscIn: number | null; readonly oscQuery: number | null } {
    return { oscIn: this.#oscIn?.port ?? null, oscQuery: this.#query?.port ?? null };
  }

  send(frame: StageFrame): void {
    const now = this.#parts.clock.now();
    const performers = this.#performers.update(frame, now);
    this.#osc.send(performers);
    for (const console of this.#consoles) console.frame(performers, now);
    this.#query?.stream(now);
  }

  /** No frames come for now, which the lights are told at once. */
  rest(): void {
    this.#osc.rest();
  }

  status(): Status["osc"] {
    return [...this.#osc.status(), ...this.#consoles.map((console) => console.status())];
  }

  /**
   * Takes over what other settings say of where the lighting is told, all of it or nothing, and tells what became of it.
   * Never throws.
   * @returns whether it did.
   */
  follow(settings: LightingSettings, changed: readonly string[]): boolean {
    const { tellOperator } = this.#parts;
    try {
      checkLighting(settings);
      // The prefix stays what cues and OSCQuery began with.
      const { oscPrefix } = this.#parts.settings;
      if (changed.includes("osc") || changed.includes("oscInterface"))
        this.#osc.redirect(destinationsOf({ ...settings, oscPrefix }));
      this.#performers.beatLead = settings.beatLead / 1000;
      if (["psn", "sacn", "vmc"].some((name) => changed.includes(name))) {
        for (const console of this.#consoles) console.close();
        this.#consoles = this.#openConsoles(settings);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tellOperator(`${error.message}; what was before goes on`);
      return false;
    }
    const followed = changed.filter((name) => FOLLOWED.has(name));
    const later = changed.filter((name) => !FOLLOWED.has(name));
    if (followed.length > 0) tellOperator(`settings read again: ${followed.join(", ")}`);
    if (later.length > 0) tellOperator(`at the next start: ${later.join(", ")}`);
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.#tending);
    this.#osc.close();
    this.#oscIn?.close();
    for (const console of this.#consoles) console.close();
    await Promise.all([this.#announcement?.close(), this.#query?.close()]);
  }

  #tend(): void {
    for (const console of this.#consoles) console.tend(this.#parts.clock.now());
    this.#announcement?.tend();
  }

  #openConsoles(settings: LightingSettings): readonly Console[] {
    const { clock, log } = this.#parts;
    return openConsoles(settings, { clock, log, resolve: this.#resolve });
  }

  async #openQuery(): Promise<void> {
    const { settings, clock, state, onBeat, tellOperator } = this.#parts;
    const { enabled, address, port } = settings.oscQuery;
    if (!enabled) return;
    const { values, scene } = this.#osc;
    const allow = new Set(this.#oscIn ? settings.oscIn.allow : []);
    const methods = [
      ...methodsOf(values, scene, settings.oscPrefix),
      ...cueMethods(settings.oscPrefix, allow, state),
      ...(onBeat && this.#oscIn ? [beatMethod(settings.oscPrefix)] : []),
    ];
    const oscPort = () => this.#oscIn?.port ?? null;
    try {
      this.#query = await OscQueryServer.open({ methods, address, port, clock, oscPort, tellOperator });
    } catch (error) {
      tellOperator(`OSCQuery: port ${port} of ${address} is not to be had (${(error as Error).message})`);
      return;
    }
    if (settings.oscQuery.announce) {
      const said = { address, httpPort: this.#query.port, oscPort: oscPort() };
      this.#announcement = new Announcement(said, (error) =>
        tellOperator(`mDNS: ${(error as Error).message}`),
      );
    }
  }
}

function destinationsOf({ osc, oscPrefix, oscInterface }: LightingSettings) {
  return osc.map((destination) => completeDestination(destination, oscPrefix, oscInterface));
}

/** @throws ConfigError naming the setting that contradicts another, or the preset that is not to be had. */
export function checkLighting(settings: LightingSettings): void {
  destinationsOf(settings);
  checkChannels(settings.sacn);
  checkAvatars(settings.vmc);
  const { enabled, announce: announced, address } = settings.oscQuery;
  if (enabled && announced && address === "127.0.0.1")
    throw new ConfigError(
      "oscQuery.announce is true while oscQuery.address is 127.0.0.1, expected an address that others reach, such as 0.0.0.0",
    );
}

function checkAvatars(vmc: LightingSettings["vmc"]): void {
  const names = vmc.map(({ host, port = MARIONETTE_PORT }) => destinationName({ host, port }));
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    throw new ConfigError(`vmc names ${twice} twice, expected a port for each: a receiver has one avatar`);
}

function checkChannels({ enabled, channels }: LightingSettings["sacn"]): void {
  if (!enabled) return;
  if (channels.length === 0)
    throw new ConfigError(
      "sacn.channels is empty while sACN is on, expected a list of channels in the configuration file: it would hold all 512 at 0",
    );
  const twice = channels.find(({ channel }, at) =>
    channels.some((other, i) => i < at && other.channel === channel),
  );
  if (twice)
    throw new ConfigError(`sacn.channels names channel ${twice.channel} twice, expected one signal for each`);
}
