import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { LikeWhat, NearMoment } from "../../../shared/desk/archive.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Strip } from "./strip.tsx";

const COUNT = 8;
const AS_IT_IS = { loop: false, speed: 1, mirrored: false } as const;

/** Finds real moments of the archive that are like something, and plays them. @param like what it is at the press. */
export function MomentsLike({ like }: { readonly like: () => LikeWhat }) {
  const { host, notices } = useDesk();
  const texts = useTexts().moments;
  const found = useSignal<readonly NearMoment[] | null>(null);
  const asked = useSignal<LikeWhat | null>(null);
  const isRead = useSignal(true);
  const failed = (error: Error) => notices.failed(error.message);
  /** Finds them, at once or when the archive has been read. */
  const look = async (how: "archive/state" | "archive/open") => {
    const { opening } = await host.ask(how, null);
    isRead.value = !opening;
    if (!opening) found.value = await host.ask("archive/nearest", { like: asked.peek()!, count: COUNT });
  };
  const press = () => {
    asked.value = like();
    void look("archive/state").catch(failed);
  };
  useEffect(
    () =>
      host.onChanged("archive", () => {
        if (!isRead.peek()) void look("archive/state").catch(failed);
      }),
    [host],
  );
  const play = (moment: number) => host.ask("archive/play", { moment, ...AS_IT_IS }).catch(failed);
  return (
    <>
      <Button icon="search" disabled={!isRead.value} onClick={press}>
        {texts.like}
      </Button>
      <Dialog
        open={found.value !== null}
        onClose={() => {
          found.value = null;
        }}
        title={texts.like}
        actions={
          <Button
            icon="restart"
            disabled={!isRead.value}
            onClick={() => void look("archive/open").catch(failed)}
          >
            {texts.anew}
          </Button>
        }
      >
        <ol class="moments">
          {found.value?.map(({ moment, take, t, dancer, distance, poses }) => (
            <li key={moment}>
              <Strip poses={poses} />
              <span>{texts.at(stemOf(take), t, dancer)}</span>
              <span class="dim">{texts.apart(distance)}</span>
              <Button icon="play" label={texts.play(stemOf(take), t)} onClick={() => void play(moment)} />
            </li>
          ))}
        </ol>
        {found.value?.length === 0 && <p class="dim">{texts.none}</p>}
      </Dialog>
    </>
  );
}
