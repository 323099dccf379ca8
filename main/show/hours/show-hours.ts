import { type HoursState, momentInWords } from "../../../shared/hours.ts";
import { type Hours, hasHours, type Stay, stayAt } from "../../hours/schedule.ts";
import { type Epoch, machineZone } from "../../hours/zone.ts";

/** A change that is further away than is looked ahead is looked for again so often, milliseconds. */
const LOOK_AGAIN_MS = 3_600_000;

export interface ShowHoursParts {
  readonly hours: Hours;
  /** The wall clock, which may leap either way. */
  readonly wallClock: () => Epoch;
  readonly tellOperator: (line: string) => void;
  /** It has opened or closed. */
  readonly onChange: (open: boolean) => void;
}

/** Whether the show is open: by its hours, or by hand until they change next. */
export class ShowHours {
  readonly #parts: ShowHoursParts;
  #hours: Hours;
  #stay: Stay;
  #lookedAt: Epoch;
  #byHand: { readonly open: boolean; readonly until: Epoch | null } | null = null;
  #wasOpen: boolean;

  constructor(parts: ShowHoursParts) {
    this.#parts = parts;
    this.#hours = parts.hours;
    this.#lookedAt = parts.wallClock();
    this.#stay = stayAt(parts.hours, this.#lookedAt);
    this.#wasOpen = this.#stay.open;
  }

  get open(): boolean {
    return this.#byHand?.open ?? this.#stay.open;
  }

  /** Where they count; null: the machine's zone. */
  get zone(): string | null {
    return this.#hours.zone;
  }

  /** Whether it closes at all by itself. */
  get areSet(): boolean {
    return hasHours(this.#hours);
  }

  get state(): HoursState {
    const { until } = this.#stay;
    const { open } = this;
    const change = until === null ? null : { at: until, open: !this.#stay.open };
    return {
      ...{ open, byHand: this.#byHand !== null, zone: this.#hours.zone ?? machineZone() },
      // What was done by hand is what the hours say next: it changes with the change after that.
      next: change && change.open === open ? this.#changeAfter(change.at) : change,
    };
  }

  /** In words, for the operator. */
  get description(): string {
    const { open, byHand, next, zone } = this.state;
    const how = `${open ? "open" : "closed"}${byHand ? " by hand" : ""}`;
    return next === null ? how : `${how} until ${momentInWords(next.at, zone, "en-GB")}`;
  }

  /** To be called about once a second. */
  look(): void {
    const now = this.#parts.wallClock();
    const { from, until } = this.#stay;
    const outside = now < from || now >= (until ?? this.#lookedAt + LOOK_AGAIN_MS);
    if (outside) this.#readAt(now);
    const byHand = this.#byHand;
    if (byHand && byHand.until !== null && now >= byHand.until) this.#byHand = null;
    this.#tell();
  }

  /** Opens or closes it by hand, until the hours change next. */
  set(open: boolean): void {
    this.#byHand = open === this.#stay.open ? null : { open, until: this.#stay.until };
    this.#tell();
  }

  /** Other hours count from now on. */
  follow(hours: Hours): void {
    this.#hours = hours;
    this.#readAt(this.#parts.wallClock());
    this.set(this.#byHand?.open ?? this.#stay.open);
  }

  #readAt(now: Epoch): void {
    this.#lookedAt = now;
    this.#stay = stayAt(this.#hours, now);
  }

  #changeAfter(at: Epoch): HoursState["next"] {
    const { open, until } = stayAt(this.#hours, at);
    return until === null ? null : { at: until, open: !open };
  }

  #tell(): void {
    if (this.open === this.#wasOpen) return;
    this.#wasOpen = this.open;
    this.#parts.tellOperator(this.description);
    this.#parts.onChange(this.open);
  }
}
