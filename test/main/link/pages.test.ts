import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HELLO_MS, Pages } from "../../../main/link/pages.ts";
import type { StageLink } from "../../../main/link/stage-link.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { MAX_IN_FLIGHT } from "../../../shared/desk/requests.ts";
import type {
  CameraReport,
  ClockReport,
  EarsReport,
  HostMessage,
  Instructions,
  PageMessage,
  PageReport,
  PageRole,
  Reply,
  Request,
} from "../../../shared/messages.ts";
import type { PlacedTimecode } from "../../../shared/music/timecode-reader.ts";
import type { SaidOfMusic } from "../../../shared/music.ts";
import type { SourceFrame } from "../../../shared/pose.ts";
import type { PracticeMessage } from "../../../shared/practice.ts";
import type { LearntControl, SurfaceReport } from "../../../shared/surface/surface-message.ts";
import { stageFrame } from "../../support/stage-frames.ts";
import { INSTRUCTIONS } from "../../support/stage-link-contract.ts";

class FakeLink implements StageLink {
  readonly received: HostMessage[] = [];
  closed = false;
  #message: (message: PageMessage) => void = () => {};
  #close: (why: string | null) => void = () => {};
  #heard: () => void = () => {};
  pings = 0;
  /** It answers pings. */
  answers = true;

  send(message: HostMessage): void {
    this.received.push(message);
  }
  onMessage(listener: (message: PageMessage) => void): void {
    this.#message = listener;
  }
  ping(): void {
    this.pings++;
    if (this.answers) this.#heard();
  }
  onHeard(listener: () => void): void {
    this.#heard = listener;
  }
  onClose(listener: (why: string | null) => void): void {
    this.#close = listener;
  }
  close(why: string | null = null): void {
    this.closed = true;
    this.#close(why);
  }
  say(message: PageMessage): void {
    this.#heard();
    this.#message(message);
  }
}

const off = { ...INSTRUCTIONS, camera: "off" };
let clock: SteppedClock;
let frames: SourceFrame[];
let cameras: (CameraReport | null)[];
let ears: (EarsReport | null)[];
let clockReports: (ClockReport | null)[];
let ticks: { readonly port: string; readonly what: string; readonly t: number }[];
let timecodes: PlacedTimecode[];
let heard: SaidOfMusic[];
let surfaces: (SurfaceReport | LearntControl | null)[];
let reports: (PageReport | null)[];
let commands: unknown[];
let notices: string[];
/** What desks asked, each with what answers it. */
let requests: { readonly request: Request; readonly reply: (reply: Reply) => void }[];
/** Opens a page; without a role it says no hello. */
let open: (role?: PageRole) => FakeLink;
let pages: Pages;
let greeting: PracticeMessage | null;

beforeEach(() => {
  vi.useFakeTimers();
  clock = new SteppedClock(1000);
  [ears, heard, clockReports, ticks, timecodes] = [[], [], [], [], []];
  [frames, cameras, reports, commands, notices, requests] = [[], [], [], [], [], []];
  [greeting, surfaces] = [null, []];
  let enter: (link: StageLink) => void = () => {};
  pages = new Pages({
    links: {
      onLink: (listener) => {
        enter = listener;
      },
      close: async () => {},
    },
    clock,
    instructions: INSTRUCTIONS,
    greeting: () => (greeting ? [greeting] : []),
    onFrame: (frame) => frames.push(frame),
    onCamera: (report) => cameras.push(report),
    onEars: (report) => ears.push(report),
    onMusic: (music) => heard.push(music),
    onClock: (report) => clockReports.push(report),
    onMidi: (port, events) => ticks.push(...events.map(({ what, t }) => ({ port, what, t }))),
    onTimecode: (codes) => timecodes.push(...codes),
    onSurface: (report) => surfaces.push(report),
    onLearnt: (learnt) => surfaces.push(learnt),
    onReport: (report) => reports.push(report),
    onPlacement: (placement) => commands.push(placement),
    onCommand: (command) => commands.push(command),
    onRequest: (request) => new Promise((reply) => requests.push({ request, reply })),
    tellOperator: (line) => notices.push(line),
  });
  open = (role) => {
    const link = new FakeLink();
    enter(link);
    if (role) link.say({ tag: "hello", role });
    return link;
  };
});

afterEach(() => void vi.useRealTimers());

const poses = (t: number) => ({ tag: "poses", t, width: 16, height: 9, people: [], reason: null }) as const;

