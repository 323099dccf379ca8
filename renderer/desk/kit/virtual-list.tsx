import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

/** Rows that are built beyond what is seen, on either side. */
const BEYOND = 6;

export interface VirtualListProps {
  /** What the list is of. */
  readonly label: string;
  readonly count: number;
  /** Pixels; all rows alike. */
  readonly rowHeight: number;
  /** What stands in a row. Nothing to press: that has its place beside the list, for the row that is selected. */
  readonly row: (index: number) => ComponentChildren;
  /** From 0; null for none. */
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** Enter, or a second press, on the row that is selected. */
  readonly onOpen?: (index: number) => void;
  /** The rows that are built, when these become others: for those whose content has to be asked for. */
  readonly onRange?: (first: number, end: number) => void;
}

/**
 * A list of any length, of which only the rows in sight are built. To keyboard and screen reader it is one list box
 * that knows its whole length: arrows, Page Up and Down, Home and End move through it.
 */
export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, row, selected, onSelect, onOpen, onRange } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(0);
  useEffect(() => {
    const measure = new ResizeObserver(([entry]) => {
      height.value = entry!.contentRect.height;
    });
    measure.observe(box.current!);
    return () => measure.disconnect();
  }, []);
  useEffect(() => {
    if (selected !== null) keepInSight(box.current!, selected * rowHeight, rowHeight);
  }, [selected, rowHeight]);
  const first = Math.max(0, Math.floor(top.value / rowHeight) - BEYOND);
  const end = Math.min(count, Math.ceil((top.value + height.value) / rowHeight) + BEYOND);
  useEffect(() => onRange?.(first, end), [first, end]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || count === 0) return;
    if (event.key === "Enter" && selected !== null) onOpen?.(selected);
    else {
      const to = target(event.key, selected, count, Math.max(1, Math.floor(height.value / rowHeight) - 1));
      if (to === null) return;
      onSelect(to);
    }
    event.preventDefault();
  };
  const isBuilt = selected !== null && selected >= first && selected < end;
  return (
    <div
      ref={box}
      class="virtual-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={isBuilt ? `${id}-${selected}` : undefined}
      {...{ onKeyDown }}
      onScroll={({ currentTarget }) => {
        top.value = currentTarget.scrollTop;
      }}
    >
      <div class="virtual-rows" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at).map((index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the list has the keyboard.
          <div
            key={index}
            id={`${id}-${index}`}
            class="virtual-row"
            role="option"
            aria-selected={index === selected}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
            onClick={() => (index === selected ? onOpen?.(index) : onSelect(index))}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Where a key leads; null where it leads nowhere. */
function target(key: string, selected: number | null, count: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page },
    ...{ Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY },
  };
  const step = steps[key];
  if (step === undefined) return null;
  const to = selected === null ? (step > 1e9 ? count - 1 : 0) : selected + step;
  return Math.min(count - 1, Math.max(0, to));
}

function keepInSight(box: HTMLElement, top: number, rowHeight: number): void {
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + rowHeight - box.clientHeight;
}
