import { useComputed } from "@preact/signals";
import type { StyleWeight } from "../../../shared/commands/style-weight.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Slider } from "../kit/slider.tsx";
import { useCommand } from "../show/use-command.ts";

/** The model's styles by weight: only shares count. */
export function StylesPanel() {
  const { show } = useDesk();
  const texts = useTexts();
  const { available, give } = useCommand("blend");
  // As text, which changes only when the styles do.
  const names = useComputed(() => JSON.stringify(show.state.value?.styles ?? [])).value;
  const weights = useComputed(() => JSON.stringify(show.state.value?.blend ?? [])).value;
  const styles = JSON.parse(names) as readonly string[];
  const blend = JSON.parse(weights) as readonly StyleWeight[];
  if (styles.length === 0) return null;
  const sum = blend.reduce((total, { weight }) => total + weight, 0);
  const weightOf = (style: string) => blend.find((part) => part.style === style)?.weight ?? 0;
  const set = (style: string, weight: number) =>
    give(
      [...blend.filter((part) => part.style !== style && part.weight > 0), { style, weight }].filter(isSome),
    );
  return (
    <section class="panel">
      <div class="heading">
        <h2>{texts.commands.blend}</h2>
        <Button disabled={!available || sum === 0} onClick={() => give([])}>
          {texts.live.ownStyle}
        </Button>
      </div>
      <div class="columns">
        {styles.map((style) => (
          <Slider
            key={style}
            label={style}
            value={weightOf(style)}
            {...{ min: 0, max: Math.max(1, ...blend.map(({ weight }) => weight)), step: 0.05 }}
            format={(weight) => share(weight, sum - weightOf(style))}
            disabled={!available}
            onChange={(weight) => set(style, weight)}
          />
        ))}
      </div>
    </section>
  );
}

const isSome = ({ weight }: StyleWeight): boolean => weight > 0;

/** Per cent of all, where the others weigh so much. */
const share = (weight: number, others: number): string =>
  `${weight > 0 ? Math.round((100 * weight) / (weight + others)) : 0} %`;
