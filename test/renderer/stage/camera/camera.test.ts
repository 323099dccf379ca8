import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Camera } from "../../../../renderer/stage/camera/camera.ts";
import type { CameraReport } from "../../../../shared/messages.ts";
import { pixels } from "../../../support/pixels.ts";

/** A browser with cameras that can be pulled out. */
class FakeBrowser extends EventTarget {
  cameras: { deviceId: string; label: string }[] = [];
  permission: "granted" | "denied" | "reset" = "granted";
  readonly status = Object.assign(new EventTarget(), { state: "denied" });
  /** Ids of cameras that another program holds. */
  busy: string[] = [];
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
    if (!found && wanted !== undefined) throw new DOMException("", "OverconstrainedError");
    if (!found) throw new DOMException("Requested device not found", "NotFoundError");
    if (this.busy.includes(found.deviceId))
      throw new DOMException("Could not start video source", "NotReadableError");
    const track = new FakeTrack(found);
    this.opened.push(track);
    return { getVideoTracks: () => [track] };
  }

  unplug(deviceId = this.opened.at(-1)?.deviceId) {
    this.cameras = this.cameras.filter((each) => each.deviceId !== deviceId);
    this.opened.at(-1)?.dispatchEvent(new Event("ended"));
    this.dispatchEvent(new Event("devicechange"));
  }

  /** As the person does in the browser's settings, or as a grant for one time runs out. */
  takeBack(permission: "denied" | "reset") {
    this.permission = permission;
    this.opened.at(-1)?.dispatchEvent(new Event("ended"));
  }

  plug(deviceId: string, label: string) {
    this.cameras.push({ deviceId, label });
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

/** Each once, though more may have been told of it. */
const states = () => reports.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]);
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Pictures come, and somebody looks after the camera, for so many seconds. */
async function live(seconds: number, print: (i: number) => number) {
  for (let i = 0; i < seconds * 10; i++) {
    camera.pictureArrived(pixels(print(i)));
    camera.check();
    await wait(100);
  }
}

/** The same of a show in which some cameras give still pictures. */
async function show(seconds: number, still: readonly string[] = []) {
  for (let i = 0; i < seconds * 10; i++) {
    const id = open();
    if (id) camera.pictureArrived(pixels(still.includes(id) ? 7 : i));
    camera.check();
    await wait(100);
  }
}

/** Id of the camera that is open. */
const open = () => browser.opened.find(({ stopped }) => !stopped)?.deviceId;
/** Ids of the cameras that were opened, in order. */
const opened = () => browser.opened.map(({ deviceId }) => deviceId);
const faults = () =>
  reports.at(-1)!.cameras.map(({ label, used, fault }) => `${label}: ${used ? "used" : fault}`);

const OBS = { deviceId: "obs", label: "OBS Virtual Camera" };
const USB = { deviceId: "usb", label: "USB Camera" };
const BUILT_IN = { deviceId: "in", label: "Built in" };

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
    for (let half = 0; half < 4; half++) {
      await wait(500);
      camera.check();
    }
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

