import type { MediaAccessPermissionRequest, Session } from "electron";
import { isStage } from "./scheme.ts";

/**
 * Electron grants every page everything unless it is told otherwise: here our own page gets the camera (not the
 * microphone) and the full screen, and that is all.
 */
export function allowOnlyTheCamera(session: Session): void {
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
