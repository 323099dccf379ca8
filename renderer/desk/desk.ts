import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { DeskSentences } from "../../shared/languages/desk.ts";
import type { History } from "./health/history.ts";
import type { DeskHost } from "./host.ts";
import type { Notices } from "./kit/notices.ts";
import type { TakeList } from "./library/take-list.ts";
import type { Show } from "./show/show.ts";

/** What every part of the desk may use. */
export interface Desk {
  readonly show: Show;
  /** To ask for what the show's status does not say. */
  readonly host: DeskHost;
  /** Of what the status said. */
  readonly history: History;
  /** Of the library. */
  readonly takes: TakeList;
  /** To tell the person at the desk something in passing. */
  readonly notices: Notices;
}

export const DeskContext = createContext<Desk | null>(null);

/** For components: the desk that they are part of. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("a component of the desk outside of it");
  return desk;
}

/** For components: the desk's texts in the language that is set. */
export const useTexts = (): DeskSentences => useDesk().show.sentences.value.desk;
