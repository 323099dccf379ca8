import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";

/** Milliseconds between two values while it moves: what the link takes of several faders at once. */
const BETWEEN = 50;
/** Milliseconds after which it shows `value` again, whatever was asked for. */
const SETTLED = 800;

export interface SliderProps {
  readonly label: string;
  /** What it stands at, as the host says; null while that is not known. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** In words, with its unit. */
  readonly format?: (value: number) => string;
  /** At most twenty times a second while it moves, and the last one for certain. */
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
}

/** A fader. While it is moved it follows the hand; then it shows `value` again. */
export function Slider({ label, value, min, max, step, format = String, onChange, disabled }: SliderProps) {
  const id = useId();
  const held = useSignal<number | null>(null);
  const send = useSpaced(onChange);
  const release = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(release.current ?? undefined), []);
  // What was asked for has come back.
  useEffect(() => {
    if (release.current !== null && value === held.value) held.value = null;
  }, [value]);
  const shown = held.value ?? value;
  return (
    <div class="field slider">
      <label for={id}>{label}</label>
      <output for={id}>{shown === null ? "–" : format(shown)}</output>
      <input
        type="range"
        {...{ id, min, max, step }}
        value={shown ?? min}
        disabled={disabled || value === null}
        aria-valuetext={shown === null ? undefined : format(shown)}
        onInput={({ currentTarget }) => {
          clearTimeout(release.current ?? undefined);
          release.current = null;
          held.value = currentTarget.valueAsNumber;
          send(currentTarget.valueAsNumber);
        }}
        onChange={() => {
          release.current = setTimeout(() => {
            held.value = null;
          }, SETTLED);
        }}
      />
    </div>
  );
}

/** Calls no more often than every `BETWEEN`, with the newest. */
function useSpaced(call: (value: number) => void): (value: number) => void {
  const latest = useRef(call);
  latest.current = call;
  const state = useRef<{ waiting: number | null; timer?: ReturnType<typeof setTimeout> }>({ waiting: null });
  const tick = () => {
    const { waiting } = state.current;
    delete state.current.timer;
    if (waiting === null) return;
    state.current.waiting = null;
    latest.current(waiting);
    state.current.timer = setTimeout(tick, BETWEEN);
  };
  return (value) => {
    state.current.waiting = value;
    if (state.current.timer === undefined) tick();
  };
}
