import { useComputed } from "@preact/signals";
import type { Seconds } from "../../../../shared/pose.ts";
import { useDesk } from "../../desk.ts";

export interface PositionLineProps {
  /** Of the reference that is shown. */
  readonly name: string;
  readonly seconds: Seconds;
}

/** Where the reference is while it is practised. On its own, since it moves ten times a second. */
export function PositionLine({ name, seconds }: PositionLineProps) {
  const { show } = useDesk();
  const at = useComputed(() => {
    const practice = show.frame.value?.practice;
    return practice?.phase === "pass" && practice.reference === name ? practice.position : null;
  }).value;
  if (at === null) return null;
  return <span class="position-line" style={{ left: `${(100 * at) / seconds}%` }} aria-hidden="true" />;
}
