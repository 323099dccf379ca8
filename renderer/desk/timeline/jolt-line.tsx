import { joinClip } from "../../../shared/piece/edits.ts";
import { useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import type { PieceSession } from "./piece-session.ts";

/** Seconds that it is danced in. */
const USUAL = 1;

/** The first clip that comes in with a jolt, and what can be done about it. */
export function JoltLine({ session }: { readonly session: PieceSession }) {
  const texts = useTexts().timeline;
  const [at] = session.jolts;
  return (
    <p class="jolt-line" role="status">
      {at && (
        <>
          <span>{texts.jolts(texts.lanes[at.lane], at.index + 1)}</span>
          <Button
            icon="answer"
            onClick={() => {
              session.edit((piece) => joinClip(piece, at, { how: "danced", seconds: USUAL }));
              session.chosen.value = at;
            }}
          >
            {texts.danceJoin}
          </Button>
        </>
      )}
    </p>
  );
}