test("of several stages one has the MIDI devices and gamepads, and what others say of theirs is not heard", () => {
  const surface = { revision: 3, bindings: [], lesson: 7 };
  const [first, second, desk] = [open("stage"), open("stage"), open("desk")];
  pages.instruct({ ...INSTRUCTIONS, surface });
  expect(first.received.at(-1)).toMatchObject({ surface });
  for (const other of [second, desk]) expect(other.received.at(-1)).toMatchObject({ surface: null });
  const control = { device: "Desk", kind: "note", channel: 1, number: 36 } as const;
  const learnt = { tag: "learnt", lesson: 7, control, fine: false } as const;
  const report: SurfaceReport = {
    ...{ tag: "surface", midi: "on", why: "", devices: ["Desk"], revision: 3, waiting: [], moved: control },
  };
  for (const page of [second, desk, first]) for (const message of [learnt, report]) page.say(message);
  expect(surfaces).toEqual([learnt, report]);
  first.close();
  expect(second.received.at(-1)).toMatchObject({ surface });
  second.say(report);
  expect(surfaces.slice(2)).toEqual([null, report]);
});

test("only stages are told where dancers are on the map, and only while there are any", () => {
  const message = { tag: "map", dancers: [{ id: 1, x: 0.5, y: 0.2 }], partners: [] } as const;
  const desk = open("desk");
  expect(pages.isShowing).toBe(false);
  const stage = open("stage");
  expect(pages.isShowing).toBe(true);
  pages.send(message);
  expect(stage.received.at(-1)).toEqual(message);
  expect(desk.received).not.toContainEqual(message);
  stage.close();
  expect(pages.isShowing).toBe(false);
});

test("a picture is shown everything, and gets no camera even where it is alone or comes first", () => {
  const message = { tag: "map", dancers: [{ id: 1, x: 0.5, y: 0.2 }], partners: [] } as const;
  const picture = open("picture");
  expect(picture.received).toEqual([expect.objectContaining(off)]);
  expect(pages.isShowing).toBe(true);
  picture.say(poses(1));
  picture.say({ tag: "camera", state: "on", label: "", cameras: [] });
  expect([frames, cameras]).toEqual([[], []]);
  const stage = open("stage");
  expect(stage.received).toEqual([INSTRUCTIONS]);
  const frame = { tag: "stage", frame: stageFrame(1) } as const;
  pages.send(frame);
  pages.send(message);
  expect(picture.received.slice(1)).toEqual([frame, message]);
  stage.close();
  expect(cameras).toEqual([null]);
  expect(picture.received).toHaveLength(3);
});

test("a stage that comes is told what was said of the last pass, and a desk is not", () => {
  const none = { begin: 0, end: 8 };
  const message = {
    ...{ tag: "practice", findings: [] },
    pass: {
      ...{ at: 1, reference: "waltz.take.ndjson", stretch: none, pass: 3, speed: 0.75, mirrored: false },
      ...{ figures: { late: {}, size: {}, off: {} }, good: false, findings: [] },
    },
  } as unknown as PracticeMessage;
  const early = open("stage");
  pages.send(message);
  expect(early.received.at(-1)).toEqual(message);
  greeting = message;
  expect([open("stage"), open("desk")].map(({ received }) => received)).toEqual([[off, message], [off]]);
});

test("the first stage keeps the camera while others come, and the next takes over when it closes", () => {
  const [first, second, third] = [open("stage"), open("stage"), open("stage")];
  expect(first.received).toEqual([INSTRUCTIONS]);
  expect([second.received, third.received]).toEqual([[off], [off]]);
  third.close();
  expect(second.received).toEqual([off]);
  first.close();
  expect(second.received).toEqual([off, INSTRUCTIONS]);
  expect(reports).toEqual([null]);
  expect(cameras).toEqual([]);
});

test("a desk is never asked for its camera, whether it comes first or stays last", () => {
  const desk = open("desk");
  const stage = open("stage");
  expect(desk.received).toEqual([off]);
  expect(stage.received).toEqual([INSTRUCTIONS]);
  stage.close();
  expect(desk.received).toEqual([off]);
  expect(cameras).toEqual([null]);
});