describe("a camera among others", () => {
  test("one that another program holds is passed over, at once and without waiting", async () => {
    browser.cameras = [OBS, USB];
    browser.busy = ["obs"];
    camera.open();
    await wait(0);
    expect(states()).toEqual(["starting", "on"]);
    expect(open()).toBe("usb");
    expect(faults()).toEqual(["OBS Virtual Camera: Could not start video source", "USB Camera: used"]);
  });

  test("one that gives a still picture is given up for the next, which stays", async () => {
    browser.cameras = [OBS, USB];
    camera.open();
    await wait(0);
    expect(open()).toBe("obs");
    await show(300, ["obs"]);
    expect(opened()).toEqual(["obs", "usb"]);
    expect(faults()).toEqual(["OBS Virtual Camera: always the same picture", "USB Camera: used"]);
    expect(reports.at(-1)).toMatchObject({ state: "on", label: "USB Camera" });
  });

  test("one that ends as soon as it is open is given up for the next", async () => {
    browser.cameras = [OBS, USB];
    camera.open();
    await wait(0);
    browser.opened[0]!.dispatchEvent(new Event("ended"));
    await wait(0);
    expect(open()).toBe("usb");
  });

  test("when none works, they are tried in turn, ever more rarely, for ever", async () => {
    browser.cameras = [OBS, USB];
    browser.busy = ["obs", "usb"];
    camera.open();
    await wait(600_000);
    expect(states()).toEqual(["starting", "gone"]);
    expect(browser.asked.length).toBeGreaterThan(100);
    expect(browser.asked.length).toBeLessThan(140);
    browser.busy = ["obs"];
    await wait(10_000);
    expect(open()).toBe("usb");
  });

  test("the wanted one is opened first, by a part of its label or by its number", async () => {
    for (const wanted of ["usb", "2"]) {
      browser.cameras = [OBS, USB];
      camera.prefer(wanted);
      camera.open();
      await wait(0);
      expect(open()).toBe("usb");
      camera.close();
    }
  });

  test("where labels are hidden before permission, the wanted one is opened as soon as they are seen", async () => {
    browser.cameras = [OBS, USB];
    browser.permission = "reset";
    camera.prefer("usb");
    camera.open();
    const ask = browser.getUserMedia.bind(browser);
    browser.getUserMedia = async (constraints) => {
      browser.permission = "granted";
      return ask(constraints);
    };
    await wait(0);
    expect(opened()).toEqual(["obs", "usb"]);
    await show(1);
    expect(reports.at(-1)).toMatchObject({ state: "on", label: "USB Camera" });
  });

  test("the wanted one is tried again from time to time, and the other goes on meanwhile", async () => {
    browser.cameras = [OBS, USB, BUILT_IN];
    browser.busy = ["usb"];
    camera.prefer("usb");
    camera.open();
    await show(60);
    expect(opened()).toEqual(["obs"]);
    expect(browser.asked.length).toBeGreaterThan(3);
    expect(browser.asked.length).toBeLessThan(7);
    browser.busy = [];
    await show(60);
    expect(opened()).toEqual(["obs", "usb"]);
    expect(browser.opened[0]!.stopped).toBe(true);
    expect(states()).toEqual(["starting", "on"]);
    expect(reports.at(-1)).toMatchObject({ label: "USB Camera" });
  });

  test("a wanted one that is refused while another one is used is not asked for again and again", async () => {
    browser.cameras = [OBS, USB];
    browser.busy = ["usb"];
    camera.prefer("usb");
    camera.open();
    await show(1);
    const ask = browser.getUserMedia.bind(browser);
    let refused = 0;
    browser.getUserMedia = async (constraints) => {
      if ((constraints.video.deviceId as { exact: string }).exact !== "usb") return ask(constraints);
      refused++;
      throw new DOMException("Permission dismissed", "NotAllowedError");
    };
    await show(600);
    expect(refused).toBe(1);
    expect(open()).toBe("obs");
    expect(states().at(-1)).toBe("on");
  });

  test("a wanted one that gives a still picture is tried ever more rarely, shortly, and nothing is said of it", async () => {
    browser.cameras = [OBS, USB];
    camera.prefer("obs");
    camera.open();
    await show(20, ["obs"]);
    const said = reports.length;
    let withoutPicture = 0;
    for (let second = 0; second < 600; second++) {
      await show(1, ["obs"]);
      if (open() === "obs") {
        expect(camera.isTrusted).toBe(false);
        withoutPicture++;
      }
    }
    expect(withoutPicture).toBeLessThan(30);
    expect(opened().filter((id) => id === "obs").length).toBeGreaterThan(4);
    expect(reports).toHaveLength(said);
    expect(reports.at(-1)).toMatchObject({ state: "on", label: "USB Camera" });
    // Its program is started.
    await show(130);
    expect(open()).toBe("obs");
    expect(reports.at(-1)).toMatchObject({ state: "on", label: "OBS Virtual Camera" });
  });

  test("one that works is taken again after a loose plug, though another one took its place", async () => {
    browser.cameras = [USB, BUILT_IN];
    camera.open();
    await show(10);
    browser.unplug("usb");
    await show(5);
    expect(open()).toBe("in");
    browser.plug("usb again", "USB Camera");
    await show(1);
    expect(open()).toBe("usb again");
    expect(browser.opened.filter(({ stopped }) => !stopped)).toHaveLength(1);
  });

  test("a key goes to the next camera and back, which is wanted from then on", async () => {
    browser.cameras = [OBS, USB, BUILT_IN];
    camera.open();
    await show(5);
    expect(camera.step(1)).toBe("2 USB Camera");
    await show(5);
    expect(open()).toBe("usb");
    expect(camera.step(-1)).toBe("1 OBS Virtual Camera");
    await show(5);
    expect(open()).toBe("obs");
    expect(camera.step(-1)).toBe("3 Built in");
    await show(300);
    expect(open()).toBe("in");
  });

  test("a key to a camera that is held by another program comes back to the one that works", async () => {
    browser.cameras = [OBS, USB];
    camera.open();
    await show(5);
    browser.busy = ["usb"];
    camera.step(1);
    await show(5);
    expect(open()).toBe("obs");
    expect(faults()).toEqual(["OBS Virtual Camera: used", "USB Camera: Could not start video source"]);
  });

  test("without permission or cameras a key does nothing", async () => {
    expect(camera.step(1)).toBeNull();
    camera.open();
    await wait(0);
    expect(camera.step(1)).toBeNull();
    browser.cameras = [OBS];
    browser.permission = "denied";
    await wait(30_000);
    expect(states().at(-1)).toBe("denied");
    expect(camera.step(1)).toBeNull();
    expect(browser.opened).toEqual([]);
  });
});
