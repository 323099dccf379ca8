import type { SurfaceState } from "../../../shared/desk/surface.ts";
import { isOnDevice, isSameControl } from "../../../shared/surface/binding.ts";
import { useDesk } from "../desk.ts";
import { BindingRow } from "./binding-row.tsx";
import { LessonPanel } from "./lesson-panel.tsx";
import { type SurfaceInUse, useSurface } from "./use-surface.ts";
import { controlInWords, targetInWords } from "./words.ts";

/** MIDI devices, gamepads and pedals: what is plugged in, what does what, and the lesson that binds a control. */
export function SurfaceView() {
  const surface = useSurface();
  const state = surface.state.value;
  if (state === null) return null;
  return (
    <div class="surface-view">
      <LessonPanel {...surface} state={state} />
      <DevicesPanel state={state} />
      <BindingsPanel {...surface} state={state} />
    </div>
  );
}

function DevicesPanel({ state }: { readonly state: SurfaceState }) {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const { surface: texts } = sentences.desk;
  const { listens, midi, why, devices, moved } = state;
  return (
    <section class="panel">
      <h2>{texts.devices}</h2>
      {listens ? (
        <>
          {devices.length === 0 ? (
            <p class="dim">{texts.noDevices}</p>
          ) : (
            <ul class="surface-devices">
              {devices.map((device, at) => (
                <li key={at}>{device}</li>
              ))}
            </ul>
          )}
          <p class="dim">{`${texts.midi[midi]} ${why}`.trim()}</p>
          {moved && <p>{texts.moved(controlInWords(moved, sentences))}</p>}
        </>
      ) : (
        <p>{texts.noStage}</p>
      )}
    </section>
  );
}

interface BindingsPanelProps extends Pick<SurfaceInUse, "edit" | "unbind"> {
  readonly state: SurfaceState;
}

function BindingsPanel({ state, edit, unbind }: BindingsPanelProps) {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const { surface: texts } = sentences.desk;
  const { bindings, revision, file, fault, devices } = state;
  return (
    <section class="panel surface-bindings">
      <h2>{texts.bindings}</h2>
      {fault && <p role="alert">{fault}</p>}
      {bindings.length === 0 && <p class="dim">{texts.none}</p>}
      <ul>
        {bindings.map((listed, index) => (
          <BindingRow
            key={index}
            {...listed}
            conflict={bindings
              .filter((other, at) => at !== index && isSameControl(other.binding, listed.binding))
              .map(({ binding }) => targetInWords(binding, sentences))
              .join(", ")}
            isPlugged={devices.some((device) => isOnDevice(listed.binding, device))}
            onEdit={(change) => edit({ index, revision, ...change })}
            onUnbind={() => unbind(index, revision)}
          />
        ))}
      </ul>
      <p class="dim">{texts.file(file)}</p>
    </section>
  );
}
