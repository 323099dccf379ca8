import { PLAYED_ONCE, type PlaybackStart } from "../../../shared/desk/playback.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";

/** Asks for it; the bar shows what becomes of it. */
function usePlay(): (start: PlaybackStart) => void {
  const { host, notices } = useDesk();
  return (start) => {
    host.ask("playback/play", start).catch((error: Error) => notices.failed(error.message));
  };
}

export interface PlayOnStageProps {
  /** Of a take or a piece. */
  readonly name: string;
  /** null: from its beginning. */
  readonly from?: Seconds | null;
  /** What is done before: the host plays what has been saved. */
  readonly before?: () => Promise<void>;
}

export function PlayOnStage({ name, from = null, before = async () => {} }: PlayOnStageProps) {
  const texts = useTexts().playback;
  const play = usePlay();
  return (
    <Button icon="play" onClick={() => before().then(() => play({ ...PLAYED_ONCE, name, from }))}>
      {texts.play}
    </Button>
  );
}

/** Its last seconds, from which the partner goes on. */
export function UseAsSeed({ name }: { readonly name: string }) {
  const texts = useTexts().playback;
  const play = usePlay();
  return (
    <Button icon="answer" title={texts.seedHelp} onClick={() => play({ ...PLAYED_ONCE, name, seed: true })}>
      {texts.seed}
    </Button>
  );
}
