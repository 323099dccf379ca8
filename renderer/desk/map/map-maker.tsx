import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { JobRun } from "../../../shared/desk/job-run.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { JobState } from "../kit/job-state.tsx";

/** Has the map of the archive made on the host, and tells how far that is. */
export function MapMaker() {
  const { host, notices } = useDesk();
  const texts = useTexts();
  const run = useSignal<JobRun<unknown> | null>(null);
  useEffect(() => {
    const look = () =>
      host.ask("map/making", null).then(
        (answer) => {
          run.value = answer;
        },
        // The shell says that the host is away.
        () => {},
      );
    void look();
    return host.onChanged("map", () => void look());
  }, [host]);
  const ask = (what: "map/make" | "map/stop") => {
    host.ask(what, null).catch((error: Error) => notices.failed(error.message));
  };
  const making = run.value;
  return (
    <div class="map-maker">
      {making && making.state !== "done" && (
        <JobState run={making} label={texts.map.make} phases={texts.map.phases} />
      )}
      {making?.state === "running" ? (
        <Button icon="stop" onClick={() => ask("map/stop")}>
          {texts.jobs.stop}
        </Button>
      ) : (
        <Button icon="map" tone="primary" onClick={() => ask("map/make")}>
          {texts.map.make}
        </Button>
      )}
    </div>
  );
}
