import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { TrashEntry } from "../../../shared/desk/library.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { dateInWords } from "./words.ts";

export interface TrashDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onUndo: (entry: TrashEntry) => Promise<void>;
}

/** What was deleted, the newest first, and the way back. */
export function TrashDialog({ open, onClose, onUndo }: TrashDialogProps) {
  const { host, notices } = useDesk();
  const texts = useTexts().library;
  const entries = useSignal<readonly TrashEntry[] | null>(null);
  const look = () =>
    host.ask("library/trash", null).then(
      (found) => {
        entries.value = found;
      },
      (error: Error) => notices.failed(error.message),
    );
  useEffect(() => {
    if (!open) return;
    void look();
    return host.onChanged("library", look);
  }, [open]);
  return (
    <Dialog {...{ open, onClose }} title={texts.trash}>
      {entries.value?.length === 0 && <p>{texts.trashEmpty}</p>}
      <ul class="trash-list">
        {(entries.value ?? []).map((entry) => (
          <li key={entry.id}>
            <div>
              <p>{entry.names.map(stemOf).join(", ")}</p>
              <p class="dim">{dateInWords(entry.date)}</p>
            </div>
            <Button
              icon="undo"
              label={texts.bringBack(entry.names.map(stemOf).join(", "))}
              onClick={() => void onUndo(entry).then(look)}
            >
              {texts.undo}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
