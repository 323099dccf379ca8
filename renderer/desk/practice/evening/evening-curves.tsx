import type { ComparedPart } from "../../../../shared/body-parts.ts";
import type { FigureKind, PracticePass } from "../../../../shared/practice.ts";
import { useDesk, useTexts } from "../../desk.ts";
import { EveningPlot } from "./evening-plot.tsx";
import { clockTime } from "./evenings.ts";
import {
  AREAS,
  type Area,
  changeOf,
  FIGURE_KINDS,
  goodBand,
  partsOf,
  scaleOf,
  seriesOf,
  speedChanges,
} from "./figures.ts";
import { LOOKS, MARK, markPath } from "./line-looks.ts";

export interface EveningCurvesProps {
  /** Of one evening and one reference, in the order in which they were danced. */
  readonly passes: readonly PracticePass[];
  readonly selected: number | null;
}

/** How each figure changed over an evening: a row of plots for each kind of figure, one for each area of the body. */
export function EveningCurves({ passes, selected }: EveningCurvesProps) {
  const texts = useTexts().practice;
  return (
    <>
      <p class="dim curves-note">
        <span class="band-sample" aria-hidden="true" />
        {texts.curvesNote}
      </p>
      {FIGURE_KINDS.map((kind) => (
        <section key={kind} class="kind" aria-label={texts.kinds[kind]}>
          <h3>
            {texts.kinds[kind]} <span class="dim">{texts.kindNotes[kind]}</span>
          </h3>
          <div>
            {AREAS.map((area) => (
              <AreaPlot key={area} {...{ area, kind, passes, selected }} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

interface AreaPlotProps extends EveningCurvesProps {
  readonly area: Area;
  readonly kind: FigureKind;
}

function AreaPlot({ area, kind, passes, selected }: AreaPlotProps) {
  const texts = useTexts().practice;
  const { parts } = useDesk().show.sentences.value.coaching;
  const lines = partsOf(area, kind).map((part) => ({ part, values: seriesOf(passes, kind, part) }));
  return (
    <figure>
      <figcaption>
        {lines.map(({ part, values }) => {
          const change = changeOf(values);
          return (
            <span key={part}>
              <LineSample part={part} />
              {parts[part]}
              {change && <span class="dim">{texts.change(change[0], change[1], kind)}</span>}
            </span>
          );
        })}
      </figcaption>
      <EveningPlot
        {...{ lines, selected }}
        times={passes.map(({ at }) => clockTime(at))}
        scale={scaleOf(passes, kind)}
        band={goodBand(kind)}
        speeds={speedChanges(passes).map(({ at, speed }) => ({ at, name: texts.percent(speed) }))}
      />
    </figure>
  );
}

/** As the line looks in its plot. */
function LineSample({ part }: { readonly part: ComparedPart }) {
  const { colour, dash, shape } = LOOKS[part];
  return (
    <svg class="line-sample" viewBox="0 0 30 12" aria-hidden="true" focusable="false">
      <path d="M0 6H30" stroke={colour} stroke-width="2" stroke-dasharray={dash.join(" ")} />
      <path d={markPath(shape, 15, 6, MARK + 0.5)} fill={colour} />
    </svg>
  );
}