test("a desk gets every third of thirty frames a second, and its commands are taken", () => {
  const [desk, stage] = [open("desk"), open("stage")];
  for (let frame = 0; frame < 30; frame++) {
    pages.send({ tag: "stage", frame: stageFrame(frame) });
    clock.moveTo(clock.now() + 1 / 30);
  }
  const shown = (link: FakeLink) =>
    link.received.flatMap((sent) => (sent.tag === "stage" ? sent.frame.frame : []));
  expect(shown(stage)).toHaveLength(30);
  expect(shown(desk)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  desk.say({ tag: "command", command: "answer" });
  expect(commands).toHaveLength(1);
});

describe("a request", () => {
  const request = (id: number): Request => ({ tag: "request", id, name: "settings/read", ask: null });

  test("of a desk is answered to that desk alone, and one of a stage is not heard", async () => {
    const [desk, other, stage] = [open("desk"), open("desk"), open("stage")];
    stage.say(request(1));
    expect(requests).toEqual([]);
    desk.say(request(7));
    const reply = { tag: "reply", id: 7, answer: ["x"] } as const;
    requests[0]!.reply(reply);
    await vi.waitFor(() => expect(desk.received).toEqual([off, reply]));
    expect(other.received).toEqual([off]);
  });

  test("beyond those that may wait is refused, until one of them has its answer", async () => {
    const desk = open("desk");
    for (let id = 0; id <= MAX_IN_FLIGHT; id++) desk.say(request(id));
    expect(requests).toHaveLength(MAX_IN_FLIGHT);
    expect(desk.received.slice(1)).toEqual([
      { tag: "reply", id: MAX_IN_FLIGHT, refused: `expected at most ${MAX_IN_FLIGHT} requests at a time` },
    ]);
    requests[0]!.reply({ tag: "reply", id: 0, answer: null });
    await vi.waitFor(() => expect(desk.received).toHaveLength(3));
    desk.say(request(99));
    expect(requests.at(-1)!.request.id).toBe(99);
  });

  test("of a desk that has gone brings it nothing", async () => {
    const desk = open("desk");
    desk.say(request(1));
    desk.close();
    requests[0]!.reply({ tag: "reply", id: 1, answer: null });
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.received).toEqual([off]);
  });

  test("and what it changed is told to every desk, and to no stage", () => {
    const [desk, other, stage] = [open("desk"), open("desk"), open("stage")];
    const changed = { tag: "changed", what: "library" } as const;
    pages.send(changed);
    for (const link of [desk, other]) expect(link.received.at(-1)).toEqual(changed);
    expect(stage.received).toEqual([INSTRUCTIONS]);
  });
});

test("the page with the camera is told when it captured what a frame shows, on its own clock, and no other page is", () => {
  const [withCamera, other] = [open("stage"), open("stage")];
  withCamera.say(poses(7));
  const [{ t } = { t: Number.NaN }] = frames;
  expect(t).not.toBe(7);
  const [shows, madeUp] = [stageFrame(1, { t }), stageFrame(2, { t: t + 0.01 })];
  for (const frame of [shows, madeUp]) pages.send({ tag: "stage", frame });
  expect(withCamera.received.slice(1)).toEqual([
    { tag: "stage", frame: shows, captured: 7 },
    { tag: "stage", frame: madeUp },
  ]);
  expect(other.received.slice(1)).toEqual([
    { tag: "stage", frame: shows },
    { tag: "stage", frame: madeUp },
  ]);
});

test("frames and reports of a page without the camera are ignored, its commands are not", () => {
  open("stage");
  for (const page of [open("stage"), open("desk")]) {
    page.say(poses(1));
    page.say({ tag: "camera", state: "on", label: "other", cameras: [] });
    page.say({
      tag: "page",
      cameraFps: 30,
      drawFps: 60,
      dropped: 0,
      detect: null,
      latency: null,
      fault: null,
      unplayed: null,
    });
    page.say({ tag: "command", command: "answer" });
  }
  expect([frames, cameras, reports]).toEqual([[], [], []]);
  expect(commands).toHaveLength(2);
});

test("a page that says no hello gets and does nothing, and is closed after some seconds", () => {
  const silent = open();
  const stage = open("stage");
  silent.say(poses(1));
  silent.say({ tag: "command", command: "answer" });
  pages.send({ tag: "stage", frame: stageFrame(1) });
  vi.advanceTimersByTime(HELLO_MS - 1);
  expect(silent.closed).toBe(false);
  vi.advanceTimersByTime(1);
  expect([silent.closed, stage.closed]).toEqual([true, false]);
  expect([frames, commands, silent.received]).toEqual([[], [], []]);
});

test("a page keeps the role of its first hello", () => {
  const desk = open("desk");
  desk.say({ tag: "hello", role: "stage" });
  expect(desk.received).toEqual([off]);
  expect(open("stage").received).toEqual([INSTRUCTIONS]);
});

test("when the last stage has gone there is no camera any more", () => {
  const only = open("stage");
  only.close();
  expect(cameras).toEqual([null]);
  expect(reports).toEqual([null]);
});

