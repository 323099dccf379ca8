import { useSignal } from "@preact/signals";
import { stemOf } from "../../../../shared/stem.ts";
import { useTexts } from "../../desk.ts";
import { Button } from "../../kit/button.tsx";
import { Knob } from "../../live/knobs.tsx";
import { useCommand } from "../../show/use-command.ts";
import type { PracticeControl } from "../use-practice.ts";
import { chosen } from "./chosen.ts";
import { ReferenceChoice } from "./reference-choice.tsx";
import { StretchChoice } from "./stretch-choice.tsx";

/** What is practised, from where to where and how, and the buttons to begin and end. */
export function ReferencePanel({ practice }: { readonly practice: PracticeControl }) {
  const texts = useTexts().practice;
  const isChoosing = useSignal(false);
  const answer = useCommand("practiseAnswer");
  const restart = useCommand("restart");
  const mode = useCommand("mode");
  const state = practice.state.value;
  const practised = state?.loading ?? state?.reference ?? null;
  // What was begun elsewhere, by a cue or at another desk, is shown until something is chosen here.
  const stretch = practised === state?.reference ? (state?.stretch ?? null) : null;
  const what = chosen.value ?? (practised === null ? null : { name: practised, stretch });
  const isPractised = state !== null && state.reference !== null;
  const start = async () => {
    if (what && (await practice.start(what))) chosen.value = null;
  };
  const stop = () => {
    chosen.value = what;
    void practice.stop();
  };
  return (
    <section class="panel practice-reference">
      <h2>{what ? stemOf(what.name) : texts.reference}</h2>
      <div class="row">
        <Button
          icon="search"
          onClick={() => {
            isChoosing.value = true;
          }}
        >
          {texts.choose}
        </Button>
        <Button
          icon="answer"
          title={texts.lastAnswerHelp}
          disabled={!answer.available}
          onClick={() => {
            chosen.value = null;
            answer.give(undefined);
          }}
        >
          {texts.lastAnswer}
        </Button>
      </div>
      {what ? <StretchChoice key={what.name} what={what} /> : <p class="dim">{texts.none}</p>}
      <p role="status" class={state?.fault ? "fault" : "dim"}>
        {state?.fault ?? (state?.loading ? texts.loading(stemOf(state.loading)) : "")}
      </p>
      <div class="row">
        <Button icon="play" tone="primary" disabled={!what || !state} onClick={() => void start()}>
          {isPractised ? texts.startAnew : texts.start}
        </Button>
        <Button
          icon="restart"
          disabled={!isPractised || mode.current !== "practise"}
          onClick={() => restart.give(undefined)}
        >
          {texts.again}
        </Button>
        <Button icon="stop" disabled={!isPractised} onClick={stop}>
          {texts.stop}
        </Button>
      </div>
      <div class="columns">
        <Knob name="practiceSpeed" format={texts.percent} />
        <Knob name="countIn" format={texts.beats} />
        <Knob name="practiceRest" />
      </div>
      <div class="columns switches">
        <Knob name="mirror" />
        <Knob name="practiceFaster" />
        <Knob name="practiceSigns" />
      </div>
      <ReferenceChoice
        open={isChoosing.value}
        onClose={() => {
          isChoosing.value = false;
        }}
        onChoose={(name) => {
          chosen.value = { name, stretch: null };
          isChoosing.value = false;
        }}
      />
    </section>
  );
}
