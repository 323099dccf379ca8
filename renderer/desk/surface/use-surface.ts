import type { ReadonlySignal } from "@preact/signals";
import type { BindingEdit, BindingTarget, SurfaceState } from "../../../shared/desk/surface.ts";
import { useDesk } from "../desk.ts";
import { useHostState } from "../use-host-state.ts";

/** Controls and what they do, and the ways to change that. */
export interface SurfaceInUse {
  /** null until the host has said. */
  readonly state: ReadonlySignal<SurfaceState | null>;
  readonly learn: (target: BindingTarget) => void;
  readonly stopLearning: () => void;
  readonly edit: (edit: BindingEdit) => void;
  readonly unbind: (index: number, revision: number) => void;
}

/** For components: what is refused is told in passing. */
export function useSurface(): SurfaceInUse {
  const { host } = useDesk();
  const { state, take } = useHostState("surface", () => host.ask("surface/state", null));
  return {
    state,
    learn: (target) => void take(host.ask("surface/learn", target)),
    stopLearning: () => void take(host.ask("surface/stop-learning", null)),
    edit: (edit) => void take(host.ask("surface/edit", edit)),
    unbind: (index, revision) => void take(host.ask("surface/unbind", { index, revision })),
  };
}
