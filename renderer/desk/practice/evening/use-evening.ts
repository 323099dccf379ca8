import { useSignal } from "@preact/signals";
import type { PracticePass } from "../../../../shared/practice.ts";
import { usePasses } from "../use-practice.ts";
import { type Evening, eveningsOf, referencesOf } from "./evenings.ts";

/** The evening that is looked at, of the reference that is looked at, and what else there is to look at. */
export interface EveningInView {
  /** null while nothing has been practised. */
  readonly reference: string | null;
  readonly references: readonly string[];
  readonly chooseReference: (name: string) => void;
  /** When it began; null while there is none. */
  readonly begin: number | null;
  /** The latest first. */
  readonly evenings: readonly Evening[];
  readonly chooseEvening: (begin: number) => void;
  /** Of that evening and that reference, in the order in which they were danced. */
  readonly passes: readonly PracticePass[];
  /** What tells it from others. */
  readonly key: string;
  /** Whether the host has not said yet; and why it cannot, in a line. */
  readonly isLoading: boolean;
  readonly fault: string | null;
}

/** For components: the last evening of what is practised, or was last, unless another is chosen. */
export function useEvening(practised: string | null): EveningInView {
  const chosenReference = useSignal<string | null>(null);
  const chosenEvening = useSignal<number | null>(null);
  const all = usePasses(null);
  const known = referencesOf(all.passes ?? []);
  const references = practised === null || known.includes(practised) ? known : [practised, ...known];
  const reference = chosenReference.value ?? practised ?? references[0] ?? null;
  const own = usePasses(reference);
  const evenings = eveningsOf((reference === null ? null : own.passes) ?? []);
  const evening = evenings.find(({ begin }) => begin === chosenEvening.value) ?? evenings[0];
  return {
    ...{ reference, references, evenings },
    chooseReference: (name) => {
      chosenReference.value = name;
      chosenEvening.value = null;
    },
    begin: evening?.begin ?? null,
    chooseEvening: (begin) => {
      // The latest one stays the latest.
      chosenEvening.value = begin === evenings[0]?.begin ? null : begin;
    },
    passes: evening?.passes ?? [],
    key: `${reference} ${evening?.begin}`,
    isLoading: all.passes === null || own.passes === null,
    fault: all.fault ?? own.fault,
  };
}
