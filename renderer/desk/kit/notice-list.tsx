import { useDesk, useTexts } from "../desk.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** In a corner, and read out. */
export function NoticeList() {
  const { notices } = useDesk();
  const texts = useTexts();
  return (
    <div class="notices" aria-live="polite">
      {notices.shown.value.map(({ id, text, kind }) => (
        <div key={id} class={`notice ${kind}`}>
          <Icon name={kind === "done" ? "check" : "warning"} />
          <p>{text}</p>
          <Button icon="close" label={texts.close} onClick={() => notices.close(id)} />
        </div>
      ))}
    </div>
  );
}
