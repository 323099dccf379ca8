import type { CommandArgument } from "../../../shared/commands/argument.ts";
import { COMMAND_NAMES, type CommandName, definitionOf } from "../../../shared/commands/table.ts";
import { useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Switch } from "../kit/fields.tsx";
import { Segments } from "../kit/segments.tsx";
import { Slider } from "../kit/slider.tsx";
import { useCommand } from "../show/use-command.ts";

/** Those that have a place of their own; every other one of the table, and every new one, is here. */
const ELSEWHERE: ReadonlySet<CommandName> = new Set([
  ...(["mode", "generator", "blend", "model", "option"] as const),
  ...([
    "answer",
    "restart",
    "keep",
    "record",
    "blackout",
    "freeze",
    "open",
    "play",
    "live",
    "tap",
    "ears",
    "practise",
  ] as const),
  ...(["practiceSpeed", "countIn", "practiceRest", "practiceFaster", "practiceSigns"] as const),
  "practiseAnswer",
]);

const KNOBS = COMMAND_NAMES.filter((name) => !ELSEWHERE.has(name));

/** Everything that can be set while the show runs. */
export function Knobs() {
  const texts = useTexts();
  const ofKind = (...kinds: readonly CommandArgument["kind"][]) =>
    KNOBS.filter((name) => kinds.includes(definitionOf(name).argument.kind)).map((name) => (
      <Knob key={name} name={name} />
    ));
  return (
    <section class="panel">
      <h2>{texts.live.knobs}</h2>
      <div class="columns">{ofKind("number")}</div>
      <div class="columns switches">{ofKind("switch")}</div>
      <div class="choices">{ofKind("choice", "trigger")}</div>
    </section>
  );
}

export interface KnobProps {
  readonly name: CommandName;
  /** Of a number, in words; as its unit says without. */
  readonly format?: (value: number) => string;
}

/** The control of one command, of the kind of its argument. */
export function Knob({ name, format }: KnobProps) {
  const texts = useTexts();
  const { current, available, give } = useCommand(name);
  const { argument } = definitionOf(name);
  const label = texts.commands[name];
  const disabled = !available;
  switch (argument.kind) {
    case "number":
      return (
        <Slider
          {...{ label, disabled, ...argument }}
          value={typeof current === "number" ? current : null}
          format={format ?? ((value) => withUnit(value, argument.step, argument.unit))}
          onChange={give}
        />
      );
    case "switch":
      return <Switch {...{ label, disabled }} on={current === true} onChange={give} />;
    case "choice":
      return (
        <Segments
          {...{ label, disabled }}
          value={typeof current === "string" ? current : null}
          options={argument.names.map((value) => ({ value, text: texts.choices[value] ?? value }))}
          onChange={give}
        />
      );
    case "trigger":
      return (
        <Button disabled={disabled} onClick={() => give(undefined)}>
          {label}
        </Button>
      );
    // Each has a place of its own.
    case "styles":
    case "model":
    case "take":
      return null;
  }
}

/** With as many decimals as its steps have. */
function withUnit(value: number, step: number, unit: string): string {
  const decimals = String(step).split(".")[1]?.length ?? 0;
  return `${value.toFixed(decimals)} ${unit}`.trim();
}
