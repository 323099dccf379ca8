import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Seconds } from "../../shared/pose.ts";
import { METRIC_TABLE, type MetricLine, type MetricName } from "./metric-table.ts";
import { isWell, type Verdict } from "./verdict.ts";
import type { Vitals } from "./vitals.ts";

/** Destinations that are told apart; settings may name more. */
const MOST_DESTINATIONS = 64;

type Labels = Readonly<Record<string, string>>;

/** Prometheus' view of the show: a registry of its own, filled from the vitals whenever it is asked. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #gauges = new Map<MetricName, Gauge>();
  readonly #counters = new Map<MetricName, Counter>();
  readonly #latency: Histogram;
  readonly #engineTime: Histogram;
  /** What each counter stood at when it was looked at last, by metric and label. */
  readonly #stood = new Map<string, number>();
  #destinations: ReadonlySet<string> = new Set();

  constructor() {
    const registers = [this.#registry];
    const made = ({ name, help, labels = [] }: MetricLine) => ({
      name,
      help,
      labelNames: [...labels],
      registers,
    });
    for (const [key, each] of Object.entries(METRIC_TABLE) as [MetricName, MetricLine][]) {
      if (each.kind === "gauge") this.#gauges.set(key, new Gauge(made(each)));
      if (each.kind === "counter") this.#counters.set(key, new Counter(made(each)));
    }
    const { latency, engineTime } = METRIC_TABLE;
    this.#latency = new Histogram({ ...made(latency), buckets: [...latency.buckets!] });
    this.#engineTime = new Histogram({ ...made(engineTime), buckets: [...engineTime.buckets!] });
  }

  /** A frame that answers one of the source has left. @param engine what it took there */
  frame(latency: Seconds, engine: Seconds): void {
    this.#latency.observe(Math.max(0, latency));
    this.#engineTime.observe(engine);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In Prometheus' text format. */
  text(vitals: Vitals, verdict: Verdict): Promise<string> {
    this.#fill(vitals, verdict);
    return this.#registry.metrics();
  }

  #fill(vitals: Vitals, verdict: Verdict): void {
    const { status, stage, missingCamera, engineEnds } = vitals;
    this.#set("well", Number(isWell(verdict)));
    this.#set("closed", Number(vitals.closed));
    this.#set("started", Date.now() / 1000 - process.uptime());
    this.#count("framesLeft", vitals.framesLeft);
    this.#count("framesDropped", vitals.framesDropped);
    this.#set("fps", status.engineFps);
    this.#set("cameraFps", status.cameraFps);
    this.#set("frameAge", vitals.frameAge);
    this.#set("cameraAge", vitals.cameraAge);
    this.#set("camera", Number(missingCamera !== null));
    this.#set("stage", Number(stage === true));
    this.#set("engine", Number(status.engine === "running"));
    for (const [engine, ends] of Object.entries(engineEnds)) this.#count("engineEnds", ends, { engine });
    this.#count("faults", vitals.faults);
    const memory = { ...status.memory, standby: vitals.standbyMemory };
    for (const [name, bytes] of Object.entries(memory)) this.#set("memory", bytes, { process: name });
    const { user, system } = process.cpuUsage();
    this.#count("cpu", (user + system) / 1e6);
    this.#set("people", vitals.people);
    this.#count("visitors", vitals.visitors);
    this.#set("visitorAge", vitals.visitorAge);
    this.#set("recording", Number(status.record));
    this.#set("stageLatency", status.latency === null ? null : status.latency / 1000);
    this.#tellDestinations(status.osc.slice(0, MOST_DESTINATIONS));
  }

  #tellDestinations(told: Vitals["status"]["osc"]): void {
    const names = new Set(told.map(({ destination }) => destination));
    for (const destination of this.#destinations) if (!names.has(destination)) this.#forget(destination);
    this.#destinations = names;
    for (const { destination, sent, failed, error } of told) {
      this.#set("desks", Number(error === null), { destination });
      this.#count("sent", sent, { destination });
      this.#count("failed", failed, { destination });
    }
  }

  #forget(destination: string): void {
    this.#gauges.get("desks")!.remove({ destination });
    for (const key of ["sent", "failed"] as const) {
      this.#counters.get(key)!.remove({ destination });
      this.#stood.delete(keyOf(key, { destination }));
    }
  }

  /** @param value null: not known, which is told by its being missing */
  #set(key: MetricName, value: number | null, labels: Labels = {}): void {
    const gauge = this.#gauges.get(key)!;
    if (value === null) gauge.remove(labels);
    else gauge.set(labels, value);
  }

  /** A count that goes back, as of packets that turn out refused, stands still: Prometheus would take it for a new start. */
  #count(key: MetricName, value: number, labels: Labels = {}): void {
    const name = keyOf(key, labels);
    this.#counters.get(key)!.inc(labels, Math.max(0, value - (this.#stood.get(name) ?? 0)));
    this.#stood.set(name, value);
  }
}

const keyOf = (key: MetricName, labels: Labels): string => JSON.stringify([key, labels]);
