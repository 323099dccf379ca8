import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QueueState, QueueWorker } from "../../../shared/desk/queue.ts";
import { useDesk, useTexts } from "../desk.ts";

/** Milliseconds between two looks at it: nobody tells when it changes. */
const EVERY = 3000;

/** The queue that several machines share, where the settings name one: how much waits in it, and who works. */
export function QueuePanel() {
  const { host } = useDesk();
  const texts = useTexts().queue;
  const state = useSignal<QueueState | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      const found = await host.ask("queue/state", null).catch(() => state.value);
      if (isOver) return;
      state.value = found;
      if (found?.address !== null) timer = setTimeout(look, EVERY);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [host]);
  const queue = state.value;
  if (queue === null || queue.address === null) return null;
  return (
    <section class="panel queue" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      <p class={queue.answers ? "dim" : "warm"} role="status">
        {queue.answers ? queue.address : texts.silent(queue.address)}
      </p>
      {queue.answers && <Counts queue={queue} />}
      {queue.answers &&
        (queue.workers.length === 0 ? <p>{texts.nobody}</p> : <Workers all={queue.workers} />)}
    </section>
  );
}

function Counts({ queue }: { readonly queue: QueueState }) {
  const texts = useTexts().queue;
  return (
    <dl class="queue-counts">
      {(["waiting", "active", "done", "failed"] as const).map((name) => (
        <div key={name}>
          <dt>{texts.counts[name]}</dt>
          <dd>{queue[name]}</dd>
        </div>
      ))}
    </dl>
  );
}

function Workers({ all }: { readonly all: readonly QueueWorker[] }) {
  const texts = useTexts().queue;
  return (
    <table>
      <thead>
        <tr>
          {[texts.worker, texts.slots, texts.counts.done, texts.counts.failed, texts.speed].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map(({ name, slots, done, failed, speed }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{slots}</td>
            <td>{done}</td>
            <td>{failed}</td>
            <td>{speed.toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
