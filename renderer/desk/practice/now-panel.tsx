import { useComputed } from "@preact/signals";
import { useId } from "preact/hooks";
import { BODY_PARTS, type BodyPart } from "../../../shared/body-parts.ts";
import type { PracticeState } from "../../../shared/desk/practice.ts";
import type { Practice } from "../../../shared/practice.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Icon } from "../kit/icon.tsx";

/** What is practised at this moment, and how much each part does as the reference does. */
export function NowPanel({ state }: { readonly state: PracticeState | null }) {
  const { show } = useDesk();
  const texts = useTexts().practice;
  const practice = useComputed(() => show.frame.value?.practice ?? null).value;
  const isPractised = state !== null && state.reference !== null;
  return (
    <section class="panel practice-now">
      <h2>{texts.now}</h2>
      {practice ? (
        <Running practice={practice} />
      ) : (
        <p class="dim">{isPractised ? texts.otherMode : texts.idle}</p>
      )}
      <p class="dim" role="status">
        {state?.comparing ? texts.comparing : ""}
      </p>
    </section>
  );
}

function Running({ practice }: { readonly practice: Practice }) {
  const texts = useTexts().practice;
  const { phase, pass, count, position, stretch, speed, mirrored, agreement } = practice;
  const { begin, end } = stretch;
  const danced =
    phase === "pass" ? Math.min(1, (position - begin) / (end - begin)) : phase === "rest" ? 1 : 0;
  return (
    <>
      {/* Only what changes from phase to phase is read out. */}
      <p class="practice-phase">
        <span role="status">{`${texts.passNumber(pass)}: ${texts.phases[phase]}`}</span>
        {count !== null && <b aria-hidden="true">{count}</b>}
        <span class="dim">{texts.percent(speed)}</span>
        {mirrored && (
          <span class="dim">
            <Icon name="mirror" /> {texts.mirrored}
          </span>
        )}
      </p>
      <progress aria-label={texts.position} value={danced} max={1} />
      <ul class="agreement" aria-label={texts.agreement}>
        {BODY_PARTS.map((part) => (
          <Agreement key={part} part={part} value={agreement?.[part] ?? null} />
        ))}
      </ul>
    </>
  );
}

function Agreement({ part, value }: { readonly part: BodyPart; readonly value: number | null }) {
  const { parts } = useDesk().show.sentences.value.coaching;
  const id = useId();
  return (
    <li>
      <label for={id}>{parts[part]}</label>
      <meter id={id} min={0} max={1} value={value ?? 0} />
      <span class="dim">{value === null ? "–" : `${Math.round(100 * value)} %`}</span>
    </li>
  );
}
