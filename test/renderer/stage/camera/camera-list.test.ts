import { beforeEach, expect, test } from "vitest";
import { CameraList } from "../../../../renderer/stage/camera/camera-list.ts";

const device = (deviceId: string, label: string, kind = "videoinput") =>
  ({ deviceId, label, kind }) as MediaDeviceInfo;
const MICROPHONE = device("m", "Mic", "audioinput");
const BUILT_IN = device("a", "Built in");
const STAGE_CAM = device("b", "Stage cam");
const VIRTUAL = device("c", "Virtual");

let list: CameraList;

beforeEach(() => {
  list = new CameraList();
});

const next = () => (list.next === null || list.next === "any" ? list.next : list.next.deviceId);

/** Each that is tried fails. @returns their order */
function round(): unknown[] {
  const order: unknown[] = [];
  for (let camera = list.next; camera !== null; camera = list.next) {
    order.push(next());
    list.failed(camera, "busy");
  }
  return order;
}

test("nobody has a wish: the browser chooses, then the others follow, each once, and no microphone", () => {
  list.update([MICROPHONE, BUILT_IN, STAGE_CAM, VIRTUAL]);
  expect(round()).toEqual(["any", "b", "c"]);
  expect(list.entries(null).map(({ fault }) => fault)).toEqual(["busy", "busy", "busy"]);
  list.beginRound();
  expect(round()).toEqual(["any", "b", "c"]);
});

test("without permission all ids and labels are empty: the browser is asked once", () => {
  list.update([device("", ""), device("", "")]);
  expect(round()).toEqual(["any"]);
  expect(list.entries(null)).toEqual([]);
});

test("the wanted camera comes first, by name or number or by itself", () => {
  list.update([BUILT_IN, STAGE_CAM, VIRTUAL]);
  list.want("virt");
  expect(round()).toEqual(["c", "a", "b"]);
  list.want("2");
  expect(next()).toBe("b");
  list.want({ deviceId: "replugged", label: "Virtual" });
  expect(next()).toBe("c");
});

test("where the wanted camera is not there, others are tried", () => {
  list.update([BUILT_IN, STAGE_CAM]);
  list.want("Logitech");
  expect(round()).toEqual(["any", "b"]);
});

test("the camera that worked first is preferred, then the one that worked last", () => {
  list.update([BUILT_IN, STAGE_CAM, VIRTUAL]);
  list.works(STAGE_CAM);
  list.works(VIRTUAL);
  expect(round()).toEqual(["b", "c", "a"]);
  expect(list.preferred?.deviceId).toBe("b");
});

test("a replug under another id is known by its name", () => {
  list.update([BUILT_IN, STAGE_CAM]);
  list.works(STAGE_CAM);
  expect(list.update([BUILT_IN, device("new", "Stage cam")])).toBe(true);
  expect(next()).toBe("new");
  expect(list.update([BUILT_IN])).toBe(false);
});

test("who works has no fault any more; what was unplugged is not listed", () => {
  list.update([BUILT_IN, STAGE_CAM]);
  list.failed(STAGE_CAM, "busy");
  expect(list.entries(BUILT_IN)).toEqual([
    { label: "Built in", used: true, fault: null },
    { label: "Stage cam", used: false, fault: "busy" },
  ]);
  list.works(STAGE_CAM);
  expect(list.faultOf(STAGE_CAM)).toBeNull();
  list.update([STAGE_CAM]);
  expect(list.entries(STAGE_CAM)).toEqual([{ label: "Stage cam", used: true, fault: null }]);
});

test("a hundred cameras and endless labels are cut to what a report may say", () => {
  list.update(Array.from({ length: 100 }, (_, n) => device(`${n}`, "x".repeat(1000))));
  expect(list.entries(null)).toHaveLength(16);
  expect(list.entries(null)[0]!.label).toHaveLength(200);
});

test("keys go round", () => {
  list.update([BUILT_IN, STAGE_CAM, VIRTUAL]);
  const beside = (camera: MediaDeviceInfo | null, by: 1 | -1) => list.beside(camera, by)?.deviceId;
  expect([beside(BUILT_IN, 1), beside(BUILT_IN, -1), beside(VIRTUAL, 1), beside(null, 1)]).toEqual([
    ...["b", "c", "a", "a"],
  ]);
  expect(list.numbered(STAGE_CAM)).toBe("2 Stage cam");
});
