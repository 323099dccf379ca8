import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Camera } from "../../../../renderer/stage/camera/camera.ts";
import type { CameraReport } from "../../../../shared/messages.ts";

/** A browser with cameras that can be pulled out. */
class FakeBrowser extends EventTarget {
  cameras: { deviceId: string; label: string }[] = [];
  permission: "granted" | "denied" | "reset" = "granted";
  readonly status = Object.assign(new EventTarget(), { state: "denied" });
  asked: MediaTrackConstraints[] = [];
  opened: FakeTrack[] = [];

  async enumerateDevices() {
    const known = this.permission === "granted";
    return this.cameras.map((each) => ({
      ...(known ? each : { deviceId: "", label: "" }),
      kind: "videoinput",
    }));
  }

  async getUserMedia({ video }: { video: MediaTrackConstraints }) {
    this.asked.push(video);
    const wanted = (video.deviceId as { exact: string } | undefined)?.exact;
    // Chromium looks for the device before it looks for permission.
    if (wanted === "") throw new DOMException("", "OverconstrainedError");
    if (this.permission === "denied") throw new DOMException("Permission denied", "NotAllowedError");
    const found = this.cameras.find(({ deviceId }) => wanted === undefined || deviceId === wanted);
    if (!found) throw new DOMException("Requested device not found", "NotFoundError");
    const track = new FakeTrack(found);
    this.opened.push(track);
    return { getVideoTracks: () => [track] };
  }

  unplug() {
    this.cameras = [];
    this.opened.at(-1)?.dispatchEvent(new Event("ended"));
    this.dispatchEvent(new Event("devicechange"));
  }

  /** As the person does in the browser's settings, or as a grant for one time runs out. */
  takeBack(permission: "denied" | "reset") {
    this.permission = permission;
    this.opened.at(-1)?.dispatchEvent(new Event("ended"));
  }

  plug(deviceId: string, label: string) {
    this.cameras = [{ deviceId, label }];
    this.dispatchEvent(new Event("devicechange"));
  }
}

class FakeTrack extends EventTarget {
  readonly label: string;
  readonly deviceId: string;
  stopped = false;

  constructor({ deviceId, label }: { deviceId: string; label: string }) {
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
let camera: Camera;
let reports: CameraReport[];
let tracks: (MediaStreamTrack | null)[];

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  reports = [];
  tracks = [];
  camera = new Camera(
    {
      devices: browser as unknown as MediaDevices,
      permissions: { query: async () => browser.status } as unknown as Permissions,
      now: () => Date.now() / 1000,
    },
    (report) => reports.push(report),
    (track) => tracks.push(track),
  );
});

afterEach(() => {
  camera.close();
  vi.useRealTimers();
});

const states = () => reports.map(({ state }) => state);
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Pictures come, and somebody looks after the camera, for so many seconds. */
async function live(seconds: number, print: (i: number) => number) {
  for (let i = 0; i < seconds * 10; i++) {
    camera.pictureArrived(print(i));
    camera.check();
    await wait(100);
  }
}

describe("Camera", () => {
  test("opens at 1280x720 and says so", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    expect(states()).toEqual(["starting", "on"]);
    expect(browser.asked[0]).toMatchObject({ width: { ideal: 1280 }, height: { ideal: 720 } });
    expect(tracks).toHaveLength(1);
  });

  test("waits for a first camera, and finds it when it is plugged in", async () => {
    camera.open();
    await wait(60_000);
    expect(states()).toEqual(["starting", "none"]);
    const tries = browser.asked.length;
    expect(tries).toBeLessThan(15);
    browser.plug("a", "Cam");
    await wait(0);
    expect(states().at(-1)).toBe("on");
  });

  test("takes a replugged camera under its new id, and lets the old track go", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    browser.unplug();
    await wait(5000);
    expect(states()).toEqual(["starting", "on", "gone"]);
    expect(browser.opened[0]?.stopped).toBe(true);
    expect(tracks.at(-1)).toBeNull();
    browser.plug("b", "Cam");
    await wait(0);
    expect(states().at(-1)).toBe("on");
    expect(browser.asked.at(-1)).toMatchObject({ deviceId: { exact: "b" } });
  });

  test("does not ask again after a refusal, but goes on when permission is given", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    browser.permission = "denied";
    camera.open();
    await wait(60_000);
    browser.dispatchEvent(new Event("devicechange"));
    await wait(60_000);
    expect(states()).toEqual(["starting", "denied"]);
    expect(browser.asked).toHaveLength(1);
    browser.permission = "granted";
    browser.status.state = "granted";
    browser.status.dispatchEvent(new Event("change"));
    await wait(0);
    expect(states().at(-1)).toBe("on");
  });

  test("says that permission was taken back, and does not ask on", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    browser.takeBack("denied");
    await wait(60_000);
    expect(states()).toEqual(["starting", "on", "gone", "denied"]);
    expect(browser.asked).toHaveLength(2);
  });

  test("asks for any camera when permission was reset, for none shows its id", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    browser.takeBack("reset");
    await wait(1000);
    expect(browser.asked.at(-1)).not.toHaveProperty("deviceId");
    expect(states()).toEqual(["starting", "on", "gone", "on"]);
  });

  test("opens a stalled camera anew", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    await live(3, (i) => i);
    await wait(2100);
    camera.check();
    expect(reports.at(-1)).toMatchObject({ state: "gone", label: "Cam: no picture comes" });
    await wait(600);
    expect(states().at(-1)).toBe("on");
    expect(browser.opened).toHaveLength(2);
  });

  test("opens a camera whose pictures cannot be read anew, ever more rarely, and says why", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    for (let second = 0; second < 60; second++) {
      camera.pictureFailed("why");
      await wait(1000);
    }
    expect(reports.find(({ state }) => state === "gone")?.label).toBe("Cam: why");
    expect(browser.opened.length).toBeGreaterThanOrEqual(6);
    expect(browser.opened.length).toBeLessThanOrEqual(10);
  });

  test("opens a frozen camera anew, ever more rarely while that does not help", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    await live(300, () => 7);
    expect(browser.opened.length).toBeGreaterThanOrEqual(4);
    expect(browser.opened.length).toBeLessThanOrEqual(9);
    const before = browser.opened.length;
    await live(300, (i) => i);
    expect(browser.opened).toHaveLength(before);
  });

  test("a paused camera is told, and told again when it goes on", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    browser.opened[0]?.dispatchEvent(new Event("mute"));
    browser.opened[0]?.dispatchEvent(new Event("unmute"));
    expect(states()).toEqual(["starting", "on", "gone", "on"]);
  });

  test("a page that is not served securely has no camera, and does not fall over it", async () => {
    const insecure = new Camera(
      { devices: undefined, permissions: undefined, now: () => 0 },
      (report) => reports.push(report),
      () => {},
    );
    insecure.open();
    await wait(100);
    expect(reports.at(-1)).toMatchObject({ state: "none", label: "a camera needs https or localhost" });
    insecure.close();
  });

  test("closed, it lets go and stays closed", async () => {
    browser.cameras = [{ deviceId: "a", label: "Cam" }];
    camera.open();
    await wait(0);
    camera.close();
    expect(browser.opened[0]?.stopped).toBe(true);
    browser.plug("b", "Other");
    await wait(30_000);
    expect(browser.opened).toHaveLength(1);
  });
});
