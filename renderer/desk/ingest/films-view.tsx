import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  type IngestRun,
  type IngestState,
  type IngestSummary,
  LONGEST_PATH,
} from "../../../shared/desk/ingest.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/fields.tsx";
import { JobState } from "../kit/job-state.tsx";
import { QueuePanel } from "../queue/queue-panel.tsx";

/** Makes films of the show's machine part of the archive: which, how far that is, and what came of it. */
export function FilmsView() {
  const { host, notices } = useDesk();
  const texts = useTexts().films;
  const state = useSignal<IngestState | null>(null);
  const folder = useSignal("");
  useEffect(() => {
    const refresh = () => {
      host.ask("ingest/state", null).then(
        (answer) => {
          state.value = answer;
        },
        () => {},
      );
    };
    refresh();
    return host.onChanged("ingest", refresh);
  }, [host]);
  const told = (asked: Promise<unknown>) =>
    asked.catch((error: Error) => {
      notices.failed(error.message);
    });
  const { archive, run } = state.value ?? { archive: null, run: null };
  const isRunning = run?.state === "running";
  const films = folder.value.trim();
  const start = () => {
    if (films !== "" && !isRunning) void told(host.ask("ingest/start", { films }));
  };
  if (state.value !== null && archive === null) return <p class="films">{texts.noArchive}</p>;
  return (
    <div class="films">
      <form
        aria-label={texts.make}
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <TextField
          label={texts.folder}
          value={folder.value}
          maxLength={LONGEST_PATH}
          placeholder="/films"
          help={texts.into(archive ?? "")}
          onInput={(value) => {
            folder.value = value;
          }}
        />
        <Button icon="film" tone="primary" disabled={films === "" || isRunning} onClick={start}>
          {texts.make}
        </Button>
      </form>
      {run && <Run run={run} onStop={() => void told(host.ask("ingest/stop", null))} />}
      <QueuePanel />
    </div>
  );
}

function Run({ run, onStop }: { readonly run: IngestRun; readonly onStop: () => void }) {
  const { films: texts, jobs } = useTexts();
  const { films, notes, result } = run;
  return (
    <section class="panel films-run" aria-label={films}>
      <div class="films-what">
        <h2>{films}</h2>
        <JobState run={run} label={films} phases={texts.phases} />
        {result && <Result result={result} />}
      </div>
      {run.state === "running" && (
        <Button icon="stop" onClick={onStop}>
          {jobs.stop}
        </Button>
      )}
      {notes.length > 0 && (
        <details>
          <summary>{texts.notes(notes.length)}</summary>
          <ul>
            {notes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Result({ result }: { readonly result: IngestSummary }) {
  const texts = useTexts().films;
  return (
    <>
      <p>{texts.result(result)}</p>
      {result.failed > 0 && <p class="films-failed">{texts.failed(result.failed)}</p>}
      <p class="dim">{texts.report(result.report)}</p>
    </>
  );
}
