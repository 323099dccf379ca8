import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ArchiveState } from "../../../shared/desk/archive.ts";
import type { MapReport } from "../../../shared/desk/map.ts";
import { useDesk, useTexts } from "../desk.ts";
import type { DeskHost } from "../host.ts";
import { Button } from "../kit/button.tsx";
import { Segments } from "../kit/segments.tsx";
import { Legend } from "./legend.tsx";
import { LinePanel } from "./line-panel.tsx";
import { MapCanvas } from "./map-canvas.tsx";
import { MapMaker } from "./map-maker.tsx";
import { MapSession, MapShelf, TOOLS } from "./map-session.ts";
import { MomentPanel } from "./moment-panel.tsx";
import { SelectionPanel } from "./selection-panel.tsx";

const ZOOM = 1.6;
/** Between two looks for a map where there was none. */
const LOOK_MS = 3000;

/** What is loaded stays while another view is looked at. */
const shelves = new WeakMap<DeskHost, MapShelf>();

function shelfOf(host: DeskHost): MapShelf {
  const there = shelves.get(host);
  if (there) return there;
  const shelf = new MapShelf(host);
  shelves.set(host, shelf);
  return shelf;
}

/** The archive as a map: to go over, to brush, and to draw dances on. */
export function MapView() {
  const { host } = useDesk();
  const texts = useTexts().map;
  const report = useSignal<MapReport | null>(null);
  const shelf = useMemo(() => shelfOf(host), [host]);
  useEffect(() => {
    const look = () =>
      host.ask("map/report", null).then(
        (answer) => {
          report.value = answer;
          if (answer.state === "there") void shelf.load(answer.fingerprint);
        },
        // The shell says that the host is away, and "changed" comes when it is back.
        () => {},
      );
    void look();
    // Nobody tells when `continuo map` has made one.
    const looking = setInterval(() => {
      if (report.peek()?.state === "no-map") void look();
    }, LOOK_MS);
    // Where the archive is the library's folder, it is the library that tells of changed takes.
    const ends = (["archive", "library"] as const).map((what) => host.onChanged(what, () => void look()));
    return () => {
      clearInterval(looking);
      for (const end of ends) end();
    };
  }, [host, shelf]);

  const known = report.value;
  const state = shelf.state.value;
  if (!known) return <p class="dim">{texts.loading}</p>;
  if (known.state === "opening") return <Opening />;
  if (known.state !== "there") return <Missing report={known} />;
  if (state === "loading") return <p class="dim">{texts.loading}</p>;
  if (!(state instanceof MapSession)) return <p role="status">{state.fault ?? texts.odd}</p>;
  return <ArchiveMap session={state} report={known} />;
}

/** The archive is being read, which its state tells about. */
function Opening() {
  const { host } = useDesk();
  const texts = useTexts().map;
  const state = useSignal<ArchiveState | null>(null);
  useEffect(() => {
    const look = () =>
      host.ask("archive/state", null).then(
        (answer) => {
          state.value = answer;
        },
        () => {},
      );
    void look();
    return host.onChanged("archive", () => void look());
  }, [host]);
  const done = state.value?.opening?.done ?? null;
  return (
    <section class="panel map-missing">
      <p role="status">{texts.loading}</p>
      <progress aria-label={texts.loading} max={1} {...(done === null ? {} : { value: done })} />
    </section>
  );
}

type ThereReport = Extract<MapReport, { readonly state: "there" }>;

/** Why there is no map, and what makes one. */
function Missing({
  report,
}: {
  readonly report: Extract<MapReport, { readonly state: "no-archive" | "no-map" }>;
}) {
  const texts = useTexts().map;
  return (
    <section class="panel map-missing">
      <h2>{report.state === "no-archive" ? texts.noArchive : texts.noMap}</h2>
      {report.state === "no-archive" ? (
        <p>{texts.setArchive}</p>
      ) : (
        <>
          {report.fault !== null && <p class="dim">{report.fault}</p>}
          <MapMaker />
          <p>{texts.makeMap}</p>
          <p>
            <code>{`continuo map ${report.archive}`}</code>
          </p>
        </>
      )}
    </section>
  );
}

function ArchiveMap({ session, report }: { readonly session: MapSession; readonly report: ThereReport }) {
  const texts = useTexts().map;
  const tool = session.tool.value;
  const line = <LinePanel key="line" session={session} />;
  const others = [
    <SelectionPanel key="selection" session={session} />,
    <MomentPanel key="moment" session={session} inLibrary={report.inLibrary} />,
  ];
  // What the hand is at comes first.
  const panels =
    tool === "line"
      ? [line, ...others]
      : tool === "look"
        ? [...others.toReversed(), line]
        : [...others, line];
  const hasCorners = session.stroke.value.length > 1 && session.cursor.value !== null;
  return (
    <div class="map">
      <div class="map-tools">
        <Segments
          label={texts.tool}
          value={tool}
          options={TOOLS.map((value) => ({ value, text: texts.tools[value] }))}
          onChange={(value) => session.use(value)}
        />
        {hasCorners && (
          <Button icon="check" tone="primary" onClick={() => session.finishCorners()}>
            {texts.finish}
          </Button>
        )}
        <div class="map-zoom">
          <Button icon="remove" label={texts.zoomOut} onClick={() => session.zoom(1 / ZOOM)} />
          <Button icon="add" label={texts.zoomIn} onClick={() => session.zoom(ZOOM)} />
          <Button icon="whole" label={texts.showAll} onClick={() => session.showAll()} />
        </div>
      </div>
      <MapCanvas session={session} />
      <div class="map-side">
        {report.isOld && (
          <div class="map-old">
            <p role="status">{texts.old}</p>
            <MapMaker />
          </div>
        )}
        {panels}
        <Legend session={session} />
      </div>
    </div>
  );
}
