import { timeOfDay } from "../../../shared/operator-message.ts";
import { statusRows } from "../../kit/status-rows.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Icon } from "../kit/icon.tsx";
import { Curve } from "./curve.tsx";

/** How well the installation is. */
export function HealthView() {
  const texts = useTexts().health;
  return (
    <div class="health">
      <div class="curves">
        <Curve
          title={texts.rates}
          unit="fps"
          lines={[
            { name: "engineFps", label: texts.engine },
            { name: "cameraFps", label: texts.source },
          ]}
        />
        <Curve
          title={texts.frame}
          unit="ms"
          lines={[
            { name: "p50", label: "p50" },
            { name: "p95", label: "p95" },
          ]}
        />
        <Curve
          title={texts.age}
          unit="ms"
          lines={[
            { name: "frameAge", label: texts.frameAge },
            { name: "latency", label: texts.latency },
          ]}
        />
        <Curve
          title={texts.memory}
          unit="MB"
          lines={[
            { name: "hostMemory", label: texts.host },
            { name: "engineMemory", label: texts.engine },
          ]}
        />
      </div>
      <Destinations />
      <Messages />
      <Figures />
    </div>
  );
}

function Destinations() {
  const texts = useTexts().health;
  const osc = useDesk().show.status.value?.osc ?? [];
  return (
    <section>
      <h2>{texts.light}</h2>
      {osc.length === 0 && <p class="dim">{texts.noLight}</p>}
      <div class="curves">
        {osc.map(({ destination, failed, error }) => (
          <div key={destination} class="destination">
            <Curve title={destination} unit={texts.perSecond} lines={[{ name: `osc ${destination}` }]} />
            <p class={error === null ? "dim" : "warm"}>
              <Icon name={error === null ? "check" : "warning"} />
              <span>{error ?? texts.takes(failed)}</span>
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Newest first. */
function Messages() {
  const texts = useTexts().health;
  const messages = useDesk().show.status.value?.operatorMessages ?? [];
  return (
    <section class="panel">
      <h2>{texts.messages}</h2>
      {messages.length === 0 && <p class="dim">{texts.noMessages}</p>}
      <ol class="messages">
        {messages.toReversed().map(({ line, since, count }) => (
          <li key={`${since} ${line}`}>
            <time dateTime={new Date(since).toISOString()}>{timeOfDay(new Date(since), new Date())}</time>
            <span>{line}</span>
            {count > 1 && <span class="dim">{`${count}×`}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Figures() {
  const texts = useTexts().health;
  const status = useDesk().show.status.value;
  return (
    <section class="panel">
      <h2>{texts.figures}</h2>
      <dl id="status" class="rows">
        {(status ? statusRows(status) : [])
          .filter(([term]) => term !== "message")
          .map(([term, description], index) => (
            <div key={index}>
              <dt>{term}</dt>
              <dd>{description}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
