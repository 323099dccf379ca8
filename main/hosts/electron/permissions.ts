import type { MediaAccessPermissionRequest, Session, WebContents } from "electron";
import { readPictureAddress } from "../../../shared/picture/picture-address.ts";
import type { MayHear } from "../../show/show.ts";
import { DESK_URL, isOurs, STAGE_URL } from "./scheme.ts";

/** What the stage may do besides seeing and, where it is to, listening: fill the screen, and keep it awake. */
const GRANTED = ["fullscreen", "screen-wake-lock"];

/**
 * Electron grants all permissions by default. The stage gets what it needs; all else, and the desk, is denied.
 * @param may what the stage may listen to now
 */
export function restrictPermissions(session: Session, may: () => MayHear): void {
  const mayUse = (type: string | undefined) => type !== "audio" || may().sound;
  const isGranted = (permission: string) =>
    GRANTED.includes(permission) || (permission === "midi" && may().midi);
  session.setPermissionCheckHandler((contents, permission, origin, { mediaType }) => {
    if (!isOurs(origin) || isDesk(contents)) return false;
    if (onlyShows(contents)) return GRANTED.includes(permission);
    return isGranted(permission) || (permission === "media" && mayUse(mediaType));
  });
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const { mediaTypes = [] } = details as MediaAccessPermissionRequest;
    const media = permission === "media" && mediaTypes.every(mayUse);
    const mayAsk = isOurs(details.requestingUrl) && !isDesk(contents);
    answer(mayAsk && (onlyShows(contents) ? GRANTED.includes(permission) : media || isGranted(permission)));
  });
}

/** The part behind the # is the desk's view. */
const isDesk = (contents: WebContents | null) => contents?.getURL().split(/[?#]/)[0] === DESK_URL;

/** A picture asks for nothing; it is not to be had by anybody in it either. */
function onlyShows(contents: WebContents | null): boolean {
  if (contents === null) return false;
  try {
    return !readPictureAddress(new URL(contents.getURL() || STAGE_URL).search, () => true).camera;
  } catch {
    return true;
  }
}
