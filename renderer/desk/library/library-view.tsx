import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import {
  LIBRARY_ORDERS,
  TAKE_LIMITS,
  type TakeDetail,
  type TrashEntry,
} from "../../../shared/desk/library.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Select, TextField } from "../kit/fields.tsx";
import { VirtualList } from "../kit/virtual-list.tsx";
import { selected } from "./selected.ts";
import type { TakeList } from "./take-list.ts";
import { TakePane } from "./take-pane.tsx";
import { ROW_HEIGHT, TakeRow } from "./take-row.tsx";
import { TrashDialog } from "./trash-dialog.tsx";

/** The takes of the folder: to find, to look at, to name, to put away. */
export function LibraryView() {
  const { host, notices, takes: list } = useDesk();
  const texts = useTexts().library;
  useEffect(() => list.watch(), [list]);
  const deleted = useSignal<TrashEntry | null>(null);
  const trashOpen = useSignal(false);
  const select = (name: string | null) => {
    selected.value = name;
  };
  const rows = list.rows.value;
  const place = usePlace(selected.value, rows);
  // Of a row that was chosen before it was there, such as the last of all: its take is selected once it comes.
  const awaited = useSignal<number | null>(null);
  const choose = (index: number) => {
    const take = rows.get(index);
    awaited.value = take ? null : index;
    if (take) select(take.name);
  };
  useEffect(() => {
    if (awaited.value !== null && rows.has(awaited.value)) choose(awaited.value);
  }, [rows]);
  const counts = list.counts.value;
  const { search, order, descending } = list.query.value;

  const remove = async ({ name }: TakeDetail) => {
    try {
      deleted.value = await host.ask("library/delete", { name });
      select(null);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  const undo = async ({ id }: TrashEntry) => {
    try {
      const { names } = await host.ask("library/undo", { id });
      if (deleted.value?.id === id) deleted.value = null;
      notices.done(texts.back(names.map(stemOf).join(", ")));
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return (
    <div class="library">
      <div class="library-tools">
        <TextField
          type="search"
          label={texts.search}
          value={search}
          maxLength={TAKE_LIMITS.search}
          onInput={(value) => list.ask({ search: value })}
        />
        <Select
          label={texts.order}
          value={order}
          options={LIBRARY_ORDERS.map((value) => ({ value, text: texts.orders[value] }))}
          onChange={(value) => list.ask({ order: value, descending: value === "date" || value === "length" })}
        />
        <Button
          icon={descending ? "down" : "up"}
          label={descending ? texts.descending : texts.ascending}
          onClick={() => list.ask({ descending: !descending })}
        />
        <Button
          icon="trash"
          label={texts.trash}
          onClick={() => {
            trashOpen.value = true;
          }}
        />
      </div>
      <p class="library-count dim" role="status">
        {list.fault.value ?? (counts && texts.count(counts.total, counts.all))}
        {counts && counts.unread > 0 && ` ${texts.unread(counts.unread)}`}
      </p>
      {deleted.value && (
        <p class="library-deleted" role="status">
          <span>{texts.deleted(deleted.value.names.map(stemOf).join(", "))}</span>
          <Button icon="undo" onClick={() => void undo(deleted.value!)}>
            {texts.undo}
          </Button>
        </p>
      )}
      <div class="library-body">
        <VirtualList
          key={JSON.stringify([search, order, descending])}
          label={texts.takes}
          count={counts?.total ?? 0}
          rowHeight={ROW_HEIGHT}
          row={(index) => <TakeRow take={rows.get(index)} texts={texts} />}
          selected={awaited.value ?? place}
          onSelect={choose}
          onRange={(first, end) => list.show(first, end)}
        />
        {selected.value !== null && (
          <TakePane
            name={selected.value}
            onRenamed={select}
            onDelete={(take) => void remove(take)}
            onGone={() => select(null)}
          />
        )}
      </div>
      {counts && counts.skipped.length > 0 && (
        <details class="library-skipped">
          <summary>{texts.skipped}</summary>
          <ul>
            {counts.skipped.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      <TrashDialog
        open={trashOpen.value}
        onClose={() => {
          trashOpen.value = false;
        }}
        onUndo={undo}
      />
    </div>
  );
}

/** Where a take is in the list: where it was seen last, while the rows there are not. */
function usePlace(name: string | null, rows: TakeList["rows"]["value"]): number | null {
  const last = useRef<{ readonly name: string; readonly place: number } | null>(null);
  for (const [place, take] of rows) if (take.name === name) last.current = { name, place };
  const found = last.current;
  if (found === null || found.name !== name) return null;
  const there = rows.get(found.place);
  return there === undefined || there.name === name ? found.place : null;
}
