import { effect } from "@preact/signals";
import { render } from "preact";
import type { PageLink } from "../link/page-link.ts";
import { DeskContext } from "./desk.ts";
import { History } from "./health/history.ts";
import { createDeskHost } from "./host.ts";
import { Notices } from "./kit/notices.ts";
import { TakeList } from "./library/take-list.ts";
import { Shell } from "./shell/shell.tsx";
import { Show } from "./show/show.ts";

/** The operator's page. @param into the element that it fills */
export function openDesk(link: PageLink, into: HTMLElement): void {
  const show = new Show(link);
  const history = new History();
  effect(() => {
    if (show.status.value) history.add(show.status.value, Date.now() / 1000);
  });
  const host = createDeskHost(link);
  const desk = { show, history, host, takes: new TakeList(host), notices: new Notices() };
  render(
    <DeskContext.Provider value={desk}>
      <Shell />
    </DeskContext.Provider>,
    into,
  );
}
