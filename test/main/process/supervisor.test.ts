import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import type { EngineChild } from "../../../main/process/child.ts";
import type { Configure, FromEngine, Ready, ToEngine } from "../../../main/process/protocol.ts";
import { restartDelay, Supervisor } from "../../../main/process/supervisor.ts";
import { initialControls } from "../../../shared/commands/controls.ts";
import type { Music } from "../../../shared/music.ts";
import type { PoseFrame } from "../../../shared/pose.ts";
import type { PracticePhase } from "../../../shared/practice.ts";
import { sineDance } from "../../support/dances.ts";
import { PRACTICE, referenceOf } from "../../support/practised.ts";
import { stageFrame } from "../../support/stage-frames.ts";

const READY: Ready = {
  tag: "ready",
  detector: "BlazePose full",
  model: "first",
  backend: "wasm",
  styles: [],
  missingGenerators: {},
  missingModes: {},
};
const CONFIGURE: Configure = {
  tag: "configure",
  settings: loadSettings({}),
  detectorSize: "full",
};

const CONTROLS = initialControls(CONFIGURE.settings);

class FakeChild implements EngineChild {
  readonly received: ToEngine[] = [];
  killed = false;
  #message: (message: FromEngine) => void = () => {};
  #exit: (how: string) => void = () => {};

  send(message: ToEngine): void {
    this.received.push(message);
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.#message = listener;
  }
  onExit(listener: (how: string) => void): void {
    this.#exit = listener;
  }
  kill(): void {
    this.killed = true;
    this.end("signal SIGKILL");
  }
  say(message: FromEngine): void {
    this.#message(message);
  }
  end(how: string): void {
    this.#exit(how);
  }
  get frames(): number[] {
    return this.received.flatMap((message) => (message.tag === "frame" ? [message.frame.t] : []));
  }
  get begun(): ToEngine | undefined {
    return this.received.find((message) => message.tag === "begin");
  }
}

function pose(t: number): PoseFrame {
  return { tag: "poses", t, width: 16, height: 9, people: [], reason: null };
}

function staged(frame: number): FromEngine {
  return { tag: "stage", frame: stageFrame(frame), answers: true };
}

function setUp(spawn: () => FakeChild = () => new FakeChild()) {
  const children: FakeChild[] = [];
  const states: string[] = [];
  const notices: string[] = [];
  const shown: [number, number | null][] = [];
  const supervisor = new Supervisor({
    spawn: () => {
      const child = spawn();
      children.push(child);
      return child;
    },
    clock: { now: () => performance.now() / 1000 },
    configure: CONFIGURE,
    onStage: ({ frame }, asked) => shown.push([frame, asked?.t ?? null]),
    tellOperator: (line) => notices.push(line),
    onState: (state) => states.push(state),
  });
  const started = supervisor.start();
  return { supervisor, started, children, notices, shown, states };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("one frame is with the engine, the latest waits, and the ones between are dropped", async () => {
  const { supervisor, started, children, shown } = setUp();
  children[0]!.say(READY);
  await expect(started).resolves.toEqual(READY);
  for (const t of [1, 2, 3]) supervisor.offer(pose(t));
  expect(children[0]!.frames).toEqual([1]);
  children[0]!.say(staged(0));
  expect(children[0]!.frames).toEqual([1, 3]);
  expect(supervisor.dropped).toBe(1);
  expect(shown).toEqual([[0, 1]]);
});

test("an engine that is killed has a standby that goes on at once, where the other was", async () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  expect(supervisor.standbyIsLoading).toBe(false);
  expect(children[0]!.begun).toEqual({ tag: "begin", controls: CONTROLS, firstFrame: 0, firstId: 1 });
  await vi.advanceTimersByTimeAsync(0);
  expect(supervisor.standbyIsLoading).toBe(true);
  children[1]!.say(READY);
  expect(supervisor.standbyIsLoading).toBe(false);
  expect(children[1]!.begun).toBeUndefined();
  supervisor.offer(pose(1));
  supervisor.command({ tag: "command", command: "mode", value: "answer" });
  children[0]!.say(staged(41));
  supervisor.offer(pose(2));
  supervisor.offer(pose(3));
  children[0]!.end("signal SIGKILL");
  expect(children[1]!.begun).toMatchObject({ controls: { mode: "answer" }, firstFrame: 42, firstId: 1 });
  expect(children[1]!.frames).toEqual([3]);
  expect(supervisor.state).toBe("running");
  expect(notices).toEqual(["the engine ended (signal SIGKILL); another one goes on"]);
  expect(children).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(children).toHaveLength(3);
});

