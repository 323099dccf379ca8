import type { Seconds } from "../../shared/pose.ts";
import { SIGNALS, type SignalName, type SignalValues } from "../motion/signals/signal.ts";

/** The signals of one dancer at one moment. */
export interface SignalMoment {
  readonly t: Seconds;
  readonly values: SignalValues;
}

const LABEL = 96;
const WIDTH = 880;
const MARGIN = 20;
const ROW = 40;
const CURVE = 28;
const FOOT = 24;
/** Points a second that the eye can tell apart here. */
const DENSITY = 12;

/** Every signal over time as an SVG, 0 at the foot of its row and 1 at its top; shaded while the partner has the turn. */
export function signalPicture(moments: readonly SignalMoment[]): string {
  const [begin, end] = [moments[0]?.t ?? 0, moments.at(-1)?.t ?? 1];
  const x = (t: Seconds) => LABEL + ((t - begin) / (end - begin)) * (WIDTH - LABEL - MARGIN);
  const height = SIGNALS.length * ROW + FOOT;
  const shown = thinned(moments);
  const rows = SIGNALS.map(({ name, circular }, i) => {
    const foot = i * ROW + ROW - 6;
    const y = ({ values }: SignalMoment) => foot - values[name] * CURVE;
    return [
      `<text x="${LABEL - 12}" y="${foot - CURVE / 2 + 4}" text-anchor="end">${name}</text>`,
      `<path class="frame" d="M${LABEL} ${foot}H${WIDTH - MARGIN}M${LABEL} ${foot - CURVE}H${WIDTH - MARGIN}"/>`,
      `<path class="curve" d="${curve(shown, x, y, circular ? name : null)}"/>`,
    ].join("\n");
  });
  const ticks = Array.from({ length: Math.floor((end - begin) / 5) + 1 }, (_, i) => {
    const at = x(begin + 5 * i).toFixed(0);
    return `<text x="${at}" y="${height - 6}" text-anchor="middle">${5 * i} s</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">
<title>Every signal over time</title>
<style>.frame{stroke:#ddd;fill:none}.curve{stroke:#c2185b;stroke-width:1.6;fill:none;stroke-linejoin:round}.turn{fill:#eef1fb}</style>
<rect width="100%" height="100%" fill="#fff"/>
${answers(moments, x, height - FOOT).join("\n")}
${rows.join("\n")}
${ticks.join("\n")}
</svg>
`;
}

function thinned(moments: readonly SignalMoment[]): readonly SignalMoment[] {
  let next = Number.NEGATIVE_INFINITY;
  return moments.filter(({ t }) => {
    if (t < next) return false;
    next = t + 1 / DENSITY;
    return true;
  });
}

/** Lifts the pen where something on a circle goes from 1 on to 0. */
function curve(
  moments: readonly SignalMoment[],
  x: (t: Seconds) => number,
  y: (moment: SignalMoment) => number,
  circular: SignalName | null,
): string {
  return moments
    .map((moment, i) => {
      const before = moments[i - 1];
      const jumps =
        circular && before ? Math.abs(moment.values[circular] - before.values[circular]) > 0.5 : !before;
      return `${jumps ? "M" : "L"}${x(moment.t).toFixed(1)} ${y(moment).toFixed(1)}`;
    })
    .join("");
}

function answers(
  moments: readonly SignalMoment[],
  x: (t: Seconds) => number,
  height: number,
): readonly string[] {
  const spans: { from: Seconds; to: Seconds }[] = [];
  let open: { from: Seconds; to: Seconds } | null = null;
  for (const { t, values } of moments) {
    if (values.turn < 0.5) open = null;
    else if (open) open.to = t;
    else {
      open = { from: t, to: t };
      spans.push(open);
    }
  }
  return spans.map(({ from, to }) => {
    const [left, width] = [x(from).toFixed(1), (x(to) - x(from)).toFixed(1)];
    return `<rect class="turn" x="${left}" width="${width}" height="${height}"/>`;
  });
}
