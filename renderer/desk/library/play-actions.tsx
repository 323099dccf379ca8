import type { TakeDetail } from "../../../shared/desk/library.ts";
import { PlayOnStage, UseAsSeed } from "../playback/play-buttons.tsx";

/** The take is shown on the stage instead of the source. */
export function PlayAction({ take }: { readonly take: TakeDetail }) {
  return <PlayOnStage name={take.name} />;
}

/** The partner goes on from its end. */
export function SeedAction({ take }: { readonly take: TakeDetail }) {
  return <UseAsSeed name={take.name} />;
}