test("what is known of the music, the next engine knows too", async () => {
  const { supervisor, children } = setUp();
  const music: Music = {
    ...{ from: "osc", t: 1, tempo: 120, beat: 2, beatsPerBar: 4, downbeat: 0, confidence: 1 },
    ...{ energy: 0, onset: 0, brightness: 0 },
  };
  const heard = (child: number) => children[child]!.received.filter(({ tag }) => tag === "music");
  children[0]!.say(READY);
  supervisor.hear(music);
  expect(heard(0)).toEqual([{ tag: "music", music }]);
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say(READY);
  children[0]!.end("signal SIGKILL");
  expect(heard(1)).toEqual([{ tag: "music", music }]);
});

test("what is practised, the next engine goes on with from the pass that was not finished", async () => {
  const { supervisor, children } = setUp();
  const reference = referenceOf(sineDance({ seconds: 4 }));
  const told = (child: number) => children[child]!.received.filter(({ tag }) => tag === "reference");
  supervisor.practise(reference);
  expect(told(0)).toEqual([]);
  children[0]!.say(READY);
  expect(told(0)).toEqual([{ tag: "reference", reference, pass: 1 }]);
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say(READY);
  const practice = (pass: number, phase: PracticePhase) =>
    stageFrame(pass, { practice: { ...PRACTICE, pass, phase } });
  for (const frame of [practice(1, "rest"), practice(2, "pass")])
    children[0]!.say({ tag: "stage", frame, answers: false });
  children[0]!.end("signal SIGKILL");
  expect(told(1)).toEqual([{ tag: "reference", reference, pass: 2 }]);
  children[1]!.say({ tag: "stage", frame: practice(2, "rest"), answers: false });
  await vi.advanceTimersByTimeAsync(5000);
  children[2]!.say(READY);
  children[1]!.end("signal SIGKILL");
  expect(told(2)).toEqual([{ tag: "reference", reference, pass: 3 }]);
  // Another begins with its first pass; none is told as none.
  supervisor.practise({ ...reference, name: "other.take.ndjson" });
  expect(told(2).at(-1)).toMatchObject({ reference: { name: "other.take.ndjson" }, pass: 1 });
  supervisor.practise(null);
  expect(told(2).at(-1)).toEqual({ tag: "reference", reference: null, pass: 1 });
});

test("without a standby that is ready, the show waits for the next engine to load", async () => {
  const { supervisor, children } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  children[0]!.end("exit code 1");
  expect(supervisor.state).toBe("restarting");
  expect(supervisor.ready).toEqual(READY);
  supervisor.offer(pose(3));
  expect(children[1]!.frames).toEqual([]);
  children[1]!.say(READY);
  expect(supervisor.state).toBe("running");
  expect(children[1]!.frames).toEqual([3]);
});

test("a pose model that has shrunk is small for the standby and for those who come later", async () => {
  const { supervisor, children } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say(READY);
  supervisor.resize("lite");
  for (const child of children) expect(child.received.at(-1)).toEqual({ tag: "resize", size: "lite" });
  children[0]!.say({ tag: "resized", detector: "BlazePose lite" });
  expect(supervisor.ready?.detector).toBe("BlazePose lite");
  children[1]!.end("exit code 1");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(children[2]!.received[0]).toMatchObject({ tag: "configure", detectorSize: "lite" });
});

test("a standby that cannot load is tried less and less often, and the show does not mind", async () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  for (const wait of [5000, 10_000, 20_000]) {
    const before = children.length;
    children.at(-1)!.end("exit code 1");
    for (let second = 1; second < wait / 1000; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      children[0]!.say({ tag: "alive" });
    }
    expect(children).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1000);
    expect(children).toHaveLength(before + 1);
  }
  expect(supervisor.state).toBe("running");
  expect(notices).toEqual([
    "the engine that stands by does not start (exit code 1); it is tried again ever more rarely",
  ]);
  children.at(-1)!.say(READY);
  await vi.advanceTimersByTimeAsync(3000);
  expect(notices.at(-1)).toBe("an engine stands by again");
  expect(notices).toHaveLength(2);
});

test("what a dead engine still says is not heard", () => {
  const { children, shown } = setUp();
  children[0]!.say(READY);
  children[0]!.end("exit code 1");
  vi.advanceTimersByTime(1);
  children[0]!.say(staged(7));
  expect(shown).toEqual([]);
});

