import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  downloadPath,
  type ExportedFile,
  type ExportJob,
  type ExportList,
} from "../../../shared/desk/exports.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Icon } from "../kit/icon.tsx";
import { ExportForm } from "./export-form.tsx";

/** Gives dances away: what to export, how far that is, and what is finished. */
export function ExportsView() {
  const { host, notices } = useDesk();
  const texts = useTexts().exports;
  const list = useSignal<ExportList | null>(null);
  useEffect(() => {
    const refresh = () => {
      host.ask("exports/list", null).then(
        (answer) => {
          list.value = answer;
        },
        () => {},
      );
    };
    refresh();
    return host.onChanged("exports", refresh);
  }, [host]);
  const told = (asked: Promise<unknown>) =>
    asked.catch((error: Error) => {
      notices.failed(error.message);
    });
  const { jobs, files, canReveal } = list.value ?? { jobs: [], files: [], canReveal: false };
  return (
    <div class="exports">
      <ExportForm />
      {jobs.length > 0 && (
        <section aria-label={texts.jobs}>
          <h2>{texts.jobs}</h2>
          <ul>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} onStop={() => told(host.ask("exports/stop", { id: job.id }))} />
            ))}
          </ul>
        </section>
      )}
      <section aria-label={texts.files}>
        <h2>{texts.files}</h2>
        {files.length === 0 && <p>{texts.none}</p>}
        <ul>
          {files.map((file) => (
            <FileRow
              key={file.name}
              file={file}
              onReveal={canReveal ? () => told(host.ask("exports/reveal", { name: file.name })) : null}
              onDelete={() => told(host.ask("exports/delete", { name: file.name }))}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

function JobRow({ job, onStop }: { readonly job: ExportJob; readonly onStop: () => void }) {
  const texts = useTexts().exports;
  const { from, format, state, done, fault } = job;
  const what = `${from.join(" + ")} → ${texts.formats[format]}`;
  const isOpen = state === "waiting" || state === "running";
  return (
    <li class="panel">
      <div class="export-what">
        <span>{what}</span>
        <span class="export-state">
          {texts.states[state]}
          {state === "running" && done !== null ? ` ${Math.floor(100 * done)} %` : ""}
          {fault !== null ? `: ${fault}` : ""}
        </span>
        {state === "running" && (
          <progress aria-label={what} {...(done === null ? {} : { value: done })} max={1} />
        )}
      </div>
      {isOpen && (
        <Button icon="stop" label={`${texts.stop} ${what}`} onClick={onStop}>
          {texts.stop}
        </Button>
      )}
    </li>
  );
}

interface FileRowProps {
  readonly file: ExportedFile;
  readonly onReveal: (() => void) | null;
  readonly onDelete: () => void;
}

function FileRow({ file, onReveal, onDelete }: FileRowProps) {
  const texts = useTexts().exports;
  const { show } = useDesk();
  const { name, bytes, date } = file;
  const isAsking = useSignal(false);
  const stopAsking = () => {
    isAsking.value = false;
  };
  const when = new Date(date).toLocaleString(document.documentElement.lang || undefined, {
    ...{ dateStyle: "short", timeStyle: "short" },
  });
  return (
    <li class="panel">
      <div class="export-what">
        <span>{name}</span>
        <span class="export-state">
          {size(bytes)}, {when}
        </span>
      </div>
      <a
        class="button plain normal"
        href={downloadPath(name)}
        download={name}
        aria-label={`${texts.download} ${name}`}
      >
        <Icon name="download" />
        <span>{texts.download}</span>
      </a>
      {onReveal && (
        <Button icon="search" label={`${texts.reveal} ${name}`} onClick={onReveal}>
          {texts.reveal}
        </Button>
      )}
      <Button
        icon="trash"
        tone="danger"
        label={`${texts.remove} ${name}`}
        disabled={!show.connected.value}
        onClick={() => {
          isAsking.value = true;
        }}
      />
      <Dialog
        open={isAsking.value}
        onClose={stopAsking}
        title={texts.removeQuestion}
        actions={
          <Button
            icon="trash"
            tone="danger"
            onClick={() => {
              stopAsking();
              onDelete();
            }}
          >
            {texts.remove}
          </Button>
        }
      >
        <p>{name}</p>
      </Dialog>
    </li>
  );
}

function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
