import type { MediaAccessPermissionRequest, Session, WebContents } from "electron";
import { DESK_URL, isOurs } from "./scheme.ts";

/** What the stage may do besides seeing through the camera: fill the screen, and keep it awake. */
const GRANTED = ["fullscreen", "screen-wake-lock"];

/** Electron grants all permissions by default. The stage gets what it needs; all else, and the desk, is denied. */
export function restrictPermissions(session: Session): void {
  session.setPermissionCheckHandler((contents, permission, origin, { mediaType }) => {
    if (!isOurs(origin) || isDesk(contents)) return false;
    return GRANTED.includes(permission) || (permission === "media" && mediaType !== "audio");
  });
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const { mediaTypes = [] } = details as MediaAccessPermissionRequest;
    const camera = permission === "media" && mediaTypes.every((type) => type === "video");
    const mayAsk = isOurs(details.requestingUrl) && !isDesk(contents);
    answer(mayAsk && (camera || GRANTED.includes(permission)));
  });
}

/** The part behind the # is the desk's view. */
const isDesk = (contents: WebContents | null) => contents?.getURL().split(/[?#]/)[0] === DESK_URL;