test("an engine that falls silent is ended, and replaced", async () => {
  const { children, notices } = setUp();
  children[0]!.say(READY);
  for (let beat = 0; beat < 40; beat++) {
    await vi.advanceTimersByTimeAsync(250);
    for (const child of children) child.say({ tag: "alive" });
  }
  expect(children[0]!.killed).toBe(false);
  for (let beat = 0; beat < 26; beat++) {
    await vi.advanceTimersByTimeAsync(250);
    children[1]!.say({ tag: "alive" });
  }
  expect(children[0]!.killed).toBe(true);
  expect(children[1]!.killed).toBe(false);
  expect(notices[0]).toBe("the engine does not answer; ending it");
});

test("an engine whose heart beats but which never answers a frame is ended", async () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  supervisor.offer(pose(1));
  for (let beat = 0; beat < 82; beat++) {
    await vi.advanceTimersByTimeAsync(250);
    children[0]!.say({ tag: "alive" });
  }
  expect(children[0]!.killed).toBe(true);
  expect(notices[0]).toBe("the engine is stuck in a frame; ending it");
});

test("a standby that falls silent gives the active engine no more time for its frame", async () => {
  const { supervisor, children } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say(READY);
  supervisor.offer(pose(1));
  for (let beat = 0; beat < 82; beat++) {
    await vi.advanceTimersByTimeAsync(250);
    children[0]!.say({ tag: "alive" });
  }
  expect(children[1]!.killed).toBe(true);
  expect(children[0]!.killed).toBe(true);
});

test("an engine that slept with the machine has as long to answer its frame as before", async () => {
  const { supervisor, children } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(1000);
  supervisor.offer(pose(1));
  const awake = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => awake + 3_600_000);
  onTestFinished(() => void vi.restoreAllMocks());
  await vi.advanceTimersByTimeAsync(500);
  expect(children[0]!.killed).toBe(false);
});

test("an engine that takes half a minute to load is waited for", async () => {
  const { children } = setUp();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(children[0]!.killed).toBe(false);
});

test("failures in a row wait longer and longer, up to two seconds, and a sound life forgives them", async () => {
  expect([1, 2, 3, 4, 20].map(restartDelay)).toEqual([0, 250, 500, 1000, 2000]);
  const { children } = setUp();
  children[0]!.end("exit code 1");
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.end("exit code 1");
  await vi.advanceTimersByTimeAsync(249);
  expect(children).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(children).toHaveLength(3);
  children[2]!.say(READY);
  await vi.advanceTimersByTimeAsync(2500);
  children[2]!.end("exit code 1");
  await vi.advanceTimersByTimeAsync(0);
  expect(children).toHaveLength(4);
});

test("settings that the engine cannot work with end the start with its line", async () => {
  const { started, children } = setUp();
  children[0]!.say({ tag: "failed", line: "models/x: no manifest", mendable: true });
  await expect(started).rejects.toThrow("models/x: no manifest");
  await expect(started).rejects.toMatchObject({ name: "UserError" });
});

test("a frame that the engine cannot make is told, and the next one goes to it once the one that was sent is answered", () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  supervisor.offer(pose(1));
  supervisor.offer(pose(2));
  children[0]!.say({ tag: "fault", line: "no room for one of its own", answers: false });
  expect(children[0]!.frames).toEqual([1]);
  children[0]!.say({ tag: "fault", line: "no room", answers: true });
  expect(children[0]!.frames).toEqual([1, 2]);
  expect(notices).toEqual([
    "the engine could not make a frame: no room for one of its own",
    "the engine could not make a frame: no room",
  ]);
});

test("closed before an engine is ready, it waits for none", async () => {
  const { supervisor, started, children } = setUp();
  supervisor.close();
  await expect(started).rejects.toThrow("closed before it had loaded");
  expect(children.map(({ killed }) => killed)).toEqual([true]);
});

test("after closing nothing is started again", async () => {
  const { supervisor, children } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  supervisor.close();
  supervisor.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(children.map(({ killed }) => killed)).toEqual([true, true]);
});

