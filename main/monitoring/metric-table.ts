/** One quantity that `GET /metrics` tells: named as Prometheus has it, in its base units. */
export interface MetricLine {
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  readonly unit: "" | "seconds" | "bytes" | "hertz";
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram. */
  readonly buckets?: readonly number[];
}

const LATENCY_BUCKETS = [0.01, 0.02, 0.033, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2];

/**
 * Everything that is told. How many values a label may have is bounded: processes and states are known here, and
 * destinations are those that settings name.
 */
export const METRIC_TABLE = {
  well: line(
    "continuo_well",
    "gauge",
    "",
    "1 while the show is well, or closed as planned; 0 while it is not",
  ),
  closed: line("continuo_closed", "gauge", "", "1 while the show is dark and silent as planned"),
  started: line("process_start_time_seconds", "gauge", "seconds", "When the host was started, since 1970"),
  framesLeft: line("continuo_frames_total", "counter", "", "Frames that left to stage and lighting"),
  framesDropped: line(
    "continuo_source_frames_dropped_total",
    "counter",
    "",
    "Frames of the source for which the engine had no time",
  ),
  fps: line("continuo_frame_rate_hertz", "gauge", "hertz", "Frames a second that the engine makes"),
  cameraFps: line(
    "continuo_source_frame_rate_hertz",
    "gauge",
    "hertz",
    "Frames a second of camera or source",
  ),
  frameAge: line("continuo_frame_age_seconds", "gauge", "seconds", "Since the last frame left"),
  cameraAge: line(
    "continuo_camera_picture_age_seconds",
    "gauge",
    "seconds",
    "Since the newest picture of the camera came; missing before the first",
  ),
  camera: line("continuo_camera_missing", "gauge", "", "1 while the demo dances in the camera's place"),
  stage: line("continuo_stage_open", "gauge", "", "1 while a page shows the stage"),
  engine: line("continuo_engine_running", "gauge", "", "1 while an engine dances; 0 while none has loaded"),
  engineEnds: line(
    "continuo_engine_ends_total",
    "counter",
    "",
    "Engines that ended otherwise than planned: the active one, whose place another takes, or the one that stands by",
    ["engine"],
  ),
  faults: line("continuo_faults_total", "counter", "", "Errors in the host that nobody caught"),
  memory: line("continuo_memory_bytes", "gauge", "bytes", "Memory that a process has of the machine's", [
    "process",
  ]),
  cpu: line("process_cpu_seconds_total", "counter", "seconds", "Processor time of the host, user and system"),
  people: line("continuo_people", "gauge", "", "Who is on the stage now"),
  visitors: line("continuo_visitors_total", "counter", "", "How often somebody stepped in"),
  visitorAge: line(
    "continuo_last_visitor_age_seconds",
    "gauge",
    "seconds",
    "Since somebody was there; missing before the first",
  ),
  recording: line("continuo_recording", "gauge", "", "1 while the dance is recorded"),
  desks: line(
    "continuo_osc_destination_reached",
    "gauge",
    "",
    "1 while nothing stands in the way of a destination",
    ["destination"],
  ),
  sent: line("continuo_osc_packets_sent_total", "counter", "", "Packets that left to a destination", [
    "destination",
  ]),
  failed: line(
    "continuo_osc_packets_failed_total",
    "counter",
    "",
    "Packets that could not leave to a destination",
    ["destination"],
  ),
  latency: histogram(
    "continuo_frame_latency_seconds",
    "From a picture's capture to its frame's leaving to stage and lighting",
  ),
  engineTime: histogram("continuo_engine_frame_seconds", "What a frame takes in the engine"),
  stageLatency: line(
    "continuo_stage_latency_seconds",
    "gauge",
    "seconds",
    "From a picture's capture to its being drawn, as the stage measures it; missing while it does not",
  ),
} as const;

export type MetricName = keyof typeof METRIC_TABLE;

function line(
  name: string,
  kind: MetricLine["kind"],
  unit: MetricLine["unit"],
  help: string,
  labels: readonly string[] = [],
): MetricLine {
  return { name, kind, unit, help, labels };
}

function histogram(name: string, help: string): MetricLine {
  return { ...line(name, "histogram", "seconds", help), buckets: LATENCY_BUCKETS };
}
