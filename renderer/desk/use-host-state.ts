import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Change } from "../../shared/desk/requests.ts";
import { useDesk } from "./desk.ts";
import { Refusal } from "./host.ts";

/** How something stands at the host, and how it stands after something was asked of it. */
export interface HostState<State> {
  /** null until the host has said. */
  readonly state: ReadonlySignal<State | null>;
  /** Waits for the answer, which is how it stands then. @returns whether it was not refused */
  readonly take: (asked: Promise<State>) => Promise<boolean>;
}

/** For components: asked whenever the host says that it has changed; what is refused is told in passing. */
export function useHostState<State>(what: Change, ask: () => Promise<State>): HostState<State> {
  const { host, notices } = useDesk();
  const state = useSignal<State | null>(null);
  const isThere = useSignal(true);
  const take = async (asked: Promise<State>) => {
    try {
      const answer = await asked;
      if (isThere.peek()) state.value = answer;
      return true;
    } catch (error) {
      // Without a host nothing is known of it, which the shell says.
      if (!(error instanceof Refusal) || error.byHost) notices.failed((error as Error).message);
      return false;
    }
  };
  useEffect(() => {
    const look = () => void take(ask());
    look();
    const end = host.onChanged(what, look);
    return () => {
      isThere.value = false;
      end();
    };
  }, [host]);
  return { state, take };
}
