import type { Clock } from "../../../shared/clock.ts";
import type { HoursState } from "../../../shared/hours.ts";
import type { PoseFrame } from "../../../shared/pose.ts";
import type { HoursSettings } from "../../hours/settings.ts";
import { timeInWords } from "../../hours/times.ts";
import type { Epoch } from "../../hours/zone.ts";
import { ClosedFrames } from "./closed-frames.ts";
import { DailyRestart } from "./daily-restart.ts";
import { ShowHours } from "./show-hours.ts";
import { Visitors, type VisitorsParts } from "./visitors.ts";

/** A clock may leap at any moment, and who opens by hand looks at the stage. */
const LOOK_MS = 500;
/** Where a house has hours it has visitors. */
const RESET_WITH_HOURS = 60;

export interface UnattendedParts extends Omit<VisitorsParts, "after"> {
  readonly settings: HoursSettings;
  readonly clock: Clock;
  readonly wallClock: () => Epoch;
  readonly offer: (frame: PoseFrame) => void;
  /** Everything that works for visitors is to stop, or to begin again. */
  readonly onRest: (on: boolean) => void;
  readonly onRestart: () => void;
}

/** What a show does that nobody looks after: opens and closes, forgets its visitors, begins anew once a day. */
export class Unattended {
  readonly hours: ShowHours;
  readonly visitors: Visitors;
  readonly #onRest: UnattendedParts["onRest"];
  readonly #closed: ClosedFrames;
  readonly #restart: DailyRestart;
  /** Seconds until a reset, and time of day of the restart. */
  readonly #set: { readonly after: number; readonly time: number | null };
  #looking: NodeJS.Timeout | undefined;

  constructor(parts: UnattendedParts) {
    const { settings, wallClock, tellOperator, onRestart } = parts;
    const { hours, visitorReset, dailyRestart } = settings;
    this.#onRest = parts.onRest;
    this.hours = new ShowHours({
      ...{ hours, wallClock, tellOperator },
      onChange: (open) => this.#rest(!open),
    });
    const after = visitorReset ?? (this.hours.areSet ? RESET_WITH_HOURS : 0);
    this.#set = { after, time: dailyRestart };
    this.visitors = new Visitors({ ...parts, after });
    this.#closed = new ClosedFrames(parts);
    this.#restart = new DailyRestart({
      ...{ time: dailyRestart, zone: () => this.hours.zone, wallClock },
      ...{ absence: () => this.visitors.absence, restart: onRestart },
    });
  }

  get open(): boolean {
    return this.hours.open;
  }

  /** Whether the lighting has been led to rest, and is told no more frames. */
  get isSilent(): boolean {
    return !this.open && this.#closed.emptied;
  }

  get state(): HoursState {
    return this.hours.state;
  }

  /** What it does by itself, in words, for the operator; null where that is nothing. */
  get description(): string | null {
    const { after, time } = this.#set;
    const does = [
      ...(this.hours.areSet ? [this.hours.description] : []),
      ...(after > 0 ? [`what visitors turned goes back after ${after} s without anybody`] : []),
      ...(time === null ? [] : [`engine and page begin anew daily at ${timeInWords(time)}`]),
    ];
    return does.length === 0 ? null : does.join("; ");
  }

  /** The show begins. */
  begin(): void {
    if (!this.open) this.#rest(true);
    this.#looking = setInterval(() => this.look(), LOOK_MS);
  }

  look(): void {
    this.hours.look();
    this.visitors.look();
    this.#restart.look();
  }

  /** Other hours count from now on. */
  follow({ hours }: Pick<HoursSettings, "hours">): void {
    this.hours.follow(hours);
  }

  close(): void {
    clearInterval(this.#looking);
    this.#closed.end();
  }

  #rest(on: boolean): void {
    if (on) this.#closed.begin();
    else this.#closed.end();
    this.#onRest(on);
  }
}
