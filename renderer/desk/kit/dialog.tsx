import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { useTexts } from "../desk.ts";
import { Button } from "./button.tsx";

export interface DialogProps {
  readonly open: boolean;
  /** Called by Escape, the cross, and a press beside it; it closes when `open` is false. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ComponentChildren;
  /** What ends it, in a row at its foot. */
  readonly actions?: ComponentChildren;
}

/**
 * A window over the page. The browser's own <dialog> keeps the keyboard inside, takes what lies behind out of reach, and
 * gives the focus back to where it was. What stands in it is built only while it is open.
 */
export function Dialog({ open, onClose, title, children, actions }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const texts = useTexts();
  useEffect(() => {
    const dialog = element.current!;
    if (open && !dialog.open) dialog.showModal();
    else if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does what a press beside it does.
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (target === element.current) onClose();
      }}
    >
      {open && (
        <div class="dialog-content">
          <header>
            <h2 id={titleId}>{title}</h2>
            <Button icon="close" label={texts.close} onClick={onClose} />
          </header>
          <div class="dialog-body">{children}</div>
          {actions && <footer>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
