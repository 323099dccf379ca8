import type { PracticePass } from "../../../shared/practice.ts";
import { sayDifference } from "../../../shared/say-difference.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Icon } from "../kit/icon.tsx";
import { VirtualList } from "../kit/virtual-list.tsx";
import { clockTime } from "./evening/evenings.ts";

/** Pixels. */
const ROW_HEIGHT = 52;
/** Passes in sight: half of one more says that there are more. */
const SHOWN = 4.5;

export interface PassListProps {
  /** In the order in which they were danced: the last is shown first. */
  readonly passes: readonly PracticePass[];
  /** Among them; null for none. */
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
}

/** The passes of an evening; of the one that is selected the findings stand beside it. */
export function PassList({ passes, selected, onSelect }: PassListProps) {
  const texts = useTexts().practice;
  const turned = (index: number) => passes.length - 1 - index;
  return (
    <section class="panel pass-list">
      <h2>{texts.passes(passes.length)}</h2>
      <div style={{ height: `${Math.min(SHOWN, passes.length) * ROW_HEIGHT}px` }}>
        <VirtualList
          label={texts.passes(passes.length)}
          count={passes.length}
          rowHeight={ROW_HEIGHT}
          row={(index) => <PassRow pass={passes[turned(index)]!} />}
          selected={selected === null ? null : turned(selected)}
          onSelect={(index) => onSelect(turned(index))}
        />
      </div>
    </section>
  );
}

function PassRow({ pass }: { readonly pass: PracticePass }) {
  const texts = useTexts().practice;
  const words = useDesk().show.sentences.value.coaching;
  const { at, speed, mirrored, good, findings } = pass;
  return (
    <div class="pass-row">
      <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
      <span>{texts.percent(speed)}</span>
      <span class="dim">{mirrored && <Icon name="mirror" />}</span>
      <span class="pass-words">
        {findings.length === 0 ? texts.nothingFound : sayDifference(findings[0]!.difference, words)}
      </span>
      {good && (
        <span class="good">
          <Icon name="check" /> {texts.good}
        </span>
      )}
    </div>
  );
}
