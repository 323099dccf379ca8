import type { TakeDetail } from "../../../shared/desk/library.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { MomentsLike } from "./moments-like.tsx";

export interface LikeActionProps {
  readonly take: TakeDetail;
  /** Where the preview is. */
  readonly at: () => Seconds;
}

/** Moments of the archive that are like where the preview is. */
export function LikeAction({ take, at }: LikeActionProps) {
  return <MomentsLike like={() => ({ take: take.name, t: at(), person: null })} />;
}
