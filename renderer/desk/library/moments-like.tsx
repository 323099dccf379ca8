import { useSignal } from "@preact/signals";
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
  const failed = (error: Error) => notices.failed(error.message);
  const find = () =>
    host.ask("archive/nearest", { like: like(), count: COUNT }).then((moments) => {
      found.value = moments;
    }, failed);
  const play = (moment: number) => host.ask("archive/play", { moment, ...AS_IT_IS }).catch(failed);
  return (
    <>
      <Button icon="search" onClick={() => void find()}>
        {texts.like}
      </Button>
      <Dialog
        open={found.value !== null}
        onClose={() => {
          found.value = null;
        }}
        title={texts.like}
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