test("new instructions go to the stage with the camera, and to the one after it", () => {
  const [first, second] = [open("stage"), open("stage")];
  const poseMode = { ...INSTRUCTIONS, camera: "poses" } as const;
  pages.instruct(poseMode);
  expect(first.received.at(-1)).toEqual(poseMode);
  expect(second.received).toEqual([off]);
  first.close();
  expect(second.received.at(-1)).toEqual(poseMode);
});

test("times of the page are placed on the host's clock by their least delay, evenly spaced as they were", () => {
  const page = open("stage");
  const delays = [0.012, 0.004, 0.03, 0.005, 0.018];
  for (const [index, delay] of delays.entries()) {
    clock.moveTo(2000 + index / 30 + delay);
    page.say(poses(5 + index / 30));
  }
  const times = frames.map(({ t }) => t);
  for (const [index, t] of times.entries()) {
    if (index > 0) expect(t).toBeCloseTo(2000 + index / 30 + 0.004, 4);
  }
});

test("time never stands still, though the clocks are corrected", () => {
  const page = open("stage");
  for (const [t, now] of [
    [1, 3000.5],
    [1.01, 3000.51],
    [1.02, 3000.4],
  ] as const) {
    clock.moveTo(now);
    page.say(poses(t));
  }
  const times = frames.map((frame) => frame.t);
  expect(times[1]).toBeGreaterThan(times[0]!);
  expect(times[2]).toBeGreaterThan(times[1]!);
});

describe("the clocks of a page", () => {
  const code = { hours: 1, minutes: 2, seconds: 3, frames: 4, drop: false };
  const frame = { code, rate: 25, sure: true, speed: 1, ago: 0.05 };
  const midi = (t: number, ...agos: number[]): PageMessage => ({
    ...{ tag: "midi", t, port: "Drums" },
    events: agos.map((ago) => ({ what: "tick", ago })),
  });
  const timecode = (t: number): PageMessage => ({ tag: "timecode", t, frames: [frame] });
  const asked: Instructions = { ...INSTRUCTIONS, midi: "any", timecode: { device: "1", channel: 2 } };

  test("are placed by when they were sent, and heard only of the page that is asked, while it is", () => {
    const [first, second] = [open("stage"), open("stage")];
    for (const page of [first, second]) for (const message of [midi(5, 0), timecode(5)]) page.say(message);
    pages.instruct(asked);
    expect(first.received.at(-1)).toEqual(asked);
    expect(second.received).toEqual([off]);
    second.say(midi(5, 0));
    expect([ticks, timecodes]).toEqual([[], []]);
    clock.moveTo(2000.004);
    first.say(midi(5, 0.02, 0.001));
    first.say(timecode(5));
    clock.moveTo(2000.05);
    first.say(midi(5.02, 0));
    expect(ticks).toEqual(
      [0.004 - 0.02, 0.003, 0.024].map((t) => ({
        port: "Drums",
        what: "tick",
        t: expect.closeTo(2000 + t, 6),
      })),
    );
    expect(timecodes).toEqual([{ code, rate: 25, sure: true, speed: 1, t: expect.closeTo(1999.954, 6) }]);
  });

  test("and what became of them are told, and that no page is left", () => {
    const page = open("stage");
    pages.instruct(asked);
    const report = { tag: "clock", clock: "midi", state: "on", label: "Drums", devices: ["Drums"] } as const;
    page.say(report);
    page.close();
    expect(clockReports).toEqual([report, null]);
  });
});

describe("what a page hears", () => {
  const sounds = { tempo: 120, beat: 3.5, beatsPerBar: 4, downbeat: 0 };
  const levels = { confidence: 1, energy: 0.5, onset: 0, brightness: 0.2 };
  const music = (t: number, ago: number) => ({ tag: "music", t, ago, ...sounds, ...levels }) as const;
  const listening = { ...INSTRUCTIONS, ears: true };

  test("is placed where it was in the room, by when it was sent, whatever the pictures' clock says", () => {
    const page = open("stage");
    pages.instruct(listening);
    for (const [index, [ago, delay]] of [
      [0.04, 0.012],
      [0.05, 0.002],
      [0.03, 0.02],
    ].entries()) {
      const sent = 5 + index / 50;
      clock.moveTo(2000 + index / 50 + delay!);
      page.say(poses(sent - 0.1));
      page.say(music(sent, ago!));
    }
    expect(heard.map(({ t }) => t)).toEqual(
      [0.012 - 0.04, 0.02 + 0.002 - 0.05, 0.04 + 0.002 - 0.03].map((t) => expect.closeTo(2000 + t, 6)),
    );
    expect(heard[0]).toEqual({ t: heard[0]!.t, ...sounds, ...levels });
  });

  test("is taken from the page that is asked to listen, and only while it is", () => {
    const [first, second] = [open("stage"), open("stage")];
    first.say(music(5, 0));
    pages.instruct(listening);
    expect(first.received.at(-1)).toEqual(listening);
    expect(second.received).toEqual([off]);
    second.say(music(5, 0));
    second.say({ tag: "ears", state: "on", label: "of the second", devices: [] });
    expect([heard, ears]).toEqual([[], []]);
    first.say(music(5, 0));
    const report = { tag: "ears", state: "gone", label: "unplugged", devices: [] } as const;
    first.say(report);
    expect(heard).toHaveLength(1);
    first.close();
    expect(second.received.at(-1)).toEqual(listening);
    second.close();
    expect(ears).toEqual([report, null]);
  });
});

