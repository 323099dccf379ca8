import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CameraUplink } from "../../../../renderer/stage/camera/camera-uplink.ts";
import type { CameraReport, Instructions, PageMessage } from "../../../../shared/messages.ts";

/** What the page's detector does at each look; it is loaded again for each fresh one. */
const detectors = vi.hoisted(() => ({
  loaded: 0,
  disposed: 0,
  load: (): void => {},
  look: (): void => {},
}));

vi.mock("../../../../renderer/stage/detector/page-detector.ts", () => ({
  PageDetector: class {
    static async load() {
      detectors.loaded++;
      detectors.load();
      return new this();
    }
    async detect(_: unknown, t: number, width: number, height: number) {
      detectors.look();
      return { tag: "poses", t, width, height, people: [], reason: "nobody" };
    }
    dispose() {
      detectors.disposed++;
      throw new Error("the context is lost");
    }
  },
}));

/** Makes each picture's pixels, or cannot. */
let copy: (to: Uint8Array) => void;
let reports: CameraReport[];
let sent: PageMessage[];
let uplink: CameraUplink;

class FakeCamera extends EventTarget {
  async enumerateDevices() {
    return [{ kind: "videoinput", deviceId: "a", label: "Cam" }];
  }
  async getUserMedia() {
    const track = Object.assign(new EventTarget(), {
      label: "Cam",
      getSettings: () => ({ deviceId: "a" }),
      stop: () => {},
    });
    return { getVideoTracks: () => [track] };
  }
}

/** Ten pictures a second, as Chromium gives them. */
class FakeProcessor {
  readonly readable = new ReadableStream<unknown>(
    {
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        controller.enqueue(picture());
      },
    },
    { highWaterMark: 0 },
  );
}

/** No two are the same. */
let pictures = 0;
const moving = (to: Uint8Array) => {
  pictures += 11;
  to.fill(pictures);
};
const still = (to: Uint8Array) => void to.fill(16);

const picture = () => ({
  timestamp: 1000 * performance.now(),
  ...{ codedWidth: 4, codedHeight: 2, displayWidth: 4, displayHeight: 2, visibleRect: null },
  format: "RGBA",
  allocationSize: () => 32,
  copyTo: async (to: Uint8Array) => {
    copy(to);
    return [{ offset: 0, stride: 16 }];
  },
  close: () => {},
});

const instructions = (camera: Instructions["camera"]): Instructions => ({
  ...{ tag: "instructions", camera, detectorSize: "lite", maxPeople: 1, frameSize: 320, language: "en" },
  languages: [],
  wantedCamera: null,
  ears: false,
  wantedEars: null,
  midi: null,
  timecode: null,
  surface: null,
});

/** The page lives on for so many seconds. */
async function live(seconds: number) {
  for (let i = 0; i < 2 * seconds; i++) {
    await vi.advanceTimersByTimeAsync(500);
    uplink.check();
  }
}

beforeAll(async () => {
  // Loaded before the clock stands still.
  await import("../../../../renderer/stage/detector/page-detector.ts");
});

beforeEach(() => {
  vi.useFakeTimers();
  const canvas = { width: 0, height: 0, getContext: () => ({ drawImage: () => {} }) };
  vi.stubGlobal("document", { createElement: () => canvas });
  vi.stubGlobal("navigator", { mediaDevices: new FakeCamera() });
  vi.stubGlobal("MediaStreamTrackProcessor", FakeProcessor);
  Object.assign(detectors, { loaded: 0, disposed: 0, load: () => {}, look: () => {} });
  copy = moving;
  reports = [];
  sent = [];
  const link = {
    send: (message: PageMessage) => sent.push(message) > 0,
    onMessage: () => {},
    onConnected: () => {},
  };
  uplink = new CameraUplink(link, (report) => reports.push(report));
});

afterEach(() => {
  uplink.camera.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("why a picture cannot be read is said, until one can", async () => {
  uplink.instruct(instructions("pixels"));
  await live(2);
  expect(sent.length).toBeGreaterThan(10);
  copy = () => {
    throw new DOMException("the picture is on a lost GPU", "OperationError");
  };
  await live(0.5);
  const why = "Cam: a picture cannot be read: the picture is on a lost GPU";
  expect(uplink.cameraFault).toBe(why);
  expect(reports.at(-1)).toMatchObject({ state: "gone", label: why });
  await live(60);
  expect(reports.filter(({ state }) => state === "on").length).toBeLessThan(11);
  copy = moving;
  await live(11);
  expect(uplink.cameraFault).toBeNull();
  expect(reports.at(-1)?.state).toBe("on");
});

test("a camera that is let go is not at fault", async () => {
  uplink.instruct(instructions("pixels"));
  await live(1);
  copy = () => {
    uplink.instruct(instructions("off"));
    throw new DOMException("closed", "InvalidStateError");
  };
  await live(1);
  expect(uplink.cameraFault).toBeNull();
});

test("a detector that throws is said, let go and loaded afresh, while the camera stays", async () => {
  uplink.instruct(instructions("poses"));
  await live(2);
  expect(detectors.loaded).toBe(1);
  const before = sent.length;
  detectors.look = () => {
    throw new Error("the context is lost\n    at wasm");
  };
  await live(0.5);
  expect(uplink.detectorFault).toBe("the context is lost");
  expect(detectors.disposed).toBe(1);
  detectors.look = () => {};
  await live(2);
  expect(detectors.loaded).toBe(2);
  expect(uplink.detectorFault).toBeNull();
  expect(sent.length).toBeGreaterThan(before);
  expect(reports.map(({ state }) => state)).toEqual(["starting", "on"]);
});

test("a detector that never loads is tried ever more rarely, and at once when another is wanted", async () => {
  detectors.load = () => {
    throw new Error("no graphics");
  };
  uplink.instruct(instructions("poses"));
  await live(60);
  expect(uplink.detectorFault).toBe("no graphics");
  expect(detectors.loaded).toBeGreaterThanOrEqual(4);
  expect(detectors.loaded).toBeLessThanOrEqual(7);
  const before = detectors.loaded;
  detectors.load = () => {};
  uplink.instruct({ ...instructions("poses"), detectorSize: "full" });
  await live(0.5);
  expect(detectors.loaded).toBe(before + 1);
  expect(uplink.detectorFault).toBeNull();
});

for (const camera of ["pixels", "poses"] as const) {
  test(`a still picture is no camera: it is given up, and not sent again before it moves (${camera})`, async () => {
    copy = still;
    uplink.instruct(instructions(camera));
    await live(6);
    expect(reports.find(({ state }) => state === "gone")?.label).toBe("Cam: always the same picture");
    sent = [];
    await live(60);
    expect(sent).toEqual([]);
    copy = moving;
    await live(2);
    expect(sent.length).toBeGreaterThan(10);
    expect(reports.at(-1)).toMatchObject({ state: "on" });
  });
}

test("the camera that the host wants is preferred, and a key's choice is not undone by the same words", async () => {
  const prefer = vi.spyOn(uplink.camera, "prefer");
  uplink.instruct({ ...instructions("pixels"), wantedCamera: "usb" });
  uplink.instruct({ ...instructions("poses"), wantedCamera: "usb" });
  uplink.instruct({ ...instructions("poses"), wantedCamera: null });
  expect(prefer.mock.calls).toEqual([["usb"], [null]]);
});
