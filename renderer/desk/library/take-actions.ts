import type { ComponentType } from "preact";
import type { TakeDetail } from "../../../shared/desk/library.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { PractiseAction } from "../practice/reference/practise-action.tsx";
import { ExportAction } from "./export-action.tsx";
import { LikeAction } from "./like-action.tsx";
import { PlayAction, SeedAction } from "./play-actions.tsx";

/** What else can be done with the take that is selected: one or more buttons. */
export type TakeAction = ComponentType<{
  readonly take: TakeDetail;
  /** Where the preview is. */
  readonly at: () => Seconds;
}>;

/** In the order in which they stand below the preview; each room of the desk that does something with takes adds its own. */
export const TAKE_ACTIONS: readonly TakeAction[] = [
  PlayAction,
  PractiseAction,
  SeedAction,
  LikeAction,
  ExportAction,
];
