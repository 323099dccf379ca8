import type { MediaAccessPermissionRequest, Session } from "electron";
import { isStage } from "./scheme.ts";

/** Electron grants all permissions by default. Our own page gets the camera and full screen; all else is denied. */
export function restrictPermissions(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => {
    if (!isStage(origin)) return false;
    return permission === "fullscreen" || (permission === "media" && mediaType !== "audio");
  });
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const { mediaTypes = [] } = details as MediaAccessPermissionRequest;
    const camera = permission === "media" && mediaTypes.every((type) => type === "video");
    answer(isStage(details.requestingUrl) && (camera || permission === "fullscreen"));
  });
}
