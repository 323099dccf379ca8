import type { ParameterValues } from "../../shared/commands/parameters.ts";
import type { PageReport, Status } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { IgnoredBody, StageFrame, StagePerson } from "../../shared/stage.ts";
import { printable } from "../system/log/printable.ts";
import { Measurements } from "../system/percentiles.ts";

/** Five seconds at 30 frames a second. */
const WINDOW = 150;

/** The rate is measured over at least so long: a change of the engine's state is reported at once, too. */
const MEASURED: Seconds = 0.5;

/** What only the host's parts know at the moment of asking. */
export type StatusParts = Pick<
  Status,
  | "engine"
  | "hours"
  | "source"
  | "cameras"
  | "detector"
  | "model"
  | "modelName"
  | "models"
  | "backend"
  | "styles"
  | "missingGenerators"
  | "missingModes"
  | "music"
  | "recording"
  | "record"
  | "memory"
  | "osc"
  | "desk"
  | "operatorMessages"
> & {
  readonly dropped: number;
  /** Frames a second of a source on the engine's side; null where the page has the camera. */
  readonly sourceFps: number | null;
};

/** Gathers what the operator's status shows. */
export class StatusCollector {
  readonly #detect = new Measurements(WINDOW);
  readonly #predict = new Measurements(WINDOW);
  readonly #total = new Measurements(WINDOW);
  #frames = 0;
  /** Since when they are counted. */
  #since: Seconds;
  #engineFps = 0;
  #newest: Seconds | null = null;
  #page: PageReport | null = null;
  #pageDropped = 0;
  #source = "";
  #ignored: readonly IgnoredBody[] = [];
  #people: readonly StagePerson[] = [];
  #parameters: ParameterValues | null = null;

  /** Added to the latency that is measured. */
  readonly #unseen: Seconds;

  /** @param unseen latency that no clock here sees. */
  constructor(now: Seconds, unseen: Seconds = 0) {
    this.#since = now;
    this.#unseen = unseen;
  }

  /** From a picture's capture to its being drawn; null where no page draws pictures of its own camera. */
  get latency(): Seconds | null {
    const measured = this.#page?.latency ?? null;
    return measured === null ? null : measured / 1000 + this.#unseen;
  }

  /** @param t capture time of a source frame. */
  captured(t: Seconds): void {
    this.#newest = t;
  }

  staged({ timing, ignored, people, parameters }: StageFrame): void {
    this.#ignored = ignored;
    this.#people = people;
    this.#parameters = parameters;
    this.#frames++;
    this.#detect.add(timing.detect);
    this.#predict.add(timing.predict);
    this.#total.add(timing.total);
  }

  /** null: the page that reported is gone. */
  reported(report: PageReport | null): void {
    this.#page = report;
    if (report) this.#pageDropped = report.dropped;
  }

  /** The status since the last report. */
  report(now: Seconds, parts: StatusParts): Status {
    const { sourceFps, dropped, ...rest } = parts;
    this.#forgetAfter(rest.source);
    const inPage = this.#page?.detect ?? null;
    this.#measureRate(now);
    return {
      tag: "status",
      ...rest,
      // Names of files, models and cameras.
      source: printable(rest.source),
      detector: printable(rest.detector),
      model: printable(rest.model),
      backend: printable(rest.backend),
      recording: printable(rest.recording),
      osc: rest.osc.map((line) => ({
        ...line,
        destination: printable(line.destination),
        error: line.error && printable(line.error),
      })),
      cameraFps: sourceFps ?? this.#page?.cameraFps ?? 0,
      engineFps: this.#engineFps,
      detect: inPage === null ? this.#detect.percentiles() : { p50: inPage, p95: inPage },
      predict: this.#predict.percentiles(),
      total: this.#total.percentiles(),
      dropped: dropped + this.#pageDropped,
      ignored: this.#ignored.map(inWords).join("; "),
      foreseen: foreseenInWords(this.#people),
      generator: this.#parameters ? generatorInWords(this.#parameters, this.#people) : "",
      latency: this.latency === null ? null : 1000 * this.latency,
      frameAge: this.#newest === null ? null : Math.max(0, 1000 * (now - this.#newest)),
    };
  }

  #measureRate(now: Seconds): void {
    const seconds = now - this.#since;
    if (seconds < MEASURED) return;
    this.#engineFps = this.#frames / seconds;
    [this.#frames, this.#since] = [0, now];
  }

  /** What the frames of one source took says nothing about those of another. */
  #forgetAfter(source: string): void {
    if (source !== this.#source) for (const each of [this.#detect, this.#predict, this.#total]) each.clear();
    this.#source = source;
  }
}

/** What answers, and whether the model does instead of it. */
function generatorInWords(
  { generator, mixedOptions }: ParameterValues,
  people: readonly StagePerson[],
): string {
  const isTooNew = people.some(({ nextGenerator }) => nextGenerator !== generator);
  return [
    generator,
    ...(isTooNew ? ["which knows too little of the dancer yet: the model answers"] : []),
    ...(mixedOptions ? ["options from all in turn"] : []),
  ].join(", ");
}

/** With the numbers that a setting for this area needs. */
function inWords({ why, x, y }: IgnoredBody): string {
  const side = x < 1 / 3 ? "at left" : x > 2 / 3 ? "at right" : "in the middle";
  const body = why === "still" ? "a still body" : "a body in an ignored area";
  return `${body} ${side} of the camera's picture (${x.toFixed(2)}, ${y.toFixed(2)})`;
}

/** Of each dancer whose foresight has been judged. */
function foreseenInWords(people: readonly StagePerson[]): string {
  const known = people.flatMap(({ foreseen }) => foreseen ?? []);
  if (known.length === 0) return "";
  return `${known.map((ratio) => ratio.toFixed(2)).join(", ")} of standing still at 0.4 s`;
}
