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
let copy: () => void;
let reports: CameraReport[];
let sent: PageMessage[];
let feed: CameraUplink;

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

const picture = () => ({
  timestamp: 1000 * performance.now(),
  ...{ codedWidth: 4, codedHeight: 2, displayWidth: 4, displayHeight: 2, visibleRect: null },
  format: "RGBA",
  allocationSize: () => 32,
  copyTo: async () => {
    copy();
    return [{ offset: 0, stride: 16 }];
  },
  close: () => {},
});

const instructions = (camera: Instructions["camera"]): Instructions => ({
  ...{ tag: "instructions", camera, detectorSize: "lite", maxPeople: 1, frameSize: 320, language: "en" },
});

/** The page lives on for so many seconds. */
async function live(seconds: number) {
  for (let i = 0; i < 2 * seconds; i++) {
    await vi.advanceTimersByTimeAsync(500);
    feed.check();
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
  copy = () => {};
  reports = [];
  sent = [];
  const link = {
    send: (message: PageMessage) => sent.push(message) > 0,
    onMessage: () => {},
    onConnected: () => {},
  };
  feed = new CameraUplink(link, (report) => reports.push(report));
});

afterEach(() => {
  feed.camera.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("why a picture cannot be read is said, until one can", async () => {
  feed.instruct(instructions("pixels"));
  await live(2);
  expect(sent.length).toBeGreaterThan(10);
  copy = () => {
    throw new DOMException("the picture is on a lost GPU", "OperationError");
  };
  await live(0.5);
  const why = "Cam: a picture cannot be read: the picture is on a lost GPU";
  expect(feed.cameraFault).toBe(why);
  expect(reports.at(-1)).toMatchObject({ state: "gone", label: why });
  await live(60);
  expect(reports.filter(({ state }) => state === "on").length).toBeLessThan(11);
  copy = () => {};
  await live(11);
  expect(feed.cameraFault).toBeNull();
  expect(reports.at(-1)?.state).toBe("on");
});

test("a camera that is let go is not at fault", async () => {
  feed.instruct(instructions("pixels"));
  await live(1);
  copy = () => {
    feed.instruct(instructions("off"));
    throw new DOMException("closed", "InvalidStateError");
  };
  await live(1);
  expect(feed.cameraFault).toBeNull();
});

test("a detector that throws is said, let go and loaded afresh, while the camera stays", async () => {
  feed.instruct(instructions("poses"));
  await live(2);
  expect(detectors.loaded).toBe(1);
  const before = sent.length;
  detectors.look = () => {
    throw new Error("the context is lost\n    at wasm");
  };
  await live(0.5);
  expect(feed.detectorFault).toBe("the context is lost");
  expect(detectors.disposed).toBe(1);
  detectors.look = () => {};
  await live(2);
  expect(detectors.loaded).toBe(2);
  expect(feed.detectorFault).toBeNull();
  expect(sent.length).toBeGreaterThan(before);
  expect(reports.map(({ state }) => state)).toEqual(["starting", "on"]);
});

test("a detector that never loads is tried ever more rarely, and at once when another is wanted", async () => {
  detectors.load = () => {
    throw new Error("no graphics");
  };
  feed.instruct(instructions("poses"));
  await live(60);
  expect(feed.detectorFault).toBe("no graphics");
  expect(detectors.loaded).toBeGreaterThanOrEqual(4);
  expect(detectors.loaded).toBeLessThanOrEqual(7);
  const before = detectors.loaded;
  detectors.load = () => {};
  feed.instruct({ ...instructions("poses"), detectorSize: "full" });
  await live(0.5);
  expect(detectors.loaded).toBe(before + 1);
  expect(feed.detectorFault).toBeNull();
});
