import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Stretch } from "../../../../shared/pose.ts";
import { useDesk, useTexts } from "../../desk.ts";
import { Button } from "../../kit/button.tsx";
import { TextField } from "../../kit/fields.tsx";
import { useCommand } from "../../show/use-command.ts";
import { type Chosen, chosen } from "./chosen.ts";
import { figuresOf, type ReferenceFigures } from "./reference-figures.ts";
import { ENDS, wholeOf, withEnd } from "./stretch.ts";
import { StretchStrip } from "./stretch-strip.tsx";

/** From where to where a reference is practised: by handles over its figures, or in seconds. */
export function StretchChoice({ what }: { readonly what: Chosen }) {
  const { host } = useDesk();
  const texts = useTexts().practice;
  const mirror = useCommand("mirror");
  const figures = useSignal<ReferenceFigures | null>(null);
  const fault = useSignal<string | null>(null);
  const { name } = what;
  useEffect(() => {
    let isThere = true;
    figuresOf(host, name).then(
      (found) => {
        if (isThere) figures.value = found;
      },
      (error: Error) => {
        if (isThere) fault.value = error.message;
      },
    );
    return () => {
      isThere = false;
    };
  }, [host, name]);
  const shown = figures.value;
  if (fault.value !== null)
    return (
      <p role="alert" class="fault">
        {fault.value}
      </p>
    );
  if (!shown) return <p class="dim">{texts.readingFigures}</p>;
  const whole = wholeOf(shown.seconds);
  const stretch = what.stretch ?? whole;
  const isWhole = ({ begin, end }: Stretch) => begin <= whole.begin && Math.abs(end - whole.end) < 0.01;
  const choose = (wanted: Stretch) => {
    chosen.value = { name, stretch: isWhole(wanted) ? null : wanted };
  };
  return (
    <div class="stretch-choice">
      <StretchStrip
        {...{ name, stretch }}
        figures={shown}
        mirrored={mirror.current === true}
        onChange={choose}
      />
      <div class="tool-row">
        {ENDS.map((end) => (
          <TextField
            key={end}
            type="number"
            label={texts.ends[end]}
            value={stretch[end].toFixed(1)}
            onChange={(typed) => {
              const to = Number(typed);
              if (typed.trim() !== "" && Number.isFinite(to))
                choose(withEnd(stretch, end, to, shown.seconds));
            }}
          />
        ))}
        <Button icon="whole" disabled={isWhole(stretch)} onClick={() => choose(whole)}>
          {texts.whole(whole.end)}
        </Button>
      </div>
    </div>
  );
}
