import type { MediaAccessPermissionRequest, Session } from "electron";
import { isStage } from "./scheme.ts";

/** What our own page may do besides seeing through the camera: fill the screen, and keep it awake. */
const GRANTED = ["fullscreen", "screen-wake-lock"];

/** Electron grants all permissions by default. Our own page gets what it needs; all else is denied. */
export function restrictPermissions(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => {
    if (!isStage(origin)) return false;
    return GRANTED.includes(permission) || (permission === "media" && mediaType !== "audio");
  });
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const { mediaTypes = [] } = details as MediaAccessPermissionRequest;
    const camera = permission === "media" && mediaTypes.every((type) => type === "video");
    answer(isStage(details.requestingUrl) && (camera || GRANTED.includes(permission)));
  });
}
