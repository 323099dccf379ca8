import type { RoomPoint } from "../../../shared/pose.ts";
import type { Performer } from "./performers.ts";

/** The partner's place in the room: beside the dancer by as much as on the stage; null while the scale is unknown. */
export function besideDancer({ person, pictureScale }: Performer, aspect: number): RoomPoint | null {
  const { live, partner } = person;
  if (!partner || pictureScale === null) return null;
  const aside = ((partner.centre.x - live.centre.x) * aspect) / pictureScale;
  return { x: live.root.x + aside, y: partner.root.y, z: live.root.z };
}
