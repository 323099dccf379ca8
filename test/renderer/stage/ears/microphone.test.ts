import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Microphone } from "../../../../renderer/stage/ears/microphone.ts";
import type { EarsReport } from "../../../../shared/messages.ts";

/** A browser with sound devices that can be pulled out. */
class FakeBrowser extends EventTarget {
  devices = [
    { deviceId: "a", label: "Microphone" },
    { deviceId: "b", label: "Line In" },
  ];
  permission: "granted" | "denied" = "granted";
  /** Labels are hidden before somebody has allowed one. */
  wasAllowed = false;
  readonly status = Object.assign(new EventTarget(), { state: "denied" });
  asked: MediaTrackConstraints[] = [];
  opened: FakeTrack[] = [];

  async enumerateDevices() {
    const hidden = { deviceId: "", label: "" };
    const all = [{ deviceId: "default", label: "Default - Microphone" }, ...this.devices];
    return all.map((each) => ({ ...(this.wasAllowed ? each : hidden), kind: "audioinput" }));
  }

  async getUserMedia({ audio, video }: { audio: MediaTrackConstraints; video?: unknown }) {
    expect(video).toBeUndefined();
    this.asked.push(audio);
    if (this.permission === "denied") throw new DOMException("Permission denied", "NotAllowedError");
    const wanted = (audio.deviceId as { exact: string } | undefined)?.exact;
    const found = this.devices.find(({ deviceId }) => wanted === undefined || deviceId === wanted);
    if (!found) throw new DOMException("Requested device not found", "NotFoundError");
    this.wasAllowed = true;
    const track = new FakeTrack(found.deviceId, found.label);
    this.opened.push(track);
    return { getAudioTracks: () => [track] };
  }

  unplug(id: string) {
    this.devices = this.devices.filter(({ deviceId }) => deviceId !== id);
    if (this.opened.at(-1)?.deviceId === id) this.opened.at(-1)!.dispatchEvent(new Event("ended"));
    this.dispatchEvent(new Event("devicechange"));
  }

  plug(deviceId: string, label: string) {
    this.devices.push({ deviceId, label });
    this.dispatchEvent(new Event("devicechange"));
  }
}

class FakeTrack extends EventTarget {
  readonly deviceId: string;
  readonly label: string;
  stopped = false;

  constructor(deviceId: string, label: string) {
    super();
    this.deviceId = deviceId;
    this.label = label;
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }

  stop() {
    this.stopped = true;
  }
}

let browser: FakeBrowser;
let microphone: Microphone;
let reports: EarsReport[];
let track: MediaStreamTrack | null;

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  [reports, track] = [[], null];
  microphone = new Microphone(
    {
      devices: browser as unknown as MediaDevices,
      permissions: { query: async () => browser.status } as unknown as Permissions,
      now: () => Date.now() / 1000,
    },
    (report) => reports.push(report),
    (given) => {
      track = given;
    },
  );
});

afterEach(() => {
  microphone.close();
  vi.useRealTimers();
});

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
/** Each once, though the list of devices may have changed meanwhile. */
const said = () =>
  reports.map(({ state, label }) => `${state}: ${label}`).filter((line, at, all) => line !== all[at - 1]);

test("nothing is asked for before the ears are on, and nothing is taken out of the sound", async () => {
  await wait(1000);
  expect(browser.asked).toEqual([]);
  microphone.open(null);
  await wait(10);
  expect(browser.asked).toEqual([
    { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  ]);
  expect(said()).toEqual(["starting: asking for a microphone or line-in", "on: Microphone"]);
  expect(reports.at(-1)!.devices).toEqual(["Microphone", "Line In"]);
  microphone.close();
  expect([track, browser.opened[0]!.stopped, microphone.report]).toEqual([null, true, null]);
});

test("the wanted device is taken once its name can be known, and when it comes later", async () => {
  microphone.open("line");
  await wait(10);
  expect(track!.label).toBe("Line In");
  expect(browser.opened.map(({ stopped }) => stopped)).toEqual([true, false]);
  browser.unplug("b");
  await wait(10);
  expect(track!.label).toBe("Microphone");
  browser.plug("c", "Line In again");
  await wait(10);
  expect(track!.label).toBe("Line In again");
  microphone.open("Micro");
  await wait(10);
  expect(track!.label).toBe("Microphone");
});

test("one that is unplugged is tried again until it is there, and the first cause is told", async () => {
  browser.devices = [{ deviceId: "a", label: "Microphone" }];
  microphone.open(null);
  await wait(10);
  browser.unplug("a");
  await wait(60_000);
  expect(said().slice(1)).toEqual(["on: Microphone", "gone: Microphone: unplugged"]);
  expect(browser.asked.length).toBeLessThan(15);
  browser.plug("a", "Microphone");
  await wait(10);
  expect(said().at(-1)).toBe("on: Microphone");
});

test("without any the operator hears so, and it is tried again", async () => {
  browser.devices = [];
  microphone.open(null);
  await wait(700);
  expect(said().slice(1)).toEqual(["none: Requested device not found"]);
  browser.plug("a", "Microphone");
  await wait(10);
  expect(track!.label).toBe("Microphone");
});

test("who refuses is not asked again, until it is allowed or the ears are switched on anew", async () => {
  browser.permission = "denied";
  microphone.open(null);
  await wait(60_000);
  browser.plug("c", "Another");
  await wait(1000);
  expect(said().slice(1)).toEqual(["denied: Permission denied"]);
  expect(browser.asked).toHaveLength(1);
  microphone.close();
  microphone.open(null);
  await wait(10);
  expect(browser.asked).toHaveLength(2);
  browser.permission = "granted";
  browser.status.state = "granted";
  browser.status.dispatchEvent(new Event("change"));
  await wait(10);
  expect(track!.label).toBe("Microphone");
});

test("a device that gives nothing for some seconds is opened anew", async () => {
  microphone.open(null);
  for (let i = 0; i < 20; i++) {
    await wait(500);
    microphone.heard();
    microphone.check();
  }
  expect(browser.opened).toHaveLength(1);
  for (let i = 0; i < 12; i++) {
    await wait(500);
    microphone.check();
  }
  expect(said()).toContain("gone: Microphone: no sound comes");
  expect(browser.opened).toHaveLength(2);
});