test("another model is loaded by a standby, which goes on where the engine is", async () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say(READY);
  supervisor.offer(pose(1));
  children[0]!.say(staged(7));
  supervisor.switchModel("models/second");
  expect(children[1]!.killed).toBe(true);
  expect(children[0]!.killed).toBe(false);
  await vi.advanceTimersByTimeAsync(0);
  expect(children[2]!.received[0]).toMatchObject({ settings: { model: "models/second" } });
  expect(supervisor.model).toBe(CONFIGURE.settings.model);
  children[2]!.say({ ...READY, model: "second" });
  expect(children[0]!.killed).toBe(true);
  expect(children[2]!.begun).toMatchObject({ firstFrame: 8 });
  expect(supervisor.model).toBe("models/second");
  supervisor.offer(pose(2));
  expect(children[2]!.frames).toEqual([2]);
  expect(notices).toEqual(["the model is second now"]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(children[3]!.received[0]).toMatchObject({ settings: { model: "models/second" } });
});

test("a model that cannot be loaded is told, and the one before goes on", async () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  supervisor.switchModel("models/broken");
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say({ tag: "failed", line: "manifest.json: is not there", mendable: true });
  children[1]!.end("exit code 1");
  expect(notices).toEqual(["models/broken is no model to go on with: manifest.json: is not there"]);
  expect(children[0]!.killed).toBe(false);
  supervisor.offer(pose(1));
  expect(children[0]!.frames).toEqual([1]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(children[2]!.received[0]).toMatchObject({ settings: { model: CONFIGURE.settings.model } });
});

/** An engine whose process never comes to be: Node tells that a moment later. */
class Unborn extends FakeChild {
  override onExit(listener: (how: string) => void): void {
    setTimeout(listener, 1, "not started: spawn node ENOENT");
  }
  override kill(): void {}
}

const NOT_STARTING: readonly (readonly [string, () => FakeChild])[] = [
  [
    "cannot be forked",
    () => {
      throw new Error("spawn node EAGAIN");
    },
  ],
  ["is no process", () => new Unborn()],
  [
    "ends before it is ready",
    () => {
      const child = new FakeChild();
      setTimeout(() => child.end("exit code 1"), 1);
      return child;
    },
  ],
  [
    "ends as soon as it is ready",
    () => {
      const child = new FakeChild();
      setTimeout(() => {
        child.say(READY);
        child.end("signal SIGSEGV");
      }, 1);
      return child;
    },
  ],
];

test.each(NOT_STARTING)("an engine that %s is tried again until it does, and told once", async (_, fails) => {
  let failing = false;
  const { supervisor, started, children, notices } = setUp(() => (failing ? fails() : new FakeChild()));
  children[0]!.say(READY);
  await started;
  failing = true;
  children[0]!.end("signal SIGKILL");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(supervisor.state).toBe("restarting");
  expect(notices[0]).toBe("the engine ended (signal SIGKILL); another one goes on");
  expect(notices.slice(1)).toEqual([
    expect.stringMatching(/^the engine does not (start|last) \(.+\); it is started again/),
  ]);
  failing = false;
  const before = children.length;
  // What was in the way is gone: it comes back within the ceiling, by itself.
  await vi.advanceTimersByTimeAsync(restartDelay(20));
  children[before]!.say(READY);
  expect(supervisor.state).toBe("running");
  await vi.advanceTimersByTimeAsync(3000);
  expect(notices.at(-1)).toBe("the engine is back");
});

test.each(NOT_STARTING)(
  "a standby that %s is told once, and goes on when it can be started",
  async (_, fails) => {
    let failing = false;
    const { children, notices } = setUp(() => (failing ? fails() : new FakeChild()));
    children[0]!.say(READY);
    failing = true;
    for (let second = 0; second < 12; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      children[0]!.say({ tag: "alive" });
    }
    expect(notices).toEqual([expect.stringMatching(/^the engine that stands by does not (start|last)/)]);
    failing = false;
    for (let second = 0; second < 60; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      children[0]!.say({ tag: "alive" });
      children.at(-1)!.say({ tag: "alive" });
    }
    const standby = children.at(-1)!;
    standby.say(READY);
    children[0]!.end("signal SIGKILL");
    expect(standby.begun).toMatchObject({ tag: "begin" });
  },
);

test("an engine that does not end when it is killed is not waited for", async () => {
  const { supervisor, started, children, notices } = setUp(
    () =>
      new (class extends FakeChild {
        override kill(): void {
          this.killed = true;
        }
      })(),
  );
  children[0]!.say(READY);
  await started;
  await vi.advanceTimersByTimeAsync(9000);
  expect(children[0]!.killed).toBe(true);
  expect(notices).toContain("the engine ended (it does not end when it is killed); another one goes on");
  children.at(-1)!.say(READY);
  expect(supervisor.state).toBe("running");
});

