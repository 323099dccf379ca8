import { useSignal } from "@preact/signals";
import { TAKE_LIMITS } from "../../../shared/desk/library.ts";
import { lengthInWords } from "../../../shared/length-in-words.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextField } from "../kit/fields.tsx";
import { Slider } from "../kit/slider.tsx";
import { type BrushedTake, shareOf, takesBrushed } from "./brush.ts";
import type { MapSession } from "./map-session.ts";

/** Takes that are listed by name. */
const LISTED = 100;
/** Of a take, that are within the brush, before it counts: half of it, so that one of which little is stays. */
const AT_LEAST = 0.5;

/** What was brushed, and what can be done with its takes. */
export function SelectionPanel({ session }: { readonly session: MapSession }) {
  const all = useTexts();
  const texts = all.map;
  const selection = session.selection.value;
  const least = useSignal(AT_LEAST);
  const work = useTakesWork();
  if (!selection) return work.dropped.value.length > 0 ? <Dropped work={work} /> : null;
  const takes = takesBrushed(selection, least.value);
  const names = takes.map(({ take }) => take);
  const isBusy = work.busy.value !== null;
  return (
    <section class="panel map-selection" aria-label={texts.selection}>
      <div class="map-panel-head">
        <p role="status">
          <strong>{texts.brushed(lengthInWords(selection.moments / session.points.fps))}</strong>
          <span class="dim">{texts.takesOf(takes.length, selection.takes.length)}</span>
        </p>
        <Button
          icon="close"
          label={texts.clearSelection}
          onClick={() => {
            session.selection.value = null;
          }}
        />
      </div>
      <Slider
        label={texts.atLeast}
        value={Math.round(100 * least.value)}
        {...{ min: 0, max: 100, step: 5 }}
        format={(percent) => `${percent} %`}
        onChange={(percent) => {
          least.value = percent / 100;
        }}
      />
      <TakeList takes={takes} />
      {work.busy.value !== null && <progress aria-label={texts.working} value={work.busy.value} max={1} />}
      <TagTakes names={names} disabled={isBusy || names.length === 0} work={work} />
      <KeepSelection names={names} disabled={isBusy || names.length === 0} />
      <DropTakes names={names} disabled={isBusy || names.length === 0} work={work} />
      {work.dropped.value.length > 0 && <Dropped work={work} />}
    </section>
  );
}

function TakeList({ takes }: { readonly takes: readonly BrushedTake[] }) {
  const texts = useTexts().map;
  if (takes.length === 0) return <p class="dim">{texts.noTakes}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
    <ul class="map-takes" tabIndex={0} aria-label={texts.takes}>
      {takes.slice(0, LISTED).map((take) => (
        <li key={take.take}>
          <span>{stemOf(take.take)}</span>
          <span class="dim">{texts.share(shareOf(take))}</span>
        </li>
      ))}
      {takes.length > LISTED && <li class="dim">{texts.moreTakes(takes.length - LISTED)}</li>}
    </ul>
  );
}

type Work = ReturnType<typeof useTakesWork>;

/** What is done with one take after the other; it goes on with the next where one is refused, and says so. */
function useTakesWork() {
  const { host, notices } = useDesk();
  const texts = useTexts().map;
  /** How much is done, 0 to 1; null while there is nothing to do. */
  const busy = useSignal<number | null>(null);
  /** Ids in the trash of what was dropped last. */
  const dropped = useSignal<readonly string[]>([]);
  const each = async <Item, Answer>(
    items: readonly Item[],
    ask: (item: Item) => Promise<Answer>,
  ): Promise<Answer[]> => {
    const answers: Answer[] = [];
    let fault: string | null = null;
    busy.value = 0;
    for (const [at, item] of items.entries()) {
      try {
        answers.push(await ask(item));
      } catch (error) {
        fault = (error as Error).message;
      }
      busy.value = (at + 1) / items.length;
    }
    busy.value = null;
    if (fault !== null) notices.failed(texts.someFailed(items.length - answers.length, fault));
    return answers;
  };
  return {
    busy,
    dropped,
    async tag(names: readonly string[], tag: string) {
      const done = await each(names, (name) => host.ask("map/tag", { name, tag }));
      if (done.length > 0) notices.done(texts.tagged(done.length, tag));
    },
    async drop(names: readonly string[]) {
      const done = await each(names, (name) => host.ask("map/drop", { name }));
      dropped.value = done.map(({ id }) => id);
    },
    async bringBack() {
      const ids = dropped.value;
      const done = await each(ids, (id) => host.ask("map/bring-back", { id }));
      dropped.value = [];
      if (done.length > 0) notices.done(texts.broughtBack(done.length));
    },
  };
}

interface WorkProps {
  readonly names: readonly string[];
  readonly disabled: boolean;
  readonly work: Work;
}

function TagTakes({ names, disabled, work }: WorkProps) {
  const texts = useTexts().map;
  const tag = useSignal("");
  const typed = tag.value.trim();
  return (
    <div class="map-with-field">
      <TextField
        label={texts.tag}
        value={tag.value}
        maxLength={TAKE_LIMITS.tag}
        onInput={(value) => {
          tag.value = value;
        }}
      />
      <Button icon="tag" disabled={disabled || typed === ""} onClick={() => void work.tag(names, typed)}>
        {texts.tagThem}
      </Button>
    </div>
  );
}

function KeepSelection({ names, disabled }: Pick<WorkProps, "names" | "disabled">) {
  const { host, notices } = useDesk();
  const texts = useTexts().map;
  const name = useSignal("");
  const typed = name.value.trim();
  const keep = () =>
    host.ask("map/keep-selection", { name: typed, takes: names }).then(
      ({ command }) => notices.done(texts.kept(command)),
      (error: Error) => notices.failed(error.message),
    );
  return (
    <div class="map-with-field">
      <TextField
        label={texts.selectionName}
        value={name.value}
        maxLength={60}
        onInput={(value) => {
          name.value = value;
        }}
      />
      <Button icon="keep" disabled={disabled || typed === ""} onClick={() => void keep()}>
        {texts.keepSelection}
      </Button>
    </div>
  );
}

function DropTakes({ names, disabled, work }: WorkProps) {
  const texts = useTexts().map;
  const isAsking = useSignal(false);
  const stopAsking = () => {
    isAsking.value = false;
  };
  return (
    <>
      <Button
        icon="trash"
        tone="danger"
        disabled={disabled}
        onClick={() => {
          isAsking.value = true;
        }}
      >
        {texts.drop(names.length)}
      </Button>
      <Dialog
        open={isAsking.value}
        onClose={stopAsking}
        title={texts.dropQuestion(names.length)}
        actions={
          <Button
            icon="trash"
            tone="primary"
            onClick={() => {
              stopAsking();
              void work.drop(names);
            }}
          >
            {texts.drop(names.length)}
          </Button>
        }
      >
        <p>{texts.dropNote}</p>
      </Dialog>
    </>
  );
}

function Dropped({ work }: { readonly work: Work }) {
  const texts = useTexts().map;
  return (
    <p class="map-dropped" role="status">
      <span>{texts.dropped(work.dropped.value.length)}</span>
      <Button icon="undo" disabled={work.busy.value !== null} onClick={() => void work.bringBack()}>
        {texts.undo}
      </Button>
    </p>
  );
}
