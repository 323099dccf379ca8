import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { actionOf, KEYS, keyName, type PageAction } from "../../../shared/commands/keys.ts";
import { toggleFullscreen } from "../../kit/fullscreen.ts";
import { pressed } from "../../kit/press.ts";
import { type Desk, useDesk, useTexts } from "../desk.ts";
import { Dialog } from "../kit/dialog.tsx";
import { keyContextOf } from "../show/key-context.ts";
import { goTo } from "./current-view.ts";

/** What takes every key for itself, and what only those that press and move. */
const TAKES_ALL = 'input, select, textarea, dialog, [role="listbox"], [role="slider"], [contenteditable]';
const TAKES_SOME = "button, a, summary";
const PRESS_AND_MOVE = new Set([
  " ",
  "Enter",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Backspace",
]);

/** Of what keys ask of the page itself, what makes sense at a desk. */
const ANSWERED: ReadonlySet<string> = new Set(["status", "fullscreen", "help"] satisfies PageAction[]);

/** The keys of the stage mean the same at the desk, where they make sense. */
export function useShortcuts(): { readonly open: () => void; readonly dialog: VNode } {
  const desk = useDesk();
  const isOpen = useSignal(false);
  const open = () => {
    isOpen.value = true;
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => key(event, desk, open);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [desk]);
  const close = () => {
    isOpen.value = false;
  };
  return { open, dialog: <HelpDialog open={isOpen.value} onClose={close} /> };
}

function HelpDialog(parts: { readonly open: boolean; readonly onClose: () => void }) {
  const texts = useTexts();
  const sentences = useDesk().show.sentences.value;
  return (
    <Dialog {...parts} title={texts.keys}>
      <p class="dim">{texts.keysNote}</p>
      <dl class="key-list">
        {KEYS.filter(({ page }) => page === undefined || ANSWERED.has(page)).map(({ keys, says }) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((each) => (
                <kbd key={each}>{keyName(each)}</kbd>
              ))}
            </dt>
            <dd>{says(sentences)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function key(event: KeyboardEvent, { show }: Desk, openHelp: () => void): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TAKES_ALL)) return;
  if (target?.closest(TAKES_SOME) && PRESS_AND_MOVE.has(event.key)) return;
  const action = actionOf(event.key, keyContextOf(show));
  if (!action) return;
  if (typeof action !== "string") {
    event.preventDefault();
    show.send(pressed(action, event));
  } else if (act(action, openHelp)) event.preventDefault();
}

/** @returns whether the action is one of the desk's. */
function act(action: PageAction, openHelp: () => void): boolean {
  if (action === "status") goTo("health");
  else if (action === "help") openHelp();
  else if (action === "fullscreen") toggleFullscreen();
  return ANSWERED.has(action);
}