test("both engines killed at once: the next one starts at once, and the show is told that it rests", async () => {
  const { started, children, states } = setUp();
  children[0]!.say(READY);
  await started;
  for (let kill = 0; kill < 20; kill++) {
    await vi.advanceTimersByTimeAsync(6000 - 3000 * (kill % 2));
    const before = children.length;
    for (const child of children.slice(-2)) child.say(READY);
    await vi.advanceTimersByTimeAsync(2500);
    states.length = 0;
    for (const child of children.slice(-2)) child.end("signal SIGKILL");
    await vi.advanceTimersByTimeAsync(0);
    expect(states).toEqual(["restarting"]);
    expect(children.length).toBeGreaterThan(before);
    children.at(-1)!.say(READY);
    expect(states).toEqual(["restarting", "running"]);
  }
});

test("a fault while a frame is shown does not keep the next frame from the engine", () => {
  const child = new FakeChild();
  const supervisor = new Supervisor({
    spawn: () => child,
    clock: { now: () => performance.now() / 1000 },
    configure: CONFIGURE,
    onStage: () => {
      throw new Error("a page too many");
    },
    tellOperator: () => {},
  });
  void supervisor.start();
  child.say(READY);
  supervisor.offer(pose(1));
  expect(() => child.say(staged(0))).toThrow("a page too many");
  supervisor.offer(pose(2));
  expect(child.frames).toEqual([1, 2]);
});

test("after a fault in the host, an engine that does not answer soon is ended", async () => {
  const { supervisor, children } = setUp();
  children[0]!.say(READY);
  supervisor.doubt();
  await vi.advanceTimersByTimeAsync(1000);
  children[0]!.say({ tag: "alive" });
  await vi.advanceTimersByTimeAsync(3000);
  expect(children[0]!.killed).toBe(false);
  supervisor.doubt();
  await vi.advanceTimersByTimeAsync(2500);
  expect(children[0]!.killed).toBe(true);
});

test("the model that is loaded is no change, and a model that changes all the time starts one engine a second", async () => {
  const { supervisor, started, children } = setUp();
  children[0]!.say(READY);
  await started;
  await vi.advanceTimersByTimeAsync(0);
  supervisor.switchModel(CONFIGURE.settings.model);
  await vi.advanceTimersByTimeAsync(100);
  expect(children).toHaveLength(2);
  for (let cue = 0; cue < 150; cue++) {
    supervisor.switchModel(`models/${cue % 2}`);
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(children.length).toBeLessThan(7);
  expect(children.at(-1)!.received[0]).toMatchObject({ settings: { model: "models/1" } });
});

test("a standby with another model that must go on but cannot is followed by the model before", async () => {
  const { supervisor, started, children, notices } = setUp();
  children[0]!.say(READY);
  await started;
  supervisor.switchModel("models/broken");
  await vi.advanceTimersByTimeAsync(0);
  children[0]!.end("signal SIGKILL");
  children[1]!.say({ tag: "failed", line: "manifest.json: is not there", mendable: true });
  children[1]!.end("exit code 0");
  await vi.advanceTimersByTimeAsync(500);
  expect(children[2]!.received[0]).toMatchObject({ settings: { model: CONFIGURE.settings.model } });
  expect(notices).toEqual([
    "the engine ended (signal SIGKILL); another one goes on",
    "models/broken is no model to go on with: manifest.json: is not there",
  ]);
});

test("a fresh engine takes the place of one that is well, from the same frame on, and a fresh standby follows", async () => {
  const { supervisor, children, notices } = setUp();
  children[0]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  children[1]!.say(READY);
  supervisor.offer(pose(1));
  children[0]!.say(staged(7));
  let renewed = false;
  void supervisor.renew().then(() => {
    renewed = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect([children[1]!.killed, children[0]!.killed, renewed]).toEqual([true, false, false]);
  // The one that was started for it cannot be: the next is as good.
  children[2]!.end("signal SIGKILL");
  await vi.advanceTimersByTimeAsync(60_000);
  children[3]!.say(READY);
  await vi.advanceTimersByTimeAsync(0);
  expect([children[0]!.killed, renewed]).toEqual([true, true]);
  expect(children[3]!.begun).toMatchObject({ firstFrame: 8 });
  await vi.advanceTimersByTimeAsync(5000);
  children[4]!.say(READY);
  expect(children[4]!.begun).toBeUndefined();
  expect(children[3]!.killed).toBe(false);
  expect(notices.filter((line) => line.includes("model"))).toEqual([]);
});
