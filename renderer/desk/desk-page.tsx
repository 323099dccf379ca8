import { render } from "preact";
import type { PageLink } from "../link/page-link.ts";
import { DeskContext } from "./desk.ts";
import { createDeskHost } from "./host.ts";
import { Notices } from "./kit/notices.ts";
import { Shell } from "./shell/shell.tsx";
import { Show } from "./show/show.ts";

/** The operator's page. @param into the element that it fills */
export function openDesk(link: PageLink, into: HTMLElement): void {
  const desk = { show: new Show(link), host: createDeskHost(link), notices: new Notices() };
  render(
    <DeskContext.Provider value={desk}>
      <Shell />
    </DeskContext.Provider>,
    into,
  );
}
