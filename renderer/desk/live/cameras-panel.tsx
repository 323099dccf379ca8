import { useComputed } from "@preact/signals";
import type { ListedCamera } from "../../../shared/messages.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";

/** The cameras of the page that has one, and what became of each. */
export function CamerasPanel() {
  const { show, host, notices } = useDesk();
  const texts = useTexts();
  const listed = useComputed(() => JSON.stringify(show.status.value?.cameras ?? [])).value;
  const cameras = JSON.parse(listed) as readonly ListedCamera[];
  const source = useComputed(() => show.status.value?.source ?? "").value;
  const choose = (label: string, number: number) =>
    host.ask("cameras/choose", { label, number }).catch((error: Error) => notices.failed(error.message));
  return (
    <section class="panel">
      <h2>{texts.live.cameras}</h2>
      {cameras.length === 0 && (
        <p class="dim">
          {texts.live.noCameras} {source}
        </p>
      )}
      <ul class="cameras">
        {cameras.map(({ label, used, fault }, at) => (
          <li key={at}>
            <Icon name={used ? "check" : fault ? "warning" : "camera"} />
            <div>
              <p>{label}</p>
              <p class="dim">{used ? texts.live.cameraUsed : (fault ?? texts.live.cameraFree)}</p>
            </div>
            {!used && (
              <Button label={`${texts.live.useCamera}: ${label}`} onClick={() => void choose(label, at + 1)}>
                {texts.live.useCamera}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
