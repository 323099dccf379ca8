import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SmallPose } from "../../../shared/desk/poses.ts";
import { stemOf } from "../../../shared/stem.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { showInLibrary } from "../library/selected.ts";
import { bonesPath } from "../library/strip.tsx";
import type { MapSession } from "./map-session.ts";
import { sourceOf } from "./points.ts";

const SIDE = 120;
/** So many moments like it are shown. */
const ALIKE = 12;

export interface MomentPanelProps {
  readonly session: MapSession;
  /** Whether the library shows the takes of the archive. */
  readonly inLibrary: boolean;
}

/** The moment that was chosen: whose it is, and what can be done with it. */
export function MomentPanel({ session, inLibrary }: MomentPanelProps) {
  const { host, notices } = useDesk();
  const all = useTexts();
  const texts = all.map;
  const pose = useSignal<SmallPose | null>(null);
  const moment = session.chosen.value;
  useEffect(() => {
    let isNewest = true;
    pose.value = null;
    if (moment !== null)
      session.askPose(moment).then(
        (answer) => {
          if (isNewest) pose.value = answer;
        },
        // The shell says that the host is away; the panel goes without a figure.
        () => {},
      );
    return () => {
      isNewest = false;
    };
  }, [session, moment]);
  if (moment === null) return null;
  const { track, t } = sourceOf(session.points, moment);
  const told = (asked: Promise<unknown>) => asked.catch((error: Error) => notices.failed(error.message));
  const findAlike = async () => {
    const near = await host.ask("archive/nearest", { like: { moment }, count: ALIKE });
    if (session.chosen.peek() === moment) session.alike.value = near.map((found) => found.moment);
  };
  return (
    <section class="panel map-moment" aria-label={texts.moment}>
      <div class="map-moment-head">
        <svg class="map-figure" viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" focusable="false">
          {pose.value && <path d={bonesPath(pose.value, SIDE / 2, SIDE / 2, SIDE / 2 - 4)} />}
        </svg>
        <p role="status">
          <strong>{texts.at(stemOf(track.take), t.toFixed(1))}</strong>
          <span class="dim">{[track.dancer, track.style].filter((word) => word !== "").join(", ")}</span>
        </p>
        <Button icon="close" label={all.close} onClick={() => session.choose(null)} />
      </div>
      <div class="map-actions">
        <Button
          icon="play"
          onClick={() =>
            void told(host.ask("archive/play", { moment, loop: false, speed: 1, mirrored: false }))
          }
        >
          {all.playback.play}
        </Button>
        <Button icon="search" onClick={() => void told(findAlike())}>
          {texts.alike}
        </Button>
        {inLibrary && (
          <Button icon="library" onClick={() => showInLibrary(track.take)}>
            {texts.openInLibrary}
          </Button>
        )}
      </div>
      {session.alike.value.length > 0 && (
        <ul class="map-alike" aria-label={texts.alike}>
          {session.alike.value.map((found) => {
            const source = sourceOf(session.points, found);
            return (
              <li key={found}>
                <button type="button" onClick={() => session.goTo(found)}>
                  {texts.at(stemOf(source.track.take), source.t.toFixed(1))}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
