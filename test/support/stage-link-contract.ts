import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LinkServer, StageLink } from "../../main/link/stage-link.ts";
import type { PageLink } from "../../renderer/link/page-link.ts";
import { MAX_WEIGHT } from "../../shared/commands/style-weight.ts";
import { i420Bytes } from "../../shared/i420.ts";
import {
  type CameraReport,
  type HeardMidi,
  type HeardMusic,
  type HeardTimecodes,
  type HostMessage,
  type Instructions,
  MAX_CAMERAS,
  MAX_CLOCK_EVENTS,
  MAX_DEVICES,
  type PageMessage,
  type PageReport,
  type PageRole,
  type StageMessage,
} from "../../shared/messages.ts";
import type { ImageFrame } from "../../shared/pose.ts";
import { figure, person, stageFrame } from "./stage-frames.ts";
import { STATUS } from "./status.ts";
import { turns } from "./turns.ts";

export interface LinkFixture {
  readonly server: LinkServer;
  /** Opens a page and gives its end. */
  openPage(role: PageRole): Promise<PageLink>;
  /** Sends something as it is, past the page's link. */
  sendRaw(value: unknown): void;
  /** The page stops taking messages until the returned function is called. */
  stall(): () => void;
  /** The page goes away for good. */
  closePage(): void;
  close(): Promise<void>;
}

export const INSTRUCTIONS: Instructions = {
  tag: "instructions",
  camera: "pixels",
  detectorSize: "full",
  maxPeople: 1,
  frameSize: 1280,
  language: "auto",
  languages: [],
  wantedCamera: null,
  ears: false,
  wantedEars: null,
  midi: null,
  timecode: null,
  surface: null,
};

const REPORT: PageReport = {
  ...{ tag: "page", cameraFps: 30, drawFps: 60, dropped: 2, detect: null, latency: 140.5 },
  ...{ fault: "no graphics", unplayed: { path: "/tracks/a.wav", why: "no such format" } },
};

const MUSIC: HeardMusic = {
  tag: "music",
  ...{ t: 1.79e9, ago: 0.035, tempo: 119.9, beat: 12.25, beatsPerBar: 4, downbeat: 12 },
  ...{ confidence: 0.9, energy: 0.5, onset: 0, brightness: 1 },
};

const MIDI: HeardMidi = {
  ...{ tag: "midi", t: 1.79e9, port: "Drums" },
  events: [
    { what: "position", sixteenths: 16_383, ago: 0.02 },
    { what: "start", ago: 0.02 },
    { what: "tick", ago: 0.001 },
  ],
};
const TIMECODE_FRAME = {
  ...{ code: { hours: 23, minutes: 59, seconds: 59, frames: 29, drop: true }, rate: 30000 / 1001 },
  ...{ sure: true, speed: 1.02, ago: 0.04 },
};
const TIMECODE: HeardTimecodes = { tag: "timecode", t: 1.79e9, frames: [TIMECODE_FRAME] };

/** A picture whose every byte is different from its neighbours. */
export function picture(width: number, height: number, t = 1.5): ImageFrame {
  const data = Uint8Array.from({ length: i420Bytes(width, height) }, (_, index) => (index * 7) % 251);
  return { tag: "image", t, width, height, data };
}

function stageMessage(frame: number): StageMessage {
  const body = figure(1).body.map((point, joint) => (joint === 3 ? null : point));
  const chooser = person(1, {
    turn: "choosing",
    live: figure(1, { body }),
    options: [figure(2), figure(3)],
    grid: { x: 0.2, y: 0.1, width: 0.5, height: 0.6 },
    gesture: { gesture: "choose", cell: 1, progress: 0.5 },
  });
  return {
    tag: "stage",
    frame: stageFrame(frame, {
      mode: "options",
      blend: [{ style: "salsa", weight: 1 }],
      people: [chooser],
      alone: figure(9),
    }),
  };
}

/** However busy the machine is. */
const eventually = (check: () => void) => vi.waitFor(check, 30_000);

