import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { BindingEdit, BindingTarget, SurfaceState } from "../../../shared/desk/surface.ts";
import { useDesk } from "../desk.ts";
import { Refusal } from "../host.ts";

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
  const { host, notices } = useDesk();
  const state = useSignal<SurfaceState | null>(null);
  const isThere = useSignal(true);
  const take = (asked: Promise<SurfaceState>) =>
    void asked.then(
      (answer) => {
        if (isThere.peek()) state.value = answer;
      },
      (error: Error) => {
        // Without a host nothing is known of it, which the shell says.
        if (!(error instanceof Refusal) || error.byHost) notices.failed(error.message);
      },
    );
  useEffect(() => {
    const look = () => take(host.ask("surface/state", null));
    look();
    const end = host.onChanged("surface", look);
    return () => {
      isThere.value = false;
      end();
    };
  }, [host]);
  return {
    state,
    learn: (target) => take(host.ask("surface/learn", target)),
    stopLearning: () => take(host.ask("surface/stop-learning", null)),
    edit: (edit) => take(host.ask("surface/edit", edit)),
    unbind: (index, revision) => take(host.ask("surface/unbind", { index, revision })),
  };
}
