import { stemOf } from "../../../shared/stem.ts";
import { useTexts } from "../desk.ts";
import { bonesPath } from "../library/strip.tsx";
import type { MapSession } from "./map-session.ts";
import { sourceOf } from "./points.ts";
import { spotOf } from "./viewport.ts";

const WIDTH = 132;
const HEIGHT = 150;
const SIDE = 110;
/** From the point that it is about. */
const OFF = 20;

/** The pose of the moment under the pointer, beside it. */
export function PoseCard({ session }: { readonly session: MapSession }) {
  const texts = useTexts().map;
  const shown = session.poses.shown.value;
  const hovered = session.hovered.value;
  if (!shown || hovered === null) return null;
  const size = session.size.value;
  const { left, top } = spotOf(session.placeOf(hovered), session.view.value, size);
  const { track, t } = sourceOf(session.points, shown.moment);
  const place = {
    left: `${left + OFF + WIDTH < size.width ? left + OFF : Math.max(0, left - OFF - WIDTH)}px`,
    top: `${Math.min(Math.max(0, top - HEIGHT / 2), Math.max(0, size.height - HEIGHT))}px`,
  };
  return (
    <figure class="map-pose" style={place}>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" focusable="false">
        {shown.answer && <path d={bonesPath(shown.answer, SIDE / 2, SIDE / 2, SIDE / 2 - 4)} />}
      </svg>
      <figcaption>{texts.at(stemOf(track.take), t.toFixed(1))}</figcaption>
    </figure>
  );
}
