import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PieceEntry } from "../../../shared/desk/pieces.ts";
import { LIMITS } from "../../../shared/piece/piece.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/fields.tsx";

/** All pieces of the folder, the newest first. */
export function PieceList({ onOpen }: { readonly onOpen: (name: string) => void }) {
  const { host, notices } = useDesk();
  const texts = useTexts().timeline;
  const pieces = useSignal<readonly PieceEntry[] | null>(null);
  const title = useSignal("");
  const deleted = useSignal<string | null>(null);
  const told = <T,>(asked: Promise<T>, then: (answer: T) => void) =>
    void asked.then(then, (error: Error) => notices.failed(error.message));
  useEffect(() => {
    const list = () =>
      told(host.ask("pieces/list", null), (answer) => {
        pieces.value = answer;
      });
    list();
    return host.onChanged("pieces", list);
  }, [host]);
  const make = () => told(host.ask("pieces/make", { title: title.value.trim() }), ({ name }) => onOpen(name));
  return (
    <div class="piece-list">
      <form
        class="tool-row"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <TextField
          label={texts.newTitle}
          value={title.value}
          maxLength={LIMITS.title}
          onInput={(value) => {
            title.value = value;
          }}
        />
        <Button icon="add" tone="primary" onClick={make}>
          {texts.make}
        </Button>
        {deleted.value !== null && (
          <Button
            icon="undo"
            onClick={() =>
              told(host.ask("pieces/restore", { id: deleted.value ?? "" }), () => {
                deleted.value = null;
              })
            }
          >
            {texts.bringBack}
          </Button>
        )}
      </form>
      {pieces.value?.length === 0 && <p class="dim">{texts.noPieces}</p>}
      <ul>
        {pieces.value?.map(({ name, title: called, seconds, clips, date, fault }) => (
          <li key={name} class="panel">
            <button type="button" class="piece-open" disabled={fault !== null} onClick={() => onOpen(name)}>
              <b>{called || stemOf(name)}</b>
              <span class="dim">
                {fault ?? `${texts.seconds(seconds.toFixed(1))} · ${texts.clipCount(clips)} · ${name}`}
              </span>
              <span class="dim">{new Date(date).toLocaleString(document.documentElement.lang)}</span>
            </button>
            <Button
              icon="trash"
              label={texts.deletePiece(called || name)}
              onClick={() =>
                told(host.ask("pieces/delete", { name }), (id) => {
                  deleted.value = id;
                })
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
