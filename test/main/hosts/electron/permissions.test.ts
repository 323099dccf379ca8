import type { Session } from "electron";
import { expect, test, vi } from "vitest";
import { restrictPermissions } from "../../../../main/hosts/electron/permissions.ts";
import { parsePictureWindow, parseSharedTexture } from "../../../../main/link/picture-windows.ts";

vi.mock("electron", () => ({ protocol: {} }));

type Check = (contents: object, permission: string, origin: string, details: object) => boolean;
type Ask = (
  contents: object,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;

/** The show may hear all that can be heard. */
function restricted(): { readonly check: Check; readonly ask: Ask } {
  const session = {
    setPermissionCheckHandler: vi.fn<(handler: Check) => void>(),
    setPermissionRequestHandler: vi.fn<(handler: Ask) => void>(),
  };
  restrictPermissions(session as unknown as Session, () => ({ sound: true, midi: true }));
  const { setPermissionCheckHandler, setPermissionRequestHandler } = session;
  return {
    check: setPermissionCheckHandler.mock.calls[0]![0],
    ask: setPermissionRequestHandler.mock.calls[0]![0],
  };
}

const { check, ask } = restricted();

/** Whether the page at an address is said to have a permission, and is given it. */
function may(search: string, permission: string, mediaType = "video"): readonly boolean[] {
  const [contents, origin] = [{ getURL: () => `app://stage/${search}` }, "app://stage/"];
  const answer = vi.fn<(granted: boolean) => void>();
  ask(contents, permission, answer, { requestingUrl: origin, mediaTypes: [mediaType] });
  return [check(contents, permission, origin, { mediaType }), ...answer.mock.calls.flat()];
}

const NO = [false, false];
const YES = [true, true];

test("a stage has its camera, its microphone and what is played on, in every picture that has the camera", () => {
  for (const search of ["", "?look=ink&background=black", "?show=partner&camera=on"]) {
    for (const type of ["video", "audio"]) expect(may(search, "media", type)).toEqual(YES);
    expect(may(search, "midi")).toEqual(YES);
  }
});

test("a window or texture that only shows fills its screen and keeps it awake, and is given nothing else", () => {
  const window = parsePictureWindow("screen=2,show=partner,look=ink");
  const texture = parseSharedTexture("name=Her,size=640x360,background=transparent");
  for (const search of [window.search, texture.search, "?show=partner", "?camera=maybe"]) {
    for (const type of ["video", "audio"]) expect(may(search, "media", type)).toEqual(NO);
    for (const permission of ["midi", "geolocation", "display-capture"])
      expect(may(search, permission)).toEqual(NO);
    for (const permission of ["fullscreen", "screen-wake-lock"]) expect(may(search, permission)).toEqual(YES);
  }
});

test("the desk is given nothing, whatever its address says", () => {
  for (const at of ["desk", "desk#live", "desk?camera=on"])
    for (const permission of ["media", "midi", "fullscreen"]) expect(may(at, permission)).toEqual(NO);
});
