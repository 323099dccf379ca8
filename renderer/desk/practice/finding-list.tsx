import type { PracticePass } from "../../../shared/practice.ts";
import { sayDifference, sayWhen } from "../../../shared/say-difference.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Icon } from "../kit/icon.tsx";
import { clockTime } from "./evening/evenings.ts";

/** Passes from which on what is found again is a habit. */
const HABIT = 2;

/** What is most useful to say of a pass, in words. */
export function FindingList({ pass }: { readonly pass: PracticePass | null }) {
  const { show } = useDesk();
  const texts = useTexts().practice;
  const words = show.sentences.value.coaching;
  return (
    <section class="panel findings">
      <h2>
        {texts.findings}
        {pass && <span class="dim">{` ${texts.passNumber(pass.pass)}, ${clockTime(pass.at)}`}</span>}
      </h2>
      {pass === null && <p class="dim">{texts.noFindings}</p>}
      {pass?.findings.length === 0 && <p class="dim">{texts.nothingFound}</p>}
      {pass && pass.findings.length > 0 && (
        <ol>
          {pass.findings.map(({ difference, passes, beat }, at) => (
            <li key={at}>
              <span>
                {`${sayDifference(difference, words)}, `}
                <span class="dim">{sayWhen(momentOf(difference), beat, words)}</span>
              </span>
              {passes >= HABIT && (
                <span class="habit">
                  <Icon name="loop" /> {texts.habit(passes)}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const momentOf = (difference: PracticePass["findings"][number]["difference"]): number =>
  "at" in difference ? difference.at : difference.reference.begin;
