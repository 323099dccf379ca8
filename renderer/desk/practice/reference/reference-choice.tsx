import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { TAKE_LIMITS, type TakeEntry } from "../../../../shared/desk/library.ts";
import type { PieceEntry } from "../../../../shared/desk/pieces.ts";
import { stemOf } from "../../../../shared/stem.ts";
import { useDesk, useTexts } from "../../desk.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { TextField } from "../../kit/fields.tsx";
import { Strip } from "../../library/strip.tsx";

/** Takes that are shown; a search finds the others. */
const SHOWN = 30;

export interface ReferenceChoiceProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChoose: (name: string) => void;
}

/** A take or a piece of the library, to be practised. */
export function ReferenceChoice({ open, onClose, onChoose }: ReferenceChoiceProps) {
  const { host } = useDesk();
  const { practice: texts, timeline, exports } = useTexts();
  const search = useSignal("");
  const takes = useSignal<readonly TakeEntry[] | null>(null);
  const pieces = useSignal<readonly PieceEntry[]>([]);
  const fault = useSignal<string | null>(null);
  const sought = search.value;
  useEffect(() => {
    if (!open) return;
    let isNewest = true;
    const ask = async () => {
      const query = { search: sought, order: "date", descending: true, offset: 0, limit: SHOWN } as const;
      try {
        const [page, list] = await Promise.all([
          host.ask("library/list", query),
          host.ask("pieces/list", null),
        ]);
        if (!isNewest) return;
        takes.value = page.takes.filter((take) => take.fault === null && !take.growing);
        pieces.value = list.filter((piece) => piece.fault === null && isLike(piece, sought));
        fault.value = null;
      } catch (error) {
        if (isNewest) fault.value = (error as Error).message;
      }
    };
    void ask();
    const ends = [host.onChanged("library", () => void ask()), host.onChanged("pieces", () => void ask())];
    return () => {
      isNewest = false;
      for (const end of ends) end();
    };
  }, [host, open, sought]);
  const choice = (name: string, title: string, length: string, figures: string | null) => (
    <li key={name}>
      {figures === null ? <span class="dim">{exports.piece}</span> : <Strip poses={figures} />}
      <span class="choice-name">
        {title}
        <span class="dim">{length}</span>
      </span>
      <Button icon="practice" label={texts.practiseIt(title)} onClick={() => onChoose(name)}>
        {texts.practise}
      </Button>
    </li>
  );
  return (
    <Dialog {...{ open, onClose }} title={texts.choose}>
      <TextField
        type="search"
        label={texts.search}
        value={search.value}
        maxLength={TAKE_LIMITS.search}
        onInput={(value) => {
          search.value = value;
        }}
      />
      {fault.value !== null && <p role="alert">{fault.value}</p>}
      {takes.value?.length === 0 && pieces.value.length === 0 && <p class="dim">{texts.noTakes}</p>}
      <ul class="take-choice">
        {pieces.value.map(({ name, title, seconds }) =>
          choice(name, title || stemOf(name), timeline.seconds(seconds.toFixed(1)), null),
        )}
        {takes.value?.map(({ name, seconds, strip }) =>
          choice(name, stemOf(name), timeline.seconds(seconds.toFixed(1)), strip),
        )}
      </ul>
    </Dialog>
  );
}

/** As takes are sought: every word in its title or name, upper and lower case are one. */
function isLike({ title, name }: PieceEntry, sought: string): boolean {
  const text = `${title} ${name}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
