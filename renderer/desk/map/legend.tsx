import { COLOURINGS, GREY, PALETTE } from "../../../shared/map-colouring.ts";
import { useTexts } from "../desk.ts";
import { Segments } from "../kit/segments.tsx";
import type { MapSession } from "./map-session.ts";

/** Classes that are listed; those beyond are the smallest. */
const LISTED = 200;

/** What the colours mean. A class that is chosen stands out, also one that has no colour of its own. */
export function Legend({ session }: { readonly session: MapSession }) {
  const texts = useTexts().map;
  const { classes } = session.classes.value;
  const chosen = session.chosenClass.value;
  return (
    <section class="map-legend" aria-label={texts.colours}>
      <Segments
        label={texts.colourBy}
        value={session.colouring.value}
        options={COLOURINGS.map((value) => ({ value, text: texts.colourings[value] }))}
        onChange={(value) => session.colourBy(value)}
      />
      <ul>
        {classes.slice(0, LISTED).map(({ name, moments, colour }, index) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={chosen === index}
              onClick={() => {
                session.chosenClass.value = chosen === index ? null : index;
              }}
            >
              <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
                <circle cx="6" cy="6" r="5" fill={colour === null ? GREY : PALETTE[colour]} />
              </svg>
              <span class="map-class">{name === "" ? texts.unknown : name}</span>
              <span class="dim">{texts.share(moments / (session.points.places.length / 2))}</span>
            </button>
          </li>
        ))}
      </ul>
      {classes.length > LISTED && <p class="dim">{texts.moreClasses(classes.length - LISTED)}</p>}
    </section>
  );
}
