import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { PREVIEW_FPS, TAKE_LIMITS, type TakeDetail, type TakeEdit } from "../../../shared/desk/library.ts";
import { lengthInWords } from "../../../shared/length-in-words.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { DraftField } from "./draft-field.tsx";
import { Preview } from "./preview.tsx";
import { TAKE_ACTIONS } from "./take-actions.ts";
import { dateInWords, tagsOf } from "./words.ts";

export interface TakePaneProps {
  readonly name: string;
  readonly onRenamed: (name: string) => void;
  readonly onDelete: (take: TakeDetail) => void;
  readonly onGone: () => void;
}

/** The take that is selected: its first seconds, what is known of it and can be changed, and what can be done with it. */
export function TakePane({ name, onRenamed, onDelete, onGone }: TakePaneProps) {
  const { host, notices } = useDesk();
  const texts = useTexts().library;
  const take = useSignal<TakeDetail | null>(null);
  const confirming = useSignal(false);
  const at = useSignal(0);

  useEffect(() => {
    let isNewest = true;
    at.value = 0;
    const look = () =>
      host.ask("library/get", { name }).then(
        (detail) => {
          if (isNewest) take.value = detail;
        },
        () => {
          if (isNewest) onGone();
        },
      );
    void look();
    const end = host.onChanged("library", look);
    return () => {
      isNewest = false;
      end();
    };
  }, [name]);

  const shown = take.value;
  if (!shown) return null;
  const saved = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      notices.failed((error as Error).message);
      return false;
    }
  };
  const edit = (change: Omit<TakeEdit, "name">) => saved(() => host.ask("library/edit", { name, ...change }));
  const rename = (to: string) =>
    saved(async () => onRenamed((await host.ask("library/rename", { name, to: to.trim() })).name));
  const cannotEdit = shown.fault !== null || shown.growing;
  return (
    <section class="panel take-pane" aria-label={stemOf(name)}>
      {shown.fault !== null && <p class="fault">{shown.fault}</p>}
      {shown.growing && <p class="dim">{texts.growing}</p>}
      {shown.preview !== "" && <Preview key={name} poses={shown.preview} texts={texts} at={at} />}
      <div class="take-actions">
        {shown.fault === null &&
          !shown.growing &&
          TAKE_ACTIONS.map((Action, nth) => (
            <Action key={nth} take={shown} at={() => at.value / PREVIEW_FPS} />
          ))}
      </div>
      <DraftField
        key={`name ${name}`}
        label={texts.name}
        value={stemOf(name)}
        maxLength={200}
        onSave={rename}
      />
      <DraftField
        {...{ label: texts.dancer, value: shown.dancer, maxLength: TAKE_LIMITS.dancer, disabled: cannotEdit }}
        key={`dancer ${name}`}
        onSave={(dancer) => edit({ dancer: dancer.trim() })}
      />
      <DraftField
        {...{ label: texts.tags, value: shown.tags.join(", "), maxLength: 2000, disabled: cannotEdit }}
        key={`tags ${name}`}
        help={texts.tagsHelp}
        onSave={(tags) => edit({ tags: tagsOf(tags) })}
      />
      <DraftField
        {...{ label: texts.note, value: shown.note, maxLength: TAKE_LIMITS.note, disabled: cannotEdit }}
        key={`note ${name}`}
        lines
        onSave={(note) => edit({ note })}
      />
      <dl class="rows">
        {facts(shown, texts).map(([term, description]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <Button
        icon="trash"
        onClick={() => {
          confirming.value = true;
        }}
      >
        {texts.delete}
      </Button>
      <Dialog
        open={confirming.value}
        onClose={() => {
          confirming.value = false;
        }}
        title={texts.deleteTitle(stemOf(name))}
        actions={
          <Button
            icon="trash"
            tone="primary"
            onClick={() => {
              confirming.value = false;
              onDelete(shown);
            }}
          >
            {texts.delete}
          </Button>
        }
      >
        <p>{shown.partner === null ? texts.deleteOne : texts.deleteBoth}</p>
      </Dialog>
    </section>
  );
}

function facts(
  take: TakeDetail,
  texts: ReturnType<typeof useTexts>["library"],
): readonly (readonly [string, string])[] {
  const { date, seconds, frames, people, fps, source, licence, bytes } = take;
  const rows: (readonly [string, string])[] = [[texts.date, dateInWords(date)]];
  if (frames > 0)
    rows.push(
      [texts.length, lengthInWords(seconds)],
      [texts.frames, texts.framesAt(frames, fps)],
      [texts.people, String(people)],
    );
  if (source !== "") rows.push([texts.source, source]);
  if (licence !== "") rows.push([texts.licence, licence]);
  rows.push([texts.size, `${(bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1)} MB`]);
  return rows;
}
