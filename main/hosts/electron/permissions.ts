import type { MediaAccessPermissionRequest, Session, WebContents } from "electron";
import { DESK_URL, isOurs } from "./scheme.ts";

/** What the stage may do besides seeing through the camera and, where it is to, listening: fill the screen, and keep it awake. */
const GRANTED = ["fullscreen", "screen-wake-lock"];

/**
 * Electron grants all permissions by default. The stage gets what it needs; all else, and the desk, is denied.
 * @param mayListen whether the stage may use a microphone or line-in now
 */
export function restrictPermissions(session: Session, mayListen: () => boolean): void {
  const mayUse = (type: string | undefined) => type !== "audio" || mayListen();
  session.setPermissionCheckHandler((contents, permission, origin, { mediaType }) => {
    if (!isOurs(origin) || isDesk(contents)) return false;
    return GRANTED.includes(permission) || (permission === "media" && mayUse(mediaType));
  });
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const { mediaTypes = [] } = details as MediaAccessPermissionRequest;
    const media = permission === "media" && mediaTypes.every(mayUse);
    const mayAsk = isOurs(details.requestingUrl) && !isDesk(contents);
    answer(mayAsk && (media || GRANTED.includes(permission)));
  });
}

/** The part behind the # is the desk's view. */
const isDesk = (contents: WebContents | null) => contents?.getURL().split(/[?#]/)[0] === DESK_URL;
