import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PracticeState } from "../../../shared/desk/practice.ts";
import type { PracticePass } from "../../../shared/practice.ts";
import { useDesk } from "../desk.ts";
import { Refusal } from "../host.ts";
import { useHostState } from "../use-host-state.ts";
import type { Chosen } from "./reference/chosen.ts";

/** How practising stands, and the ways to begin and end it. */
export interface PracticeControl {
  /** null until the host has said. */
  readonly state: ReadonlySignal<PracticeState | null>;
  /** @returns whether it is practised now */
  readonly start: (what: Chosen) => Promise<boolean>;
  readonly stop: () => Promise<boolean>;
}

/** For components: what is refused is told in passing. */
export function usePractice(): PracticeControl {
  const { host } = useDesk();
  const { state, take } = useHostState("practice", () => host.ask("practice/state", null));
  return {
    state,
    start: ({ name, stretch }) =>
      take(host.ask("practice/start", { name, from: stretch?.begin ?? null, to: stretch?.end ?? null })),
    stop: () => take(host.ask("practice/stop", null)),
  };
}

/** Passes as far as they are known. */
export interface Passes {
  /** In the order in which they were danced; null until the host has said. */
  readonly passes: readonly PracticePass[] | null;
  /** Why they are not known, in a line. */
  readonly fault: string | null;
}

/** For components. @param reference bare file name; null for all of them */
export function usePasses(reference: string | null): Passes {
  const { host } = useDesk();
  const known = useSignal<Passes & { readonly of: string | null }>({ of: null, passes: null, fault: null });
  useEffect(() => {
    let isThere = true;
    const look = () =>
      host.ask("practice/passes", { reference, since: 0 }).then(
        (answer) => {
          if (isThere) known.value = { of: reference, passes: answer, fault: null };
        },
        (error: Error) => {
          const isAway = error instanceof Refusal && !error.byHost;
          if (isThere) known.value = { of: reference, passes: null, fault: isAway ? null : error.message };
        },
      );
    void look();
    const end = host.onChanged("practice", () => void look());
    return () => {
      isThere = false;
      end();
    };
  }, [host, reference]);
  const { of, passes, fault } = known.value;
  return of === reference ? { passes, fault } : { passes: null, fault: null };
}
