import { useSignal } from "@preact/signals";
import { EveningPanel } from "./evening/evening-panel.tsx";
import { useEvening } from "./evening/use-evening.ts";
import { FindingList } from "./finding-list.tsx";
import { NowPanel } from "./now-panel.tsx";
import { PassList } from "./pass-list.tsx";
import { ReferencePanel } from "./reference/reference-panel.tsx";
import { usePractice } from "./use-practice.ts";

/** What is practised, what is said of it, and how it changes over the evening. */
export function PracticeView() {
  const practice = usePractice();
  const reference = practice.state.value?.reference ?? null;
  const evening = useEvening(reference);
  /** The pass that is looked at; null for the last, whichever that is. */
  const looked = useSignal<{ readonly evening: string; readonly index: number } | null>(null);
  const { passes, key } = evening;
  const isLooking = looked.value !== null && looked.value.evening === key;
  const index = isLooking ? looked.value!.index : passes.length - 1;
  return (
    <div class="practice">
      <ReferencePanel practice={practice} />
      <div class="practice-said">
        <NowPanel state={practice.state.value} />
        <FindingList pass={passes[index] ?? null} />
        {passes.length > 0 && (
          <PassList
            key={key}
            passes={passes}
            selected={index}
            onSelect={(chosen) => {
              // The last one is followed again.
              looked.value = chosen === passes.length - 1 ? null : { evening: key, index: chosen };
            }}
          />
        )}
      </div>
      <EveningPanel evening={evening} selected={isLooking ? index : null} />
    </div>
  );
}
