import { beforeEach, expect, test } from "vitest";
import { Pages } from "../../../main/link/pages.ts";
import type { StageLink } from "../../../main/link/stage-link.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { CameraReport, HostMessage, PageMessage, PageReport } from "../../../shared/messages.ts";
import type { SourceFrame } from "../../../shared/pose.ts";
import { INSTRUCTIONS } from "../../support/stage-link-contract.ts";

class FakeLink implements StageLink {
  readonly heard: HostMessage[] = [];
  #message: (message: PageMessage) => void = () => {};
  #close: () => void = () => {};

  send(message: HostMessage): void {
    this.heard.push(message);
  }
  onMessage(listener: (message: PageMessage) => void): void {
    this.#message = listener;
  }
  onClose(listener: () => void): void {
    this.#close = listener;
  }
  close(): void {
    this.#close();
  }
  say(message: PageMessage): void {
    this.#message(message);
  }
}

const off = { ...INSTRUCTIONS, camera: "off" };
const clock = new SteppedClock(1000);
let frames: SourceFrame[];
let cameras: (CameraReport | null)[];
let reports: (PageReport | null)[];
let commands: unknown[];
let open: () => FakeLink;
let pages: Pages;

beforeEach(() => {
  [frames, cameras, reports, commands] = [[], [], [], []];
  let enter: (link: StageLink) => void = () => {};
  pages = new Pages({
    door: {
      onLink: (listener) => {
        enter = listener;
      },
      close: async () => {},
    },
    clock,
    instructions: INSTRUCTIONS,
    onFrame: (frame) => frames.push(frame),
    onCamera: (report) => cameras.push(report),
    onReport: (report) => reports.push(report),
    onCommand: (command) => commands.push(command),
  });
  open = () => {
    const link = new FakeLink();
    enter(link);
    return link;
  };
});

const poses = (t: number) => ({ tag: "poses", t, width: 16, height: 9, people: [], reason: null }) as const;

test("the newest page has the camera, and it goes back when that one is closed", () => {
  const first = open();
  expect(first.heard).toEqual([INSTRUCTIONS]);
  const second = open();
  expect(first.heard.at(-1)).toEqual(off);
  expect(second.heard).toEqual([INSTRUCTIONS]);
  second.close();
  expect(first.heard.at(-1)).toEqual(INSTRUCTIONS);
});

test("frames and reports of a page without the camera are left aside, its commands are not", () => {
  const first = open();
  open();
  first.say(poses(1));
  first.say({ tag: "camera", state: "on", label: "old" });
  first.say({ tag: "command", command: "answer" });
  expect([frames, cameras]).toEqual([[], []]);
  expect(commands).toHaveLength(1);
});

test("when the last page has gone there is no camera any more", () => {
  const only = open();
  only.close();
  expect(cameras).toEqual([null]);
  expect(reports).toEqual([null]);
  expect(pages.count).toBe(0);
});

test("new instructions go to the page with the camera, and to the one after it", () => {
  const first = open();
  pages.instruct({ ...INSTRUCTIONS, camera: "poses" });
  expect(first.heard.at(-1)).toMatchObject({ camera: "poses" });
  expect(open().heard).toEqual([{ ...INSTRUCTIONS, camera: "poses" }]);
});

test("times of the page are placed on the host's clock by their least delay, evenly spaced as they were", () => {
  const page = open();
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
  const page = open();
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
