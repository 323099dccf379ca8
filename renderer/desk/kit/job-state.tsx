import type { JobRun } from "../../../shared/desk/job-run.ts";
import { useTexts } from "../desk.ts";

export interface JobStateProps {
  readonly run: JobRun<unknown>;
  /** What it does. */
  readonly label: string;
  /** What its phases are called here, by what the host calls them. */
  readonly phases: Readonly<Record<string, string>>;
}

/** How far long work of the host is, or how it ended. */
export function JobState({ run, label, phases }: JobStateProps) {
  const texts = useTexts().jobs;
  const { state, phase, done, details, left, fault } = run;
  const isRunning = state === "running";
  const percent = done === null ? "" : ` ${Math.floor(100 * done)} %`;
  const more = [...details, ...(left === null ? [] : [texts.left(left)])];
  return (
    <>
      <p class="dim" role="status">
        {isRunning ? `${phases[phase] ?? texts.states.running}${percent}` : texts.states[state]}
        {fault === null ? "" : `: ${fault}`}
      </p>
      {isRunning && (
        <>
          <progress aria-label={label} {...(done === null ? {} : { value: done })} max={1} />
          <p class="dim">{more.join(", ")}</p>
        </>
      )}
    </>
  );
}