/** What every StageLink and PageLink have to do together, however their messages travel. */
export function stageLinkContract(name: string, open: () => Promise<LinkFixture>): void {
  test(`${name}: a page that comes before anybody can meet it is let in as soon as somebody can`, async () => {
    const fixture = await open();
    const page = await fixture.openPage("desk");
    const [fromPage, fromHost]: [PageMessage[], HostMessage[]] = [[], []];
    page.onMessage((message) => fromHost.push(message));
    await turns(100);
    fixture.server.onLink((link) => {
      link.onMessage((message) => fromPage.push(message));
      link.send(INSTRUCTIONS);
    });
    await eventually(() => expect(fromHost).toEqual([INSTRUCTIONS]));
    await eventually(() => expect(fromPage).toEqual([{ tag: "hello", role: "desk" }]));
    await fixture.close();
  });

  describe(name, () => {
    let fixture: LinkFixture;
    let page: PageLink;
    let host: StageLink;
    /** The first message of each link. */
    let first: PageMessage[];
    /** All but hellos. */
    let fromPage: PageMessage[];
    let fromHost: HostMessage[];
    let connected: boolean[];

    beforeEach(async () => {
      fixture = await open();
      const entered = Promise.withResolvers<StageLink>();
      first = [];
      fromPage = [];
      fromHost = [];
      connected = [];
      fixture.server.onLink((link) => {
        let isFirst = true;
        link.onMessage((message) => {
          if (isFirst) first.push(message);
          isFirst = false;
          if (message.tag !== "hello") fromPage.push(message);
        });
        entered.resolve(link);
      });
      page = await fixture.openPage("stage");
      page.onMessage((message) => fromHost.push(message));
      page.onConnected((state) => connected.push(state));
      host = await entered.promise;
      await eventually(() => expect(connected.at(-1)).toBe(true));
      await eventually(() => expect(first).toHaveLength(1));
    });

    afterEach(() => fixture.close());

    test("a picture arrives to the byte, odd sides included", async () => {
      const sent = picture(641, 361);
      // The hello may not have been acknowledged yet.
      await eventually(() => expect(page.send(sent)).toBe(true));
      await eventually(() => expect(fromPage).toHaveLength(1));
      const [arrived] = fromPage as ImageFrame[];
      expect(arrived).toMatchObject({ tag: "image", t: 1.5, width: 641, height: 361 });
      expect(Buffer.compare(arrived!.data, sent.data)).toBe(0);
    });

    test("every kind of page message arrives as it was sent", async () => {
      const joints = Array.from({ length: 19 }, (_, index) =>
        index === 5 ? null : { x: index / 19, y: 0.5, score: 0.9 },
      );
      const messages: PageMessage[] = [
        { tag: "camera", state: "denied", label: "NotAllowedError: Permission denied", cameras: [] },
        {
          ...{ tag: "camera", state: "on", label: "USB camera" },
          cameras: [
            { label: "Virtual", used: false, fault: "always the same picture" },
            { label: "USB camera", used: true, fault: null },
          ],
        },
        { tag: "ears", state: "on", label: "Line In", devices: ["Microphone", "Line In"] },
        MUSIC,
        { tag: "clock", clock: "midi", state: "on", label: "Drums", devices: ["Drums"] },
        MIDI,
        TIMECODE,
        REPORT,
        { tag: "command", command: "mode", value: "answer" },
        { tag: "command", command: "answer" },
        { tag: "command", command: "option", value: 9 },
        { tag: "command", command: "restart" },
        { tag: "command", command: "tap", pressed: 0.004 },
        { tag: "command", command: "tempo", value: 0.5 },
        { tag: "command", command: "options", value: 30 },
        { tag: "command", command: "mirror", value: true },
        { tag: "command", command: "look", value: "ink" },
        { tag: "command", command: "blend", value: [{ style: "salsa", weight: 2.5 }] },
        {
          ...{ tag: "poses", t: 2, width: 640, height: 480, reason: null },
          people: [{ id: 0, image: joints, body: null, root: null }],
        },
        { tag: "request", id: 1, name: "settings/read", ask: null },
        { tag: "request", id: 2, name: "unheard-of", ask: { of: ["anything", 1] } },
      ];
      for (const message of messages) {
        await eventually(() => expect(page.send(message)).toBe(true));
      }
      await eventually(() => expect(fromPage).toEqual(messages));
    });

    test("every kind of host message arrives as it was sent", async () => {
      const messages: HostMessage[] = [
        INSTRUCTIONS,
        stageMessage(3),
        { ...stageMessage(4), captured: 12.5 },
        {
          ...STATUS,
          latency: 143.5,
          styles: ["salsa"],
          engineFps: 29.7,
          cameras: [{ label: "USB camera", used: true, fault: null }],
          operatorMessages: [{ line: "camera gone", since: 1.8e12, count: 2, alike: false }],
          osc: [{ destination: "127.0.0.1:9000", sent: 3, failed: 1, error: "ECONNREFUSED" }],
        },
        { tag: "reply", id: 1, answer: { settings: [1, null, "x"] } },
        { tag: "reply", id: 2, refused: "unheard-of is no request of this version" },
        { tag: "changed", what: "library" },
      ];
      for (const message of messages) host.send(message);
      await eventually(() => expect(fromHost).toEqual(messages));
    });

    test("what is no message, or breaks a limit, never reaches the host", async () => {
      const good = picture(64, 48);
      const refused: unknown[] = [
        "nonsense",
        { tag: "unheard-of" },
        { tag: "hello", role: "audience" },
        { tag: "command", command: "mode", value: "sleep" },
        { tag: "command", command: "option", value: 0 },
        { tag: "command", command: "option", value: 31 },
        { tag: "command", command: "tempo", value: 2.1 },
        { tag: "command", command: "options", value: 2.5 },
        { tag: "command", command: "mirror", value: 1 },
        { tag: "command", command: "blackout" },
        { tag: "command", command: "tap", pressed: 60 },
        { tag: "command", command: "port", value: 1 },
        { tag: "command", command: "constructor", value: 1 },
        // Only who knows the folder of models can tell whether there is one of that name.
        { tag: "command", command: "model", value: "m".repeat(256) },
        { tag: "command", command: "blend", value: [{ style: "salsa", weight: -1 }] },
        { tag: "command", command: "blend", value: [{ style: "salsa", weight: MAX_WEIGHT + 1 }] },
        { tag: "command", command: "blend", value: [{ style: "x".repeat(201), weight: 1 }] },
        { tag: "command", command: "blend", value: new Array(65).fill({ style: "salsa", weight: 1 }) },
        { tag: "camera", state: "on", label: "x".repeat(1000), cameras: [] },
        { tag: "camera", state: "on", label: "x" },
        {
          tag: "camera",
          state: "on",
          label: "x",
          cameras: [{ label: "x".repeat(201), used: true, fault: null }],
        },
        {
          ...{ tag: "camera", state: "on", label: "x" },
          cameras: new Array(MAX_CAMERAS + 1).fill({ label: "x", used: false, fault: null }),
        },
        { tag: "ears", state: "on", label: "x".repeat(201), devices: [] },
        { tag: "ears", state: "loud", label: "x", devices: [] },
        { tag: "ears", state: "on", label: "x", devices: new Array(MAX_DEVICES + 1).fill("x") },
        { tag: "music", t: 1 },
        ...Object.entries({
          ...{ t: -1, ago: 6, tempo: 0, beat: Number.NaN, beatsPerBar: 0, downbeat: 0.5, confidence: 1.1 },
          ...{ energy: -1, onset: null, brightness: "1" },
        }).map(([key, value]) => ({ ...MUSIC, [key]: value })),
        { ...MUSIC, beat: 1e12 },
        { tag: "clock", clock: "sundial", state: "on", label: "", devices: [] },
        { ...MIDI, events: [] },
        { ...MIDI, events: new Array(MAX_CLOCK_EVENTS + 1).fill({ what: "tick", ago: 0 }) },
        { ...MIDI, events: [{ what: "tick", ago: -1 }] },
        { ...MIDI, events: [{ what: "position", sixteenths: 2 ** 14, ago: 0 }] },
        { ...MIDI, port: "x".repeat(201) },
        ...Object.entries({ hours: 24, minutes: 60, seconds: 0.5, frames: 30, drop: 1 }).map(
          ([key, value]) => ({
            ...TIMECODE,
            frames: [{ ...TIMECODE_FRAME, code: { ...TIMECODE_FRAME.code, [key]: value } }],
          }),
        ),
        { ...TIMECODE, frames: [{ ...TIMECODE_FRAME, rate: 29 }] },
        { ...TIMECODE, frames: [{ ...TIMECODE_FRAME, speed: 0 }] },
        { ...REPORT, cameraFps: -1 },
        { ...REPORT, unplayed: { path: "x".repeat(1001), why: "" } },
        { tag: "request", id: -1, name: "settings/read", ask: null },
        { tag: "request", id: 1, name: "x".repeat(41), ask: null },
        { tag: "request", id: 1, name: "settings/read" },
        { ...good, data: good.data.subarray(1) },
        { ...good, height: 49 },
        { ...good, t: Number.NaN },
        { ...good, t: 1e300 },
        { ...good, t: -1 },
        {
          ...{ tag: "poses", t: 1, width: 64, height: 48, reason: null },
          people: [7, 7].map((id) => ({ id, image: null, body: null, root: null })),
        },
        {
          ...{ tag: "poses", t: 1, width: 64, height: 48, reason: null },
          people: [{ id: 2 ** 31, image: null, body: null, root: null }],
        },
        {
          tag: "poses",
          t: 1,
          width: 64,
          height: 48,
          people: [{ id: 1, image: [], body: null }],
          reason: null,
        },
      ];
      for (const value of refused) fixture.sendRaw(value);
      const last = { tag: "command", command: "answer" } as const;
      fixture.sendRaw(last);
      await eventually(() => expect(fromPage).toEqual([last]));
    });

    test("a frame is not taken while the one before has not left", async () => {
      const big = picture(1920, 1080);
      await eventually(() => expect(page.send(big)).toBe(true));
      const taken = Array.from({ length: 19 }, () => page.send(big));
      expect(taken).toContain(false);
    });

    test("a page that does not keep up misses StageFrames and hears the newest when it is back", async () => {
      const resume = fixture.stall();
      for (let frame = 0; frame < 3000; frame++) {
        host.send(stageMessage(frame));
        if (frame % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      resume();
      await eventually(() => {
        host.send(stageMessage(5000));
        expect(fromHost.at(-1)).toMatchObject({ frame: { frame: 5000 } });
      });
      expect(fromHost.length).toBeLessThan(2000);
    });

    test("a page answers when it is asked for a sign of life, and not while it is stuck", async () => {
      const heard = vi.fn();
      host.onHeard(heard);
      host.ping();
      await eventually(() => expect(heard).toHaveBeenCalledTimes(1));
      const resume = fixture.stall();
      host.ping();
      await turns(50);
      expect(heard).toHaveBeenCalledTimes(1);
      resume();
      await eventually(() => expect(heard).toHaveBeenCalledTimes(2));
      expect(fromPage).toEqual([]);
    });

    test("a page that reads nothing is closed, with little waiting for it", async () => {
      const why = new Promise<string | null>((resolve) => host.onClose(resolve));
      fixture.stall();
      const status = { ...STATUS, recording: "x".repeat(12_000) };
      let sent = 0;
      void why.then(() => {
        sent = Number.POSITIVE_INFINITY;
      });
      for (; sent < 20_000; sent++) {
        host.send(status);
        if (sent % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await why).toMatch(/read nothing of what it was sent and was closed/);
      expect(sent).toBe(Number.POSITIVE_INFINITY);
    });

    test("a page that sends commands without end is closed, and few of them are heard", async () => {
      const why = new Promise<string | null>((resolve) => host.onClose(resolve));
      for (let n = 0; n < 20_000; n++)
        fixture.sendRaw({ tag: "command", command: "tempo", value: 1 + (n % 10) / 100 });
      expect(await why).toMatch(/^a page sent more than \d+ (messages|commands) a second and was closed$/);
      expect(fromPage.length).toBeGreaterThan(100);
      expect(fromPage.length).toBeLessThan(1500);
    });

    test("what a page calls its camera is one harmless line", async () => {
      const [rude, harmless] = ["a\u001b[2Jb\nwarning: c\u202e", "a\\x1b[2Jb\\nwarning: c\\u202e"];
      const report = (text: string): CameraReport => ({
        ...{ tag: "camera", state: "gone", label: text },
        cameras: [{ label: text, used: false, fault: text }],
      });
      page.send(report(rude));
      await eventually(() => expect(fromPage).toEqual([report(harmless)]));
    });

    test("a page says hello before anything else, after a reconnection too", async () => {
      const hello = { tag: "hello", role: "stage" };
      page.onConnected((state) => state && page.send({ tag: "command", command: "answer" }));
      expect(first).toEqual([hello]);
      host.close();
      await eventually(() => expect(first).toEqual([hello, hello]));
    });

    test("the host learns that a page has gone", async () => {
      const closed = new Promise<void>((resolve) => host.onClose(() => resolve()));
      fixture.closePage();
      await expect(closed).resolves.toBeUndefined();
    });

    test("a page whose link is cut says so, takes nothing, and links up again by itself", async () => {
      const again = new Promise<StageLink>((resolve) => fixture.server.onLink(resolve));
      host.close();
      await eventually(() => expect(connected.at(-1)).toBe(false));
      expect(page.send({ tag: "command", command: "answer" })).toBe(false);
      const second = await again;
      second.send(INSTRUCTIONS);
      await eventually(() => expect(fromHost).toEqual([INSTRUCTIONS]));
      expect(connected.at(-1)).toBe(true);
    });
  });
}