/** Time passes for all. */
function pass(seconds: number): void {
  for (let at = 0; at < seconds; at += 0.5) {
    clock.moveTo(clock.now() + 0.5);
    vi.advanceTimersByTime(500);
  }
}

describe("a silent page", () => {
  test("with the camera gives it to one that speaks, comes last in line, and is closed in the end", () => {
    const [first, second] = [open("stage"), open("stage")];
    first.answers = false;
    pass(6);
    expect(second.received).toEqual([off]);
    pass(6);
    expect(second.received).toEqual([off, INSTRUCTIONS]);
    expect(first.received.at(-1)).toEqual(off);
    expect(reports).toEqual([null]);
    expect(first.closed).toBe(false);
    // Once it speaks again it is a further stage.
    first.say(poses(1));
    expect(frames).toEqual([]);
    second.say(poses(1));
    expect(frames).toHaveLength(1);
    pass(40);
    expect([first.closed, second.closed]).toEqual([true, false]);
    expect(notices).toEqual([
      "the stage page with the camera said nothing for 8 s: another one takes over",
      "a page (stage) said nothing for 30 s and was closed",
    ]);
  });

  test("keeps the camera for a while where nobody else is there, as while it loads a detector", () => {
    const [only, desk] = [open("stage"), open("desk")];
    only.answers = false;
    pass(28);
    expect([only.closed, only.received]).toEqual([false, [INSTRUCTIONS]]);
    pass(6);
    expect([only.closed, desk.closed]).toEqual([true, false]);
    expect(cameras).toEqual([null]);
  });

  test("is not blamed where the host itself stood still", () => {
    const [first, second] = [open("stage"), open("stage")];
    for (const page of [first, second]) page.answers = false;
    clock.moveTo(clock.now() + 100);
    vi.advanceTimersByTime(2000);
    expect([first.closed, second.closed, second.received]).toEqual([false, false, [off]]);
  });

  test("is not asked any more once it has gone", () => {
    const page = open("stage");
    page.close();
    pass(10);
    expect([page.pings, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

test("why a page was closed is told, and that one left is not", () => {
  open("desk").close("a page sent more than it may and was closed");
  open("desk").close();
  expect(notices).toEqual(["a page sent more than it may and was closed"]);
});

test("of five thousand reports of a camera some are taken at once, and the newest a little later", () => {
  const page = open("stage");
  const report = (n: number) =>
    ({ tag: "camera", state: n % 2 ? "on" : "gone", label: `camera ${n}`, cameras: [] }) as const;
  for (let n = 0; n < 5000; n++) page.say(report(n));
  expect(cameras).toHaveLength(10);
  pass(10);
  expect(cameras).toHaveLength(11);
  expect(cameras.at(-1)).toEqual(report(4999));
});

test("a time far from the page's others is refused, and so is one that would lie ahead of ours", () => {
  const page = open("stage");
  const at = (t: number, now: number) => {
    clock.moveTo(now);
    page.say(poses(t));
  };
  at(50, 1100);
  for (const t of [2050, 0, 1e11, 50 - 6]) at(t, 1100.01);
  expect(frames.map(({ t }) => t)).toEqual([1100]);
  // Faster than there are milliseconds.
  for (let n = 0; n < 5000; n++) page.say(poses(50.02));
  expect(Math.max(...frames.map(({ t }) => t))).toBeLessThan(clock.now() + 1.001);
  frames = [];
  // Its clock was set anew.
  for (let n = 0; n < 100; n++) at(2050 + n / 30, 1200 + n / 30);
  expect(frames.length).toBeGreaterThan(30);
  expect(frames.at(-1)!.t).toBeCloseTo(clock.now(), 3);
});
