import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { TakeEntry } from "../../../shared/desk/library.ts";
import { unpackPoses } from "../../../shared/desk/poses.ts";
import { LANES, type Lane } from "../../../shared/piece/piece.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextField } from "../kit/fields.tsx";
import { drawFigure } from "./figures.ts";

/** Takes that are shown; a search finds the others. */
const SHOWN = 30;

export interface AddTakeProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onAdd: (take: TakeEntry, lane: Lane) => void;
  /** With the take of the partner that danced to it. */
  readonly onAddBoth: (take: TakeEntry, partner: string) => void;
}

/** A take of the library for one of the lanes. */
export function AddTake({ open, onClose, onAdd, onAddBoth }: AddTakeProps) {
  const { host } = useDesk();
  const all = useTexts();
  const texts = all.timeline;
  const search = useSignal("");
  const takes = useSignal<readonly TakeEntry[] | null>(null);
  const fault = useSignal<string | null>(null);
  useEffect(() => {
    if (!open) return;
    let newest = 0;
    const ask = () => {
      const asked = ++newest;
      const query = {
        search: search.value,
        order: "date",
        descending: true,
        offset: 0,
        limit: SHOWN,
      } as const;
      host.ask("library/list", query).then(
        (page) => {
          if (asked !== newest) return;
          takes.value = page.takes.filter((take) => take.fault === null);
          fault.value = null;
        },
        (error: Error) => {
          if (asked === newest) fault.value = error.message;
        },
      );
    };
    ask();
    const end = host.onChanged("library", ask);
    return () => {
      newest = Number.NaN;
      end();
    };
  }, [open, search.value]);
  return (
    <Dialog {...{ open, onClose }} title={texts.addTake}>
      <TextField
        type="search"
        label={texts.search}
        value={search.value}
        onInput={(value) => {
          search.value = value;
        }}
      />
      {fault.value !== null && <p role="alert">{fault.value}</p>}
      {takes.value?.length === 0 && <p class="dim">{texts.noTakes}</p>}
      <ul class="take-choice">
        {takes.value?.map((take) => (
          <li key={take.name}>
            <Strip packed={take.strip} />
            <span class="choice-name">
              {stemOf(take.name)}
              <span class="dim">{texts.seconds(take.seconds.toFixed(1))}</span>
            </span>
            {take.partner !== null && (
              <Button
                icon="answer"
                label={texts.addBoth(stemOf(take.name))}
                onClick={() => onAddBoth(take, take.partner ?? "")}
              >
                {texts.both}
              </Button>
            )}
            {LANES.map((lane) => (
              <Button
                key={lane}
                icon="add"
                label={texts.addTo(stemOf(take.name), texts.lanes[lane])}
                onClick={() => onAdd(take, lane)}
              >
                {texts.lanes[lane]}
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** The figures of a take in small. */
function Strip({ packed }: { readonly packed: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context) return;
    const { width, height } = canvas.current;
    context.clearRect(0, 0, width, height);
    context.strokeStyle = getComputedStyle(canvas.current).color;
    context.lineWidth = 2;
    const poses = unpackPoses(packed);
    for (const [n, pose] of poses.entries())
      drawFigure(context, pose, ((n + 0.5) / poses.length) * width, height / 2, height / 2, false);
  }, [packed]);
  return <canvas ref={canvas} class="clip-strip" width={360} height={96} />;
}
